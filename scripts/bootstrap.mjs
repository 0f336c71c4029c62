// Installs what is missing, then runs scripts/<name>.ts on the project's own Node 24. Needs Node >= 20 and npm.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir, constants as osConstants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const pnpm = 'pnpm@12.21.0'
const names = ['dev', 'test', 'test-long', 'build', 'generate', 'changeset', 'release', 'bench']
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

const node = join(root, 'node_modules/node/bin/node')
const stampOf = (/** @type {string} */ folder) => join(folder, 'node_modules/.latchkey-installed')
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

const isInstalled = (/** @type {string} */ folder) => {
  try {
    accessSync(node, constants.X_OK)
    return readFileSync(stampOf(folder), 'utf8') === wantedIn(folder)
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

const install = (/** @type {string} */ folder) => {
  console.log('Installing dependencies (once; takes a minute on a fresh machine) ...')
  const command = ['--yes', pnpm, 'install', '--frozen-lockfile', '--prod=false', '--reporter=append-only']
  const result = spawnSync('npx', command, {
    cwd: folder,
    env: installEnvironment(),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (result.error)
    stop(`Cannot run npx (${result.error.message}); Latchkey needs npm beside Node to install.`)
  if (result.status !== 0) {
    console.error(`${result.stdout}${result.stderr}`.trimEnd())
    stop(`Installing failed (npx ${command.join(' ')}); the lines above say why.`)
  }
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' })
  if (!version.stdout?.startsWith('v24.')) {
    stop(`Installing left no working Node 24 at ${node}; remove node_modules and try again.`)
  }
  writeFileSync(stampOf(folder), wantedIn(folder))
}

// Tools of others that read openapi.json are for tests alone.
const folders = name === 'test' || name === 'test-long' ? [root, join(root, 'scripts/foreign')] : [root]
for (const folder of folders) if (!isInstalled(folder)) install(folder)

const child = spawn(node, [join(root, `scripts/${name}.ts`), ...args], {
  cwd: root,
  // The channel closes when this process dies, however it dies; the script then stops what it started.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => child.kill(signal))
}
// npm killed with SIGKILL cannot tell its children; a changed parent is the only sign.
if (process.env.npm_lifecycle_event !== undefined) {
  const npm = process.ppid
  setInterval(() => process.ppid === npm || child.kill('SIGTERM'), 500).unref()
}
child.on('error', (error) => stop(`Cannot start ${node}: ${error.message}`))
child.on('exit', (code, signal) => {
  process.exit(code ?? 128 + (signal === null ? 1 : osConstants.signals[signal]))
})
