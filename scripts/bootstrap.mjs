// Installs what is missing, then runs scripts/<name>.ts on the project's own Node 24. Needs Node >= 20 and npm.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { homedir, constants as osConstants, setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const pnpm = 'pnpm@12.21.0'
const names = [
  'dev',
  'test',
  'test-long',
  'build',
  'generate',
  'demo',
  'screenshots',
  'changeset',
  'release',
  'bench',
  'growth',
  'soak',
]
const [name, ...args] = process.argv.slice(2)

const stop = (/** @type {string} */ line) => {
  console.error(line)
  process.exit(1)
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(`Latchkey needs Node 20 or later to install itself; this is ${process.version} (${process.execPath}).`)
}
if (process.platform === 'win32') stop('Latchkey runs on Linux and macOS; on Windows use WSL.')
if (name === undefined || !names.includes(name)) stop(`usage: node scripts/bootstrap.mjs ${names.join('|')}`)

// `npm start` has it build what the server hands out, while somebody may try things out already.
const inBackground = args.includes('--in-background')
if (inBackground) setPriority(osConstants.priority.PRIORITY_LOW)

const node = join(root, 'node_modules/node/bin/node')
/** All that a lockfile names, or what runs without the apps: theirs is a quarter of it, and nothing that is waited for. */
const whole = { stamp: 'node_modules/.latchkey-installed', filter: [] }
const withoutApps = {
  stamp: 'node_modules/.latchkey-installed-without-apps',
  filter: ['--filter', '!./apps/*'],
}
/** Somebody installs: the ids of the processes that do are in it. */
const lock = join(root, '.data/installing')

const wantedIn = (/** @type {string} */ folder) =>
  createHash('sha256')
    .update(`${process.platform} ${process.arch}\n`)
    .update(readFileSync(join(folder, 'pnpm-workspace.yaml')))
    .update(readFileSync(join(folder, 'pnpm-lock.yaml')))
    .digest('hex')

