// `npm run changeset -- [patch|minor|major] 'What changed.'`: notes a change for the next release.
import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bumpOf, highest, isBump } from './breaking/bumps.ts'
import { namesFor, writeChangeset } from './breaking/changesets.ts'
import { releaseStatus } from './breaking/released.ts'

const root = dirname(import.meta.dirname)
const usage = "usage: npm run changeset -- [patch|minor|major] 'What changed, for those who use the SDK.'"

function main(args: readonly string[]) {
  const [sentence, wanted = 'patch', ...others] = args.toReversed()
  if (sentence === undefined || isBump(sentence) || !isBump(wanted) || others.length > 0)
    throw new Error(usage)
  const { untold, version } = releaseStatus(root)
  const bump = highest([wanted, ...untold.map(({ rule }) => bumpOf(rule, version))])
  const { name, text } = writeChangeset(sentence, bump, namesFor(untold))
  let file = `.changeset/${name}.md`
  for (let count = 2; existsSync(join(root, file)); count++) file = `.changeset/${name}-${count}.md`
  writeFileSync(join(root, file), text)
  console.log(`wrote ${file}; edit it as you like, and commit it with the change.\n\n${text}`)
}

try {
  main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
process.disconnect?.()
