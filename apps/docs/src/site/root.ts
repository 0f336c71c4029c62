import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The root of the repository: Astro runs what it has bundled elsewhere, so it is looked for from the working directory. */
export const root = findRoot(process.cwd())

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'pnpm-workspace.yaml'))) return folder
  if (folder === dirname(folder)) throw new Error('Run this inside the repository of Latchkey.')
  return findRoot(dirname(folder))
}
