import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createLatchkey, type LatchkeyOptions, TransportError } from '../src/index.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

type Answer = { status: number; retryAfter?: string } | 'network failure'

/** A client that meets these answers one after the other, the last for good, and what it sent. */
function meeting(answers: readonly Answer[], options: Partial<LatchkeyOptions> = {}) {
  const sent: { key: string | null; body: string }[] = []
  const client = createLatchkey({
    baseUrl: 'https://latchkey.test',
    ...options,
    async fetch(request) {
      sent.push({ key: request.headers.get('idempotency-key'), body: await request.text() })
      const answer = answers[Math.min(sent.length, answers.length) - 1]
      if (!answer || answer === 'network failure') throw new TypeError('fetch failed')
      const docUrl = 'https://docs.latchkey.test/errors/unavailable'
      const body = {
        error: 'unavailable',
        message: 'Later.',
        requestId: 'req_0123456789',
        docUrl,
        details: null,
      }
      return Response.json(answer.status < 400 ? {} : body, {
        status: answer.status,
        headers: answer.retryAfter === undefined ? {} : { 'retry-after': answer.retryAfter },
      })
    },
  })
  return { client, sent }
}

/** Lets the waits between the tries pass. */
async function settled<T>(call: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [, [outcome]] = await Promise.all([vi.advanceTimersByTimeAsync(60_000), Promise.allSettled([call])])
  return outcome
}

const path = { handle: 'demo', pageSlug: 'premium' }
const read = (client: ReturnType<typeof createLatchkey>) => client.visitors.getVisitor()
const write = (client: ReturnType<typeof createLatchkey>) =>
  client.visitors.requestMagicLink({ body: { email: 'ana@example.com' } })
const keyed = (client: ReturnType<typeof createLatchkey>) =>
  client.checkout.refundPurchase({ path, body: { visitorId: 'vis_1' } })

describe('how often a call is sent', () => {
  const throttled: Answer = { status: 429, retryAfter: '1' }
  const unavailable: Answer = { status: 503, retryAfter: '5' }
  test.each<[string, Answer, number, number, number]>([
    ['what was met', throttled, 3, 3, 3],
    ['unavailable', unavailable, 3, 1, 3],
    ['network failure', 'network failure', 3, 1, 3],
    ['still in progress', { status: 409, retryAfter: '1' }, 3, 3, 3],
    ['an error without Retry-After', { status: 503 }, 1, 1, 1],
    ['a wait that is too long', { status: 429, retryAfter: '11' }, 1, 1, 1],
    ['a fault', { status: 500 }, 1, 1, 1],
    ['a state', { status: 409 }, 1, 1, 1],
  ])('%s', async (_name, answer, reads, writes, keyedWrites) => {
    const counts: number[] = []
    for (const call of [read, write, keyed]) {
      const { client, sent } = meeting([answer])
      await settled<unknown>(call(client))
      counts.push(sent.length)
    }
    expect(counts).toEqual([reads, writes, keyedWrites])
  })

  test('once, when retries are turned off for the client or the call', async () => {
    const off = meeting([throttled], { retries: 0 })
    await settled(read(off.client))
    const offHere = meeting([throttled])
    await settled(offHere.client.visitors.getVisitor({ retries: 0 }))
    expect([off.sent.length, offHere.sent.length]).toEqual([1, 1])
  })
})

test('a repeat is the same request, with the same key; another call has another', async () => {
  const { client, sent } = meeting(['network failure', { status: 503, retryAfter: '1' }, { status: 200 }])
  const outcome = await settled(keyed(client))
  expect(outcome.status).toBe('fulfilled')
  expect(new Set(sent.map(({ body }) => body))).toEqual(new Set(['{"visitorId":"vis_1"}']))
  const [key, ...others] = new Set(sent.map((request) => request.key))
  expect(key).toMatch(/^[0-9a-f-]{36}$/)
  expect(others).toEqual([])
  await settled(keyed(client))
  expect(sent.at(-1)?.key).not.toBe(key)
})

test('a key of the caller is kept', async () => {
  const { client, sent } = meeting(['network failure', { status: 200 }])
  await settled(
    client.checkout.refundPurchase({
      path,
      body: { visitorId: 'vis_1' },
      header: { 'Idempotency-Key': 'mine' },
    }),
  )
  expect(sent.map(({ key }) => key)).toEqual(['mine', 'mine'])
})

test('Retry-After is waited for', async () => {
  const { client, sent } = meeting([{ status: 429, retryAfter: '7' }, { status: 200 }])
  const call = read(client)
  await vi.advanceTimersByTimeAsync(6_900)
  expect(sent).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(200)
  expect(sent).toHaveLength(2)
  expect((await call).error).toBeUndefined()
})

test('after the last try the error is handed over', async () => {
  const { client } = meeting(['network failure'])
  const outcome = await settled(read(client))
  expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'TransportError', response: null } })
})

test('the caller ends a call while it waits, and gets its own reason', async () => {
  const stop = new AbortController()
  const { client, sent } = meeting([{ status: 429, retryAfter: '9' }])
  const call = client.visitors.getVisitor({ signal: stop.signal })
  const outcome = Promise.allSettled([call])
  await vi.advanceTimersByTimeAsync(100)
  stop.abort(new Error('the visitor left'))
  expect(await outcome).toMatchObject([{ status: 'rejected', reason: { message: 'the visitor left' } }])
  await vi.advanceTimersByTimeAsync(20_000)
  expect(sent).toHaveLength(1)
})

describe('a try that does not end', () => {
  const hanging = (options: Partial<LatchkeyOptions>) =>
    createLatchkey({
      baseUrl: 'https://latchkey.test',
      retries: 0,
      fetch: ({ signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      ...options,
    })

  test('ends with its time', async () => {
    const outcome = await settled(hanging({ timeout: 5 }).visitors.getVisitor())
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: new TransportError('No answer within 5 ms.'),
    })
  })
  test('has all the time there is when it is told so', async () => {
    const timer = vi.spyOn(globalThis, 'setTimeout')
    const { client } = meeting([{ status: 200 }], { timeout: Number.POSITIVE_INFINITY })
    expect(await client.accounts.getAccount()).toMatchObject({ data: {} })
    const set = timer.mock.calls.map(([, milliseconds]) => milliseconds)
    timer.mockRestore()
    // Timers of more milliseconds than fit into 31 bits end at once.
    expect(set).toEqual([2 ** 31 - 1])
  })

  test('ends with the signal of the caller', async () => {
    const stop = new AbortController()
    const call = hanging({}).visitors.getVisitor({ signal: stop.signal })
    stop.abort()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
  })
})
