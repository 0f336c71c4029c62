import { appendFileSync, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadDemo } from '@latchkey/server'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { backUp, restore } from './cold-copy.ts'
import { startPostgres } from './postgres.ts'

vi.setConfig({ testTimeout: 120_000 })

let folder: string
let data: string
let copy: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-backup-'))
  await chmod(folder, 0o755)
  data = join(folder, 'data')
  copy = join(folder, 'copies/monday')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** Works on the database in `data` while it runs. */
async function running<T>(work: (client: pg.Client, url: string) => Promise<T>): Promise<T> {
  const postgres = await startPostgres({ dataDirectory: join(data, 'postgres'), fast: true })
  const client = new pg.Client({ connectionString: postgres.url })
  try {
    await client.connect()
    return await work(client, postgres.url)
  } finally {
    await client.end()
    await postgres.stop()
  }
}

/** A digest of the rows of every table. */
async function digest(client: pg.Client): Promise<Record<string, string>> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'graphile_worker')`,
  )
  const digests: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await client.query<{ digest: string }>(
      `select count(*) || ' ' || md5(coalesce(string_agg(row::text, E'\\n' order by row::text), '')) as digest
       from ${name} row`,
    )
    digests[name] = rows[0]?.digest ?? ''
  }
  return digests
}

test('what was backed up is there again after a restore, to the last row', async () => {
  const before = await running(async (client, url) => {
    await loadDemo(url)
    return await digest(client)
  })
  expect(Object.keys(before).length).toBeGreaterThan(40)
  expect(before['public.pages']).not.toMatch(/^0 /)
  await mkdir(join(data, 'files'))
  await writeFile(join(data, 'files/fil_1'), 'as it was')
  await backUp(data, copy)

  const changed = await running(async (client) => {
    await client.query(`update pages set title = 'Changed'`)
    await client.query(`delete from collaborators`)
    await client.query('create table later (id int)')
    return await digest(client)
  })
  expect(changed).not.toEqual(before)
  await writeFile(join(data, 'files/fil_1'), 'changed')
  await writeFile(join(data, 'files/fil_2'), 'new')

  await restore(copy, data)
  expect(await running(digest)).toEqual(before)
  expect(await readFile(join(data, 'files/fil_1'), 'utf8')).toBe('as it was')
  expect(existsSync(join(data, 'files/fil_2'))).toBe(false)

  // What it replaced is still there, and is not overwritten by the next one.
  expect(await readFile(join(data, 'files.replaced/fil_2'), 'utf8')).toBe('new')
  await expect(restore(copy, data)).rejects.toThrow('postgres.replaced is left')

  // A disk that is new has nothing to put aside.
  await rm(data, { recursive: true })
  await restore(copy, data)
  expect(await running(digest)).toEqual(before)
})

test('a database that runs is neither copied nor replaced', async () => {
  await running(async (client) => {
    await client.query('create table kept (id int)')
  })
  await backUp(data, copy)
  await running(async (client) => {
    const refused = await Promise.allSettled([backUp(data, join(folder, 'tuesday')), restore(copy, data)])
    const inUse = { reason: { message: expect.stringContaining('is in use by PostgreSQL') } }
    expect(refused).toMatchObject([inUse, inUse])
    expect((await client.query('select from kept')).rowCount).toBe(0)
  })
  expect(existsSync(join(folder, 'tuesday'))).toBe(false)
  expect(existsSync(join(data, 'postgres.replaced'))).toBe(false)
})

/** What looks like a database that rests. */
async function restingCluster() {
  await mkdir(join(data, 'postgres/global'), { recursive: true })
  await writeFile(join(data, 'postgres/global/pg_control'), 'at rest')
}

test('a database that was started while it was copied leaves no backup', async () => {
  await restingCluster()
  const copying = backUp(data, copy)
  while (!existsSync(dirname(copy))) await new Promise(setImmediate)
  appendFileSync(join(data, 'postgres/global/pg_control'), ', and started')
  await expect(copying).rejects.toThrow('was started while it was copied')
  expect(await readdir(dirname(copy))).toEqual([])
})

test('it says what is no backup, and overwrites none', async () => {
  await expect(backUp(data, copy)).rejects.toThrow('There is no database at')
  await expect(restore(folder, data)).rejects.toThrow('is no backup')
  await mkdir(join(folder, 'old/postgres'), { recursive: true })
  await writeFile(join(folder, 'old/postgres/PG_VERSION'), '17\n')
  await expect(restore(join(folder, 'old'), data)).rejects.toThrow('was made by PostgreSQL 17')
  await restingCluster()
  await backUp(data, copy)
  await expect(backUp(data, copy)).rejects.toThrow('exists already')
})
