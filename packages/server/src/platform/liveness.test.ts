import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { statementsOf } from '../../test/statements.ts'
import { until } from '../../test/until.ts'
import { Liveness, type TakenJob } from './liveness.ts'
import { createLog } from './log.ts'

vi.setConfig({ testTimeout: 240_000 })

async function database() {
  const { url, drop } = await createTestDatabase()
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {})
  onTestFinished(async () => {
    await pool.end()
    await drop()
  })
  /** A job in the hands of a worker. */
  const jobOf = async (worker: string): Promise<string> => {
    const { rows } = await pool.query<{ id: string }>(
      `select id::text from graphile_worker.add_job('send_mail')`,
    )
    await pool.query(
      `update graphile_worker._private_jobs set locked_by = $1, locked_at = now(), attempts = 1 where id = $2`,
      [worker, rows[0]?.id],
    )
    return rows[0]?.id ?? ''
  }
  /** The same, as the worker has it that took it just now. */
  const taken = (id: string): TakenJob => ({ id, attempt: 1, takenAt: new Date(8.64e15) })
  const holderOf = async (job: string): Promise<string | null> => {
    const { rows } = await pool.query('select locked_by from graphile_worker.jobs where id = $1', [job])
    return rows[0]?.locked_by
  }
  const freed = (job: string) =>
    until('its job is freed', async () => ((await holderOf(job)) === null ? true : null))
  /** Cuts the connections that hold locks; they are taken anew as soon as those who held them notice. */
  const cut = () =>
    pool.query(
      `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and granted
       and database = (select oid from pg_database where datname = current_database())`,
    )
  return { url, pool, jobOf, taken, holderOf, freed, cut }
}

async function alive(url: string, worker: string, lookInterval?: number): Promise<Liveness> {
  const liveness = new Liveness(url, createLog('silent'), lookInterval)
  onTestFinished(() => liveness.close())
  await liveness.hold([worker])
  return liveness
}

/** Milliseconds between looks where no living worker is without its lock meanwhile. */
const OFTEN = 200

const child = fileURLToPath(new URL('../../test/busy-worker.ts', import.meta.url))

/** A process that holds the lock of a worker, and does nothing else than be busy. */
async function busyProcess(url: string, worker: string): Promise<ChildProcess> {
  const process_ = spawn(process.execPath, [child, url, worker], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void process_.kill('SIGKILL'))
  await new Promise((resolve) => process_.stdout?.once('data', resolve))
  return process_
}

