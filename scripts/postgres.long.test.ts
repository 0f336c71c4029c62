import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { startPostgres } from './postgres.ts'

vi.setConfig({ testTimeout: 240_000 })

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Starts PostgreSQL from a process of its own, which can then be killed. */
async function startInChild(options: object) {
  const program = `
    import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, 'postgres.ts'))}
    const { url } = await startPostgres(${JSON.stringify(options)})
    process.on('disconnect', () => process.exit())
    process.send(url)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [url] = await once(child, 'message')
  return { child, url: String(url) }
}

async function withFolder(work: (folder: string) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-scripts-'))
  await chmod(folder, 0o755)
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('listens on TCP only, sorts by code point, folds case beyond ASCII', async () => {
  const postgres = await startPostgres({ fast: true })
  try {
    expect(
      await query(
        postgres.url,
        `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
           (select string_agg(v, '' order by v) from (values ('a'), ('B'), ('ä')) t(v)) as sorted, lower('Ä') as folded`,
      ),
    ).toEqual([{ addresses: '127.0.0.1', sockets: '', sorted: 'Baä', folded: 'ä' }])
    const stranger = new URL(postgres.url)
    stranger.password = 'wrong'
    await expect(query(stranger.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  } finally {
    await postgres.stop()
  }
})

test('a second start keeps the data', async () => {
  await withFolder(async (folder) => {
    const dataDirectory = join(folder, 'postgres')
    const first = await startPostgres({ dataDirectory })
    await query(first.url, 'create table kept (id int)')
    await first.stop()
    const second = await startPostgres({ dataDirectory })
    expect(await query(second.url, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }])
    await second.stop()
  })
})

test('ends when its parent is killed, and starts again from the same data', async () => {
  await withFolder(async (folder) => {
    const dataDirectory = join(folder, 'postgres')
    const { child, url } = await startInChild({ dataDirectory })
    await query(url, 'create table kept (id int)')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const again = await startPostgres({ dataDirectory })
    expect(await query(again.url, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }])
    await expect(query(url, 'select 1')).rejects.toThrow()
    await again.stop()
  })
})

test('a temporary cluster is removed when its parent is killed', async () => {
  const { child, url } = await startInChild({ fast: true })
  const [row] = await query(url, `select current_setting('data_directory') as folder`)
  const folder = dirname(row.folder)
  expect(existsSync(folder)).toBe(true)
  child.kill('SIGKILL')
  await vi.waitFor(() => expect(existsSync(folder)).toBe(false), { timeout: 100_000 })
})

test('says which port is taken', async () => {
  const first = await startPostgres({ fast: true })
  const port = Number(new URL(first.url).port)
  await expect(startPostgres({ fast: true, port })).rejects.toThrow(`port ${port}`)
  await first.stop()
})

test('a server whose keeper was killed ends as well', async () => {
  const postgres = await startPostgres({ fast: true })
  const [row] = await query(postgres.url, `select current_setting('data_directory') as folder`)
  process.kill(Number(await readFile(join(row.folder, 'latchkey-keeper.pid'), 'utf8')), 'SIGKILL')
  await postgres.ended
  await expect(query(postgres.url, 'select 1')).rejects.toThrow()
  expect(existsSync(row.folder)).toBe(false)
})
