import { globSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Every file in a folder and below it, by its path from there, in order. */
export const filesBelow = (folder: string): string[] =>
  globSync('**', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted()
