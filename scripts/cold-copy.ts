// Copies what `npm start` keeps, while it is stopped, and puts such a copy back in its place.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { endEarlierRun, majorVersion } from './postgres.ts'
import { clusterFolder, findPlace } from './postgres-place.ts'

/** What is kept below `data`, with its name in a copy. Mails in the inbox are left out. */
const partsOf = (data: string) => [
  { name: 'postgres', path: clusterFolder(join(data, 'postgres')) },
  { name: 'files', path: join(data, 'files') },
  { name: 'local-stripe.json', path: join(data, 'local-stripe.json') },
]

/** `cp`, because Node's own copies everything into the hands of whoever runs it. */
function copy(from: string, to: string) {
  const { status, stderr, error } = spawnSync('cp', ['-pR', from, to], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`Copying ${from} failed: ${error?.message ?? stderr.trim()}`)
}

/** PostgreSQL writes this file whenever it starts or stops. */
const controlOf = (cluster: string) => readFile(join(cluster, 'global/pg_control'))

// What else a backup needs, and what to do after a restore: apps/docs/src/content/docs/operate/runbook.md
/**
 * Copies database, contents of files and the local Stripe from the folder `data` to the new folder `target`. The copy
 * opens everything that the original does: it holds passwords and keys.
 * @throws while PostgreSQL runs on that database, or when it was started meanwhile; nothing is left at `target` then.
 */
export async function backUp(data: string, target: string): Promise<void> {
  const cluster = clusterFolder(join(data, 'postgres'))
  if (!existsSync(cluster)) {
    throw new Error(`There is no database at ${cluster}; pg_dump copies one that DATABASE_URL names.`)
  }
  if (existsSync(target)) throw new Error(`${target} exists already; name a new folder.`)
  await endEarlierRun(join(data, 'postgres'))
  const before = await controlOf(cluster)
  const unfinished = `${target}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(dirname(unfinished), { recursive: true })
  await mkdir(unfinished, { mode: 0o700 })
  for (const { name, path } of partsOf(data)) if (existsSync(path)) copy(path, join(unfinished, name))
  if (existsSync(join(cluster, 'postmaster.pid')) || !before.equals(await controlOf(cluster))) {
    await rm(unfinished, { recursive: true, force: true })
    throw new Error('PostgreSQL was started while it was copied; stop it, and try again.')
  }
  await rename(unfinished, target)
}

/**
 * Puts a copy in the place of what is in `data` now, which stays beside it under a name that ends in `.replaced`.
 * @throws while PostgreSQL runs on that database, or when the copy is none; everything is as before then.
 */
export async function restore(source: string, data: string): Promise<void> {
  const version = await readFile(join(source, 'postgres/PG_VERSION'), 'utf8').catch(() => null)
  if (version === null) throw new Error(`${source} is no backup: there is no database in it.`)
  if (version.trim() !== majorVersion) {
    throw new Error(`${source} was made by PostgreSQL ${version.trim()}, this is ${majorVersion}.`)
  }
  await endEarlierRun(join(data, 'postgres'))
  const { user } = findPlace(join(data, 'postgres'))
  const parts = partsOf(data).map((part) => ({
    ...part,
    from: join(source, part.name),
    restored: `${part.path}.restored`,
    replaced: `${part.path}.replaced`,
  }))
  const left = parts.find(({ replaced }) => existsSync(replaced))
  if (left) throw new Error(`${left.replaced} is left from an earlier restore; move or remove it first.`)
  await mkdir(data, { recursive: true })
  for (const { from, restored } of parts) {
    await rm(restored, { recursive: true, force: true })
    if (existsSync(from)) copy(from, restored)
  }
  // On another machine it may be another one who runs PostgreSQL.
  const [database] = parts
  if (user !== null && database) {
    const { status, stderr } = spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, database.restored])
    if (status !== 0) throw new Error(`${database.restored} could not be given away: ${stderr}`)
  }
  // Only now, and quickly: until here an interruption leaves everything as it was.
  for (const { path, restored, replaced } of parts) {
    if (existsSync(path)) await rename(path, replaced)
    if (existsSync(restored)) await rename(restored, path)
  }
}
