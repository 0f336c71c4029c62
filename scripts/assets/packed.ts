// Packs a folder as npm would publish it, under a name that never changes and one that changes with the content.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { MANIFEST } from './asset.ts'

/** The condition under which this workspace takes the sources of its packages. */
export const SOURCE_CONDITION = 'latchkey-source'

/** The members of a package.json that matter here. */
export interface PackageJson {
  readonly name: string
  readonly version: string
  readonly exports?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly [member: string]: unknown
}

/** Reads the package.json in a folder. */
export const readPackageJson = (folder: string): PackageJson =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/** Writes one as it is published. */
export const writePackageJson = (folder: string, content: Omit<PackageJson, never>): void =>
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(content, null, 2)}\n`)

/** Where a package is put together, in the folder of its asset. */
export function packageFolder(folder: string): string {
  const path = join(folder, 'package')
  mkdirSync(path, { recursive: true })
  return path
}

// npm gives every file the same time and owner and sorts them, so that equal content is packed into equal bytes. Settings
// of this machine that would pack something else are overruled.
const npmSettings = {
  npm_config_ignore_scripts: 'true',
  npm_config_dry_run: 'false',
  npm_config_workspaces: 'false',
  npm_config_loglevel: 'error',
  npm_config_update_notifier: 'false',
}

/** npm runs on whatever Node the machine has, and each compresses in its own way; this one is the project's. */
function compressedHere(tarball: Buffer): Buffer {
  const bytes = gzipSync(gunzipSync(tarball), { level: 9 })
  // RFC 1952 §2.3.1: the byte that tells the operating system, 255 for none.
  bytes[9] = 255
  return bytes
}

/** Packs what `packageFolder` holds with the texts of its `source`, and writes the manifest that the server reads. */
export function pack(folder: string, key: string, source: string, root: string): void {
  const from = packageFolder(folder)
  for (const name of globSync('*.md', { cwd: source })) copyFileSync(join(source, name), join(from, name))
  copyFileSync(join(root, 'LICENSE'), join(from, 'LICENSE'))
  const { name, version } = readPackageJson(from)
  const stem = name.replace('@', '').replace('/', '-')
  const npm = ['pack', '--silent', '--pack-destination', folder]
  execFileSync('npm', npm, {
    cwd: from,
    env: { ...process.env, ...npmSettings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const latest = join(folder, `${stem}.tgz`)
  renameSync(join(folder, `${stem}-${version}.tgz`), latest)
  const bytes = compressedHere(readFileSync(latest))
  writeFileSync(latest, bytes)
  const tarball = `${stem}-${version}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.tgz`
  copyFileSync(latest, join(folder, tarball))
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
  const manifest = { key, name, version, tarball, integrity }
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
}