describe('a worker', () => {
  test('whose process is busy or stopped keeps its jobs, and loses them when it is killed', async () => {
    const { url, jobOf, holderOf, freed } = await database()
    const busy = await busyProcess(url, 'pool-busy')
    const stopped = await busyProcess(url, 'pool-stopped')
    stopped.kill('SIGSTOP')
    const [kept, keptToo] = [await jobOf('pool-busy'), await jobOf('pool-stopped')]
    await alive(url, 'pool-own', OFTEN)
    // Two more dead ones, one after the other: the living are looked at at least four times.
    for (const dead of ['pool-dead', 'pool-dead-too']) await freed(await jobOf(dead))
    expect([await holderOf(kept), await holderOf(keptToo)]).toEqual(['pool-busy', 'pool-stopped'])
    busy.kill('SIGKILL')
    stopped.kill('SIGKILL')
    await freed(kept)
    await freed(keptToo)
  })

  test('is never freed by its own process', async () => {
    const { url, jobOf, holderOf, freed } = await database()
    await alive(url, 'pool-own', OFTEN)
    const own = await jobOf('pool-own')
    await freed(await jobOf('pool-dead'))
    expect(await holderOf(own)).toBe('pool-own')
  })

  test('that is missed once, and then is there again, keeps its jobs', async () => {
    const { url, pool, jobOf, holderOf, freed } = await database()
    const job = await jobOf('pool-back')
    const client = await pool.connect()
    await alive(url, 'pool-own', 1500)
    // The first look was taken, the second comes later.
    await client.query(`select pg_advisory_lock(hashtextextended('worker:pool-back', 0))`)
    await freed(await jobOf('pool-dead'))
    expect(await holderOf(job)).toBe('pool-back')
    client.release(true)
    await freed(job)
  })

  test('keeps its jobs when its connection breaks, and ends them as done', async () => {
    const { url, jobOf, taken, holderOf, freed, cut } = await database()
    const one = await alive(url, 'pool-one')
    await alive(url, 'pool-other')
    const job = await jobOf('pool-one')
    const done = Promise.withResolvers<void>()
    const run = one.runJob(taken(job), () => done.promise)
    await cut()
    await freed(await jobOf('pool-dead'))
    expect(await holderOf(job)).toBe('pool-one')
    await cut()
    done.resolve()
    await run
    expect(one.mayTakeJobs(), 'the locks are held anew').toBeNull()
  })

  test('asks at the end of each job whether it still has its locks, and once for those that end together', async () => {
    const { url, jobOf, taken } = await database()
    const one = await alive(url, 'pool-one')
    const jobs = [
      taken(await jobOf('pool-one')),
      taken(await jobOf('pool-one')),
      taken(await jobOf('pool-one')),
    ]
    const asked = async (work: () => Promise<unknown>) =>
      (await statementsOf(work)).filter((text) => text === 'select 1').length
    const inTurn = async () => {
      for (const job of jobs) await one.runJob(job, async () => {})
    }
    expect(await asked(inTurn)).toBe(3)
    expect(await asked(() => Promise.all(jobs.map((job) => one.runJob(job, async () => {}))))).toBe(1)
  })

  test('takes no jobs while it has no lock', async () => {
    const { url, pool, cut } = await database()
    const liveness = new Liveness(url, createLog('silent'))
    onTestFinished(() => liveness.close())
    const asked = liveness.mayTakeJobs()
    expect(asked).toBeInstanceOf(Promise)
    await liveness.hold(['pool-one'])
    expect([await asked, liveness.mayTakeJobs()]).toEqual([null, null])
    // Somebody who waited for the lock gets it, so that it is not taken anew before anybody has looked.
    const other = await pool.connect()
    const got = other.query(`select pg_advisory_lock(hashtextextended('worker:pool-one', 0))`)
    await until('the other waits', async () => {
      const { rowCount } = await pool.query(
        `select from pg_locks join pg_stat_activity using (pid)
         where locktype = 'advisory' and not granted and datname = current_database()`,
      )
      return rowCount === 1 ? true : null
    })
    await cut()
    await got
    await until('it notices', async () => (liveness.mayTakeJobs() ? true : null))
    const may = liveness.mayTakeJobs()
    await other.query('select pg_advisory_unlock_all()')
    other.release()
    expect(await may).toBeNull()
  })

  test('does not mark as done what was taken from it, and takes nothing before that has ended', async () => {
    const { url, pool, jobOf, taken, cut } = await database()
    const one = await alive(url, 'pool-one')
    const [lost, kept] = [await jobOf('pool-one'), await jobOf('pool-one')]
    const done = Promise.withResolvers<void>()
    const runs = [one.runJob(taken(lost), () => done.promise), one.runJob(taken(kept), () => done.promise)]
    // As if others had looked twice before the locks were taken anew.
    await pool.query(`update graphile_worker._private_jobs set locked_by = 'pool-other' where id = $1`, [
      lost,
    ])
    await cut()
    await until('it notices', async () => (one.mayTakeJobs() ? true : null))
    const next = one.mayTakeJobs()
    let waits = true
    void next?.then(() => {
      waits = false
    })
    await until('its locks are taken anew, and what it lost is known', async () => {
      const { rowCount } = await pool.query(
        `select from pg_locks join pg_stat_activity using (pid)
         where locktype = 'advisory' and granted and datname = current_database()
         and state = 'idle' and query like 'select id::text%'`,
      )
      return rowCount === 1 ? true : null
    })
    await pool.query('select 1')
    expect(waits).toBe(true)
    done.resolve()
    const [first, second] = await Promise.allSettled(runs)
    expect(first?.status === 'rejected' && String(first.reason)).toContain('dead worker')
    expect(second?.status).toBe('fulfilled')
    expect(await next).toBeNull()
  })

  test('does not begin what waited here while it was taken from it', async () => {
    const { url, pool, jobOf } = await database()
    const jobs = [await jobOf('pool-one'), await jobOf('pool-one'), await jobOf('pool-one')]
    const [kept = '', lost = '', again = ''] = jobs
    // Taken before the locks were; since then one was freed, and one was freed and taken again.
    const one = await alive(url, 'pool-one')
    await pool.query(`update graphile_worker._private_jobs set locked_by = null where id = $1`, [lost])
    await pool.query(`update graphile_worker._private_jobs set attempts = 2 where id = $1`, [again])
    const begun: string[] = []
    const runs = jobs.map((id) =>
      one.runJob({ id, attempt: 1, takenAt: new Date(0) }, async () => void begun.push(id)),
    )
    const ends = await Promise.allSettled(runs)
    expect(begun).toEqual([kept])
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  })
})
