// Finds the programs that some tests need beside Node and PostgreSQL, and installs them where it may.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'

const installTimeout = 300_000

/** Debian's Chromium that has no window to draw: the tests take a third less of the processor with it. */
const SHELL = 'chromium-headless-shell'

function findProgram(...names: string[]) {
  // A user's PATH often lacks the folders of daemons.
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/bin',
    '/usr/sbin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ]
  for (const path of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {}
  }
  return null
}

/** Ubuntu's `chromium-browser` may be a script that only names a snap, and a download may lack system libraries. */
function works(path: string) {
  return spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
}

/** Path of a Chromium that starts: `CHROMIUM_PATH`, an installed one, or one that Playwright downloaded; else null. */
export async function findChromium() {
  const known = process.env.LATCHKEY_TEST_CHROMIUM
  if (known !== undefined) return known === '' ? null : known
  const { chromium } = await import('playwright-core')
  const candidates = [
    process.env.CHROMIUM_PATH,
    findProgram(SHELL),
    findProgram('chromium'),
    findProgram('google-chrome', 'google-chrome-stable'),
    findProgram('chromium-browser'),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ]
  return candidates.find((path) => typeof path === 'string' && path !== '' && works(path)) ?? null
}

/** Path of redis-server, else null. */
export function findRedis() {
  return process.env.LATCHKEY_TEST_REDIS || findProgram('redis-server')
}

function run(command: string, ...args: string[]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { env, timeout: installTimeout }).status === 0
}

function installDebianPackage(name: string) {
  if (process.getuid?.() !== 0 || findProgram('apt-get') === null) return
  console.log(`Installing ${name} with apt-get ...`)
  const patience = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=15']
  if (run('apt-get', 'update', ...patience))
    run('apt-get', 'install', '-y', '--no-install-recommends', ...patience, name)
}

/** As findChromium, but installs one where there is none; a machine of CI is given the quick one. */
export async function provideChromium() {
  const isQuick = (path: string | null) => path !== null && path === findProgram(SHELL)
  const found = await findChromium()
  const isChosen = found !== null && (process.env.CI !== 'true' || found === process.env.CHROMIUM_PATH)
  if (isChosen || isQuick(found)) return found
  installDebianPackage(SHELL)
  const installed = await findChromium()
  if (installed !== null) return installed
  console.log('Downloading Chromium with Playwright ...')
  const playwright = dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'))
  run(process.execPath, join(playwright, 'cli.js'), 'install', 'chromium')
  const downloaded = await findChromium()
  if (downloaded !== null) return downloaded
  installDebianPackage('chromium')
  return findChromium()
}

/** As findRedis, but tries Debian's package before giving up. */
export function provideRedis() {
  const found = findRedis()
  if (found !== null) return found
  installDebianPackage('redis-server')
  return findRedis()
}

/** The first Node in `PATH` that is not the project's own; null when there is none. */
export function findMachineNode() {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder.includes('node_modules')) continue
    const file = join(folder, 'node')
    const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' })
    if (status !== 0) continue
    const version = stdout.trim()
    const [major = 0, minor = 0] = version.slice(1).split('.').map(Number)
    // `require` of ES modules, without a flag, began with Node 20.19.
    return { file, version, requiresModules: major > 20 || (major === 20 && minor >= 19) }
  }
  return null
}
