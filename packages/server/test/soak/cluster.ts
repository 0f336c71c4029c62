import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Postgres, startPostgres } from '../../../../scripts/postgres.ts'

/** A PostgreSQL of the test's own, which may crash: the one that all tests share must not. */
export class TestCluster {
  readonly url: string
  readonly #folder: string
  readonly #port: number
  #postgres: Postgres
  #data = ''

  private constructor(folder: string, postgres: Postgres) {
    this.#folder = folder
    this.#postgres = postgres
    this.url = postgres.url
    this.#port = Number(new URL(postgres.url).port)
  }

  static async start(): Promise<TestCluster> {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-soak-postgres-'))
    // It runs as another user where this is root.
    await chmod(folder, 0o755)
    const dataDirectory = join(folder, 'postgres')
    const postgres = await startPostgres({ dataDirectory, fast: true })
    const cluster = new TestCluster(folder, postgres)
    const client = new pg.Client({ connectionString: cluster.url })
    await client.connect()
    // What is committed survives the crash of a process, as it does where settings are not for speed.
    await client.query('alter database latchkey set synchronous_commit = on')
    const { rows } = await client.query(`select current_setting('data_directory') as folder`)
    cluster.#data = rows[0].folder
    await client.end()
    return cluster
  }

  /** Ends it as a crash does: nothing is written first, and the next start recovers from the log. */
  async crash(): Promise<void> {
    const pid = Number.parseInt(await readFile(join(this.#data, 'postmaster.pid'), 'utf8'), 10)
    process.kill(pid, 'SIGQUIT')
    await this.#postgres.ended
  }

  /** Starts it again, with the data and on the port that it had. */
  async restart(): Promise<void> {
    this.#postgres = await startPostgres({
      dataDirectory: join(this.#folder, 'postgres'),
      port: this.#port,
      fast: true,
    })
  }

  async stop(): Promise<void> {
    await this.#postgres.stop()
    await rm(this.#data, { recursive: true, force: true })
    await rm(this.#folder, { recursive: true, force: true })
  }
}
