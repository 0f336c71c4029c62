import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { until } from './until.ts'

/** The configuration in compose.yaml. */
function composed(): string {
  const file = readFileSync(new URL('../../../compose.yaml', import.meta.url), 'utf8')
  const [, indented = ''] = /^ {2}pgbouncer:\n {4}content: \|\n((?: {6}.*\n|\n)+)/m.exec(file) ?? []
  return indented.replaceAll(/^ {6}/gm, '')
}

/** It names the socket; no TCP port is taken. */
const PORT = 6432

export interface TestPooler {
  /** Leads to the database through it. */
  readonly url: string
  stop(): Promise<void>
}

/** As root it refuses to run. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (option: string) => Number(spawnSync('id', [option, 'nobody'], { encoding: 'utf8' }).stdout)
  return { uid: id('-u'), gid: id('-g') }
}

/** A PgBouncer in front of a database, configured as in compose.yaml but for addresses, passwords and the size of its pool. */
export async function startPgBouncer(databaseUrl: string, poolSize: number): Promise<TestPooler> {
  const program = process.env.LATCHKEY_TEST_PGBOUNCER
  if (!program) throw new Error('There is no pgbouncer; vitest.config.ts leaves these tests out then.')
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-pgbouncer-'))
  const to = new URL(databaseUrl)
  const user = decodeURIComponent(to.username) || 'postgres'
  const settings = {
    listen_addr: null,
    listen_port: String(PORT),
    unix_socket_dir: folder,
    auth_type: 'trust',
    auth_file: join(folder, 'users.txt'),
    default_pool_size: String(poolSize),
  }
  const ini = composed()
    .replace('host=postgres port=5432', `host=${to.hostname} port=${to.port || '5432'}`)
    .split('\n')
    .filter((line) => !Object.keys(settings).some((name) => line.startsWith(name)))
    .join('\n')
  const own = Object.entries(settings).flatMap(([name, value]) =>
    value === null ? [] : [`${name} = ${value}`],
  )
  const file = join(folder, 'pgbouncer.ini')
  writeFileSync(file, `${ini.trimEnd()}\n${own.join('\n')}\n`)
  writeFileSync(settings.auth_file, `"${user}" "${decodeURIComponent(to.password)}"\n`)
  const { uid, gid } = unprivileged()
  chmodSync(folder, 0o755)
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid)

  const child: ChildProcess = spawn(program, ['-q', file], {
    ...(uid !== undefined && { uid, gid }),
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr?.on('data', (chunk) => {
    output += chunk
  })
  const ended = once(child, 'exit')
  const through = new URL(databaseUrl)
  through.searchParams.set('host', folder)
  through.port = String(PORT)
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  await until('the pooler answers', async () => {
    if (child.exitCode !== null) throw new Error(`pgbouncer ended:\n${output}`)
    const client = new pg.Client({ connectionString: through.href })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('select 1')
      return true
    } catch {
      return null
    } finally {
      await client.end().catch(() => {})
    }
  }).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { url: through.href, stop }
}
