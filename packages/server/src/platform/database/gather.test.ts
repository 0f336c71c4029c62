import pg from 'pg'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import { isUnavailable } from '../http/faults.ts'
import { Gather, type GatheredRead, type Positioned } from './gather.ts'

const database = await createTestDatabase()
afterAll(database.drop)

/** Doubles even numbers; waits while somebody holds the gate; a number that is too large fails the statement. */
function doubling(): GatheredRead<number> & { sizes: number[] } {
  const sizes: number[] = []
  return {
    sizes,
    statement(inputs) {
      sizes.push(inputs.length)
      return {
        name: 'doubling',
        text: `with gate as materialized (select pg_advisory_xact_lock_shared(1))
          select position::int, input * 2 as doubled
          from gate, unnest($1::int[]) with ordinality asked (input, position) where input % 2 = 0`,
        values: [inputs],
      }
    },
  }
}

const TOO_LARGE = 2 ** 31 - 2

function open(options: pg.PoolConfig = {}) {
  const pool = new pg.Pool({ connectionString: database.url, max: 2, ...options })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const gather = new Gather(pool)
  onTestFinished(async () => {
    if (!pool.ended) await gather.close()
  })
  const read = doubling()
  const double = async (input: number) =>
    (await gather.read<Positioned & { doubled: number }, number>(read, input))?.doubled
  return { gather, double, read }
}

/** Closes the gate: statements that come to it wait until it is opened. */
async function closeGate() {
  const holder = new pg.Client({ connectionString: database.url })
  await holder.connect()
  onTestFinished(() => holder.end())
  await holder.query('select pg_advisory_lock(1)')
  const waiting = async () => {
    const { rows } = await holder.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`,
    )
    return rows.map(({ pid }) => pid)
  }
  return {
    open: () => holder.query('select pg_advisory_unlock(1)'),
    /** Resolves when `count` statements wait. */
    reached: (count: number) => expect.poll(waiting, { timeout: 100_000 }).toHaveLength(count),
    /** Breaks the connections of the statements that wait. */
    breakThem: async () => {
      for (const pid of await waiting()) await holder.query('select pg_terminate_backend($1)', [pid])
    },
  }
}

const range = (length: number) => Array.from({ length }, (_, index) => index)
const settled = async (reads: Promise<unknown>[]) =>
  (await Promise.allSettled(reads)).map((result) =>
    result.status === 'fulfilled' ? result.value : result.reason,
  )

test('reads that come together share statements of at most 128, and each gets its own answer', async () => {
  const { double, read } = open()
  const answers = await Promise.all(range(300).map(double))
  expect(answers).toEqual(range(300).map((input) => (input % 2 === 0 ? input * 2 : undefined)))
  expect(read.sizes).toEqual([1, 128, 128, 43])
})

test('the same input may be asked several times at once', async () => {
  const { double, read } = open()
  expect(await Promise.all([4, 7, 4, 4].map(double))).toEqual([8, undefined, 8, 8])
  expect(read.sizes).toEqual([1, 3])
})

test('two kinds of reads at once each go by their own statement', async () => {
  const { gather, double, read } = open()
  const text: GatheredRead<string> = {
    statement: (inputs) => ({
      text: `select position::int, upper(input) as upper from unnest($1::text[]) with ordinality asked (input, position)`,
      values: [inputs],
    }),
  }
  const upper = async (input: string) =>
    (await gather.read<Positioned & { upper: string }, string>(text, input))?.upper
  expect(await Promise.all([double(2), double(4), upper('a'), upper('b'), double(6)])).toEqual([
    4,
    8,
    'A',
    'B',
    12,
  ])
  expect(read.sizes).toEqual([1, 1, 1])
})

test('an input that fails the statement fails alone', async () => {
  const { double } = open()
  const answers = await settled([double(2), double(TOO_LARGE), double(4)])
  expect(answers).toEqual([4, expect.objectContaining({ code: '22003' }), 8])
})

test('reads are answered on another connection when theirs breaks', async () => {
  const { double, read } = open()
  const gate = await closeGate()
  const answers = Promise.all(range(10).map(double))
  await gate.reached(2)
  await gate.breakThem()
  await gate.reached(2)
  await gate.open()
  expect(await answers).toEqual(range(10).map((input) => (input % 2 === 0 ? input * 2 : undefined)))
  expect(read.sizes.slice(0, 2)).toEqual([1, 9])
})

test('what waits while both connections are busy goes out together afterwards', async () => {
  const { double, read } = open()
  const gate = await closeGate()
  const first = double(2)
  await gate.reached(1)
  const second = double(4)
  await gate.reached(2)
  const others = Promise.all([6, 8, 10].map(double))
  await gate.open()
  expect(await Promise.all([first, second, others])).toEqual([4, 8, [12, 16, 20]])
  expect(read.sizes).toEqual([1, 1, 3])
})

test('more than 4,096 waiting reads are turned away at once, and the others are answered', async () => {
  const { double } = open()
  const gate = await closeGate()
  const running = [double(2)]
  await gate.reached(1)
  running.push(double(2))
  await gate.reached(2)
  const waiting = range(4096).map(() => double(2))
  const refusal = await double(2).catch((error: unknown) => error)
  expect(isUnavailable(refusal)).toBe(true)
  await gate.open()
  expect(new Set(await Promise.all([...running, ...waiting]))).toEqual(new Set([4]))
})

test('a statement that takes too long fails its reads and those behind it', async () => {
  const { double } = open({ statement_timeout: 100 })
  const gate = await closeGate()
  const answers = await settled(range(500).map(double))
  expect(answers.filter(isUnavailable)).toHaveLength(500)
  await gate.open()
  expect(await double(2)).toBe(4)
})

test('a database that is away fails all reads', async () => {
  const { double } = open({ connectionString: 'postgres://nobody@127.0.0.1:9/none' })
  const answers = await settled(range(500).map(double))
  expect(answers.filter(isUnavailable)).toHaveLength(500)
})

test('closing answers what is waiting, and turns away what comes later', async () => {
  const { gather, double } = open()
  const gate = await closeGate()
  const answers = Promise.all(range(400).map(double))
  await gate.reached(2)
  const closing = gather.close()
  const late = await double(2).catch((error: unknown) => error)
  expect(isUnavailable(late)).toBe(true)
  await gate.open()
  expect(await answers).toHaveLength(400)
  await closing
})
