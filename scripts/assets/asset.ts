// Makes one of the folders in `dist`: only when its sources have changed, and whole or not at all.
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'

/** The file in each of these folders that tells the server what is there, and us what it was made from. */
export const MANIFEST = 'manifest.json'

/** Something that is made from the sources in this repository, for the server to hand out. */
export interface Asset {
  /** Its folder in `dist`. */
  readonly name: string
  /** All that it is made from: globs, from the root of the repository. Whatever they match is part of its key. */
  readonly sources: readonly string[]
  /** Whether it is made by tools of an app, which `npm start` installs when everything else runs already. */
  readonly isApp?: boolean
  /** Fills the new, empty `folder`; the manifest must hold `key`. */
  make(folder: string, key: string, root: string): Promise<void>
}

/** Sources of whoever makes any of them. */
const common = ['scripts/build.ts', 'scripts/assets/*.ts', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']

/** The files that an asset is made from, from the root of the repository. */
export function sourcesOf({ sources }: Asset, root: string): string[] {
  const exclude = ['**/node_modules/**', '**/dist/**', '**/*.test.ts']
  return globSync([...common, ...sources], { cwd: root, exclude, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted()
}

/** Changes with the name and content of every source. */
function keyOf(asset: Asset, root: string): string {
  const hash = createHash('sha256').update(asset.name)
  for (const file of sourcesOf(asset, root)) {
    const content = readFileSync(join(root, file))
    hash.update(`\n${file} ${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}

const madeFrom = (folder: string): string | null => {
  try {
    return JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')).key ?? null
  } catch {
    return null
  }
}

/**
 * Makes an asset in `dist` unless it is there, made from these very sources. Any number of processes may do so at
 * once, and each may die at any time: a folder has its name only when it is whole.
 * @returns whether there was something to do.
 */
export async function makeAsset(asset: Asset, root: string, dist: string): Promise<boolean> {
  const key = keyOf(asset, root)
  const target = join(dist, asset.name)
  if (madeFrom(target) === key) return false
  mkdirSync(dist, { recursive: true })
  removeLeftovers(dist)
  const unfinished = join(dist, aside(asset.name))
  mkdirSync(unfinished)
  try {
    await asset.make(unfinished, key, root)
    if (madeFrom(unfinished) !== key) throw new Error(`The manifest of ${asset.name} has another key.`)
    putInPlace(unfinished, target)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
  return true
}

/** A name that nobody takes for an asset, and that tells whose it is. */
const aside = (name: string) => `.${name}.${process.pid}.${randomBytes(4).toString('hex')}`

/** A folder cannot be renamed over one that has files, so the old one goes first, and is removed when the new one is there. */
function putInPlace(made: string, target: string): void {
  for (let turn = 0; ; turn++) {
    const replaced = `${made}.${turn}.replaced`
    try {
      if (existsSync(target)) renameSync(target, replaced)
    } catch (error) {
      // Somebody else has just moved it away.
      if (codeOf(error) !== 'ENOENT') throw error
    }
    try {
      renameSync(made, target)
      return
    } catch (error) {
      // Somebody else was faster, with what may be older: once more.
      if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error
    } finally {
      rmSync(replaced, { recursive: true, force: true })
    }
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)

/** What processes left that died at it. */
function removeLeftovers(dist: string): void {
  for (const name of readdirSync(dist)) {
    const [, pid] = /^\..+\.(\d+)\.[0-9a-f]{8}(?:\.\d+\.replaced)?$/.exec(name) ?? []
    if (pid && !lives(Number(pid))) rmSync(join(dist, name), { recursive: true, force: true })
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
