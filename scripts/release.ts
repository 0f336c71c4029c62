// `npm run release`: makes a release of the changesets, for you to look at, commit and tag.
import { dirname } from 'node:path'
import { release } from './releasing.ts'

try {
  const version = release(dirname(import.meta.dirname))
  console.log(`This is ${version} now. Look at the changelogs, run \`npm test\`, then publish it:

  git commit --all --message 'Release ${version}'
  git tag v${version}
  git push origin HEAD v${version}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
process.disconnect?.()
