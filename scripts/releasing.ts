import { spawnSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { releasedVersion } from './breaking/changesets.ts'
import { advice, describe, documents, releaseStatus } from './breaking/released.ts'

/** The environment without what a hook of git sets, which would lead git to another repository than that of the folder. */
export const withoutGit = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')))

function run(root: string, command: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: withoutGit(),
  })
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? stderr + stdout}`)
  return stdout
}

/**
 * Turns the changesets in the folder `root` into a release: raises the versions, writes the changelogs, and keeps the
 * document as the released one.
 * @returns the new version
 * @throws when files are not committed, when there is nothing to release, and when a change is told by no changeset
 */
export function release(root: string): string {
  // Whatever happens below, `git restore` leads back to here.
  if (run(root, 'git', 'status', '--porcelain') !== '') {
    throw new Error(
      'Commit what is not committed, or stash it: a release changes files, and git must be able to undo it.',
    )
  }
  const status = releaseStatus(root)
  if (status.untold.length > 0) throw new Error(`${describe(status.untold)}\n\n${advice(status)}`)
  if (status.changesets.length === 0) throw new Error('There is no changeset, so nothing to release.')
  copyFileSync(join(root, documents.today), join(root, documents.released))
  run(root, process.execPath, fileURLToPath(import.meta.resolve('@changesets/cli/bin.js')), 'version')
  return releasedVersion(root)
}
