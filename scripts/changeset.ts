// `npm run changeset -- [patch|minor|major] 'What changed.'`: notes a change for the next release.
import { dirname } from 'node:path'
import { isBump } from './breaking/bumps.ts'
import { noteChange } from './breaking/noting.ts'

function main(args: readonly string[]) {
  const [sentence, wanted = 'patch', ...others] = args.toReversed()
  if (sentence === undefined || isBump(sentence) || !isBump(wanted) || others.length > 0) {
    throw new Error(
      "usage: npm run changeset -- [patch|minor|major] 'What changed, for those who use the SDK.'",
    )
  }
  const { file, text } = noteChange(dirname(import.meta.dirname), sentence, wanted)
  console.log(`wrote ${file}; edit it as you like, and commit it with the change.\n\n${text}`)
}

try {
  main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
process.disconnect?.()
