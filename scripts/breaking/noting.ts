import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bump, bumpOf, highest } from './bumps.ts'
import { namesFor, writeChangeset } from './changesets.ts'
import { releaseStatus } from './released.ts'

/**
 * Writes a changeset that tells of every change that none tells of yet, of their level or of `wanted`, if that is higher.
 * @returns its file and what is in it
 */
export function noteChange(root: string, sentence: string, wanted: Bump = 'patch') {
  const { untold, version } = releaseStatus(root)
  const bump = highest([wanted, ...untold.map(({ rule }) => bumpOf(rule, version))])
  const { name, text } = writeChangeset(sentence, bump, namesFor(untold))
  let file = `.changeset/${name}.md`
  for (let count = 2; existsSync(join(root, file)); count++) file = `.changeset/${name}-${count}.md`
  writeFileSync(join(root, file), text, { flag: 'wx' })
  return { file, text }
}
