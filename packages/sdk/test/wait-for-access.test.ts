import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createLatchkey, type WaitForAccessOptions, waitForAccess } from '../src/index.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const path = { handle: 'demo', pageSlug: 'premium' }
const checkoutSessionId = 'cs_test_1'

const confirmed = (status: string, hasAccess = false) => Response.json({ status, hasAccess })
const checked = (nextAction: string, hasAccess = false) =>
  Response.json({ hasAccess, reason: 'purchase_required', nextAction, session: 'valid', price: null })
const fault = (status: number, error: string, retryAfter?: number) =>
  Response.json(
    { error, message: `${error}.`, requestId: 'req_1', docUrl: '', details: null },
    { status, headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) } },
  )
const offline = () => {
  throw new TypeError('Failed to fetch')
}

/** Waits while the server answers these, the last for good. @returns how it ended, and after how many seconds it was asked. */
async function waiting(answers: (() => Response)[], options: Partial<WaitForAccessOptions> = {}) {
  const start = Date.now()
  const asked: number[] = []
  const latchkey = createLatchkey({
    baseUrl: 'https://latchkey.test',
    fetch: () => {
      asked.push((Date.now() - start) / 1000)
      return answers[Math.min(asked.length, answers.length) - 1]?.() ?? offline()
    },
  })
  const [[outcome]] = await Promise.all([
    Promise.allSettled([waitForAccess(latchkey, { path, checkoutSessionId, ...options })]),
    vi.advanceTimersByTimeAsync(120_000),
  ])
  return { outcome: outcome.status === 'fulfilled' ? outcome.value : outcome.reason, asked }
}

describe('with the id of the checkout', () => {
  test.each([
    ['paid', true, 'entitled'],
    ['paid', false, 'unpaid'],
    ['unpaid', false, 'unpaid'],
    ['expired', false, 'expired'],
    // Bought by another checkout.
    ['expired', true, 'entitled'],
  ])('%s, access %s: %s, at once', async (status, hasAccess, data) => {
    expect(await waiting([() => confirmed(status, hasAccess)])).toEqual({ outcome: { data }, asked: [0] })
  })

  test('a payment that is processed is asked for ever less often, until it is paid', async () => {
    const pending = () => confirmed('pending')
    const { outcome, asked } = await waiting([...Array(5).fill(pending), () => confirmed('paid', true)])
    expect(outcome).toEqual({ data: 'entitled' })
    expect(asked).toEqual([0, 1, 3, 7, 15, 23])
  })

  test('or until the time is up, with a last look then', async () => {
    const { outcome, asked } = await waiting([() => confirmed('pending')], { timeout: 10_000 })
    expect(outcome).toEqual({ data: 'pending' })
    expect(asked).toEqual([0, 1, 3, 7, 10])
  })

  test.each([
    ['purchase_not_found', 404],
    ['visitor_unauthorized', 401],
  ])('%s is not waited out', async (error, status) => {
    const { outcome, asked } = await waiting([() => fault(status, error)])
    expect(outcome).toMatchObject({ error: { code: error } })
    expect(asked).toEqual([0])
  })

  test('faults and failures of the network are', async () => {
    const answers = [offline, () => fault(500, 'internal_error'), () => fault(502, 'payment_provider_error')]
    const { outcome } = await waiting([...answers, () => confirmed('paid', true)])
    expect(outcome).toEqual({ data: 'entitled' })
    expect((await waiting(answers)).outcome).toEqual({ data: 'timed_out' })
  })

  test('what was pending stays so when the last look meets a fault', async () => {
    const busy = () => fault(503, 'unavailable', 1)
    expect((await waiting([() => confirmed('pending'), busy])).outcome).toEqual({ data: 'pending' })
  })

  test('a time without end is one', async () => {
    const answers = [() => confirmed('pending'), () => confirmed('paid', true)]
    expect((await waiting(answers, { timeout: Number.POSITIVE_INFINITY })).outcome).toEqual({
      data: 'entitled',
    })
  })

  test('Retry-After is honoured', async () => {
    const answers = [() => fault(429, 'rate_limited', 12), () => confirmed('paid', true)]
    expect(await waiting(answers)).toEqual({ outcome: { data: 'entitled' }, asked: [0, 12] })
    expect(await waiting(answers, { timeout: 10_000 })).toEqual({
      outcome: { data: 'timed_out' },
      asked: [0],
    })
  })
})

describe('without it', () => {
  const options = { checkoutSessionId: null }
  test.each([
    ['none', true, 'entitled'],
    ['sign_in', false, 'unpaid'],
    ['none', false, 'unpaid'],
  ])('%s, access %s: %s, at once', async (nextAction, hasAccess, data) => {
    const { outcome, asked } = await waiting([() => checked(nextAction, hasAccess)], options)
    expect({ outcome, asked }).toEqual({ outcome: { data }, asked: [0] })
  })

  test.each([
    ['wait', 'pending'],
    ['pay', 'timed_out'],
  ])('%s is waited out, and is %s in the end', async (nextAction, data) => {
    const paid = await waiting([() => checked(nextAction), () => checked('none', true)], options)
    expect(paid).toEqual({ outcome: { data: 'entitled' }, asked: [0, 1] })
    expect((await waiting([() => checked(nextAction)], options)).outcome).toEqual({ data })
  })

  test('an unknown page is not', async () => {
    const { outcome } = await waiting([() => fault(404, 'page_not_found')], options)
    expect(outcome).toMatchObject({ error: { code: 'page_not_found' } })
  })
})

test('a signal ends it, with its reason', async () => {
  const stop = new AbortController()
  setTimeout(() => stop.abort(new Error('gone')), 2000)
  const { outcome, asked } = await waiting([() => confirmed('pending')], { signal: stop.signal })
  expect(outcome).toMatchObject({ message: 'gone' })
  expect(asked).toEqual([0, 1])
})

test('coming back to a hidden page looks again at once, but not before Retry-After', async () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' })
  vi.stubGlobal('document', page)
  const turn = (visibilityState: string) => () => {
    Object.assign(page, { visibilityState }).dispatchEvent(new Event('visibilitychange'))
  }
  setTimeout(turn('hidden'), 8_000)
  setTimeout(turn('visible'), 9_000)
  const { asked } = await waiting([() => confirmed('pending')], { timeout: 10_000 })
  expect(asked).toEqual([0, 1, 3, 7, 9, 10])
  setTimeout(turn('visible'), 2_000)
  const throttled = await waiting([() => fault(429, 'rate_limited', 5), () => confirmed('paid', true)])
  expect(throttled.asked).toEqual([0, 5])
})