const isWritable = (/** @type {string} */ directory) => {
  try {
    mkdirSync(directory, { recursive: true })
    accessSync(directory, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const isInstalled = (/** @type {string} */ folder, part = whole) => {
  try {
    accessSync(node, constants.X_OK)
    return readFileSync(join(folder, part.stamp), 'utf8') === wantedIn(folder)
  } catch {
    return false
  }
}

/** Settings of this machine that would install something else than the lockfile says are overruled. */
const installEnvironment = () => {
  const env = {
    ...process.env,
    CI: 'true', // pnpm must not ask whether it may replace node_modules
    npm_config_ignore_scripts: 'false',
    npm_config_include: 'optional',
    npm_config_omit: '',
    npm_config_bin_links: 'true',
    npm_config_dry_run: 'false',
    npm_config_global: 'false',
    npm_config_workspaces: 'false',
    npm_config_loglevel: 'error',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  }
  delete env.NODE_ENV
  delete env.NODE_OPTIONS
  if (!isWritable(join(homedir(), '.npm')) || !isWritable(join(homedir(), '.local/share/pnpm'))) {
    const cache = join(root, '.data/install')
    Object.assign(env, {
      npm_config_cache: join(cache, 'npm'),
      XDG_CACHE_HOME: join(cache, 'cache'),
      XDG_DATA_HOME: join(cache, 'data'),
      XDG_STATE_HOME: join(cache, 'state'),
    })
  }
  return env
}

/** Ends what runs at the moment. @type {(signal: NodeJS.Signals) => void} */
let end = () => {}
/** @type {NodeJS.Signals | null} */
let ending = null
const endAll = (/** @type {NodeJS.Signals} */ signal) => {
  ending = signal
  end(signal)
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => endAll(signal))
}
// npm killed with SIGKILL cannot tell its children; a changed parent is the only sign.
if (process.env.npm_lifecycle_event !== undefined) {
  const npm = process.ppid
  setInterval(() => process.ppid === npm || endAll('SIGTERM'), 500).unref()
}

const codeOf = (/** @type {number | null} */ code, /** @type {NodeJS.Signals | null} */ signal) =>
  code ?? 128 + (signal === null ? 1 : osConstants.signals[signal])

const lives = (/** @type {number} */ pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

let isOurTurn = false
process.on('exit', () => isOurTurn && rmSync(lock, { force: true }))
/** Milliseconds without a sign of life after which somebody else has the id of who installed. */
const FORGOTTEN = 300_000
setInterval(() => isOurTurn && utimesSync(lock, new Date(), new Date()), 10_000).unref()

/** Two at once would work on the same files. What one left that was killed is put aside. */
const waitForTurn = async () => {
  mkdirSync(dirname(lock), { recursive: true })
  for (let turn = 0; ; turn++) {
    if (ending) process.exit(codeOf(null, ending))
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      isOurTurn = true
      return
    } catch {}
    try {
      const ids = readFileSync(lock, 'utf8').split(' ').map(Number).filter(Boolean)
      const isDead = ids.length > 0 && !ids.some(lives)
      if (isDead || Date.now() - statSync(lock).mtimeMs > FORGOTTEN)
        renameSync(lock, `${lock}.${process.pid}`)
      rmSync(`${lock}.${process.pid}`, { force: true })
    } catch {}
    if (turn === 10) console.log('Waiting for another installation to end ...')
    await sleep(100)
  }
}

/** @returns what the installer said when it failed, and `null` when all is there. */
const runInstaller = (/** @type {string} */ folder, /** @type {string[]} */ command) =>
  /** @type {Promise<string | null>} */ (
    new Promise((resolve) => {
      // A group of its own, so that all of it can be ended.
      const child = spawn('npx', command, {
        cwd: folder,
        env: installEnvironment(),
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      })
      if (child.pid !== undefined) writeFileSync(lock, `${process.pid} ${child.pid}`)
      end = (signal) => child.pid !== undefined && process.kill(-child.pid, signal)
      let output = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
      child.on('error', ({ message }) =>
        resolve(`Cannot run npx (${message}); Latchkey needs npm beside Node to install.`),
      )
      child.on('close', (code) => resolve(code === 0 ? null : output.trimEnd()))
    })
  )

const install = async (/** @type {string} */ folder, part = whole) => {
  await waitForTurn()
  try {
    // Whoever came before may have installed just this.
    if (isInstalled(folder, part)) return
    console.log(
      inBackground
        ? 'Installing what dashboard and docs are built with (once) ...'
        : 'Installing dependencies (once; takes a minute on a fresh machine) ...',
    )
    const options = ['--frozen-lockfile', '--prod=false', '--reporter=append-only', ...part.filter]
    const command = ['--yes', pnpm, 'install', ...options]
    const problem = await runInstaller(folder, command)
    if (ending) process.exit(codeOf(null, ending))
    if (problem !== null && inBackground) {
      stop(
        'That failed; only the dashboard, the docs and the storefront are missing, and the next start tries it again.',
      )
    }
    if (problem !== null) {
      console.error(problem)
      stop(`Installing failed (npx ${command.join(' ')}); the lines above say why.`)
    }
    const version = spawnSync(node, ['--version'], { encoding: 'utf8' })
    if (!version.stdout?.startsWith('v24.')) {
      stop(`Installing left no working Node 24 at ${node}; remove node_modules and try again.`)
    }
    writeFileSync(join(folder, part.stamp), wantedIn(folder))
  } finally {
    isOurTurn = false
    rmSync(lock, { force: true })
  }
}

/** Runs a script with these arguments. @returns its exit code. */
const run = (/** @type {string[]} */ options) =>
  /** @type {Promise<number>} */ (
    new Promise((resolve) => {
      const child = spawn(node, [join(root, `scripts/${name}.ts`), ...options], {
        cwd: root,
        // The channel closes when this process dies, however it dies; the script then stops what it started.
        stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      })
      end = (signal) => child.kill(signal)
      child.on('error', (error) => stop(`Cannot start ${node}: ${error.message}`))
      child.on('exit', (code, signal) => resolve(codeOf(code, signal)))
    })
  )

if (name === 'dev') {
  if (!isInstalled(root) && !isInstalled(root, withoutApps)) await install(root, withoutApps)
} else {
  // What needs no more than is there does not wait for the rest.
  const first = inBackground && !isInstalled(root) ? await run([...args, '--without-apps']) : 0
  if (first !== 0) process.exit(first)
  // Tools of others that read openapi.json are for tests alone.
  const isTest = name === 'test' || name === 'test-long'
  const folders = isTest ? [root, join(root, 'scripts/foreign')] : [root]
  for (const folder of folders) if (!isInstalled(folder)) await install(folder)
}
process.exit(await run(args))
