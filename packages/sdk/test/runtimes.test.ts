import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLatchkey } from '../src/index.ts'

/** What a runtime lacks: an object, and members of it that are taken away. */
type Gap = readonly [owner: object, ...members: string[]]

const signals: Gap = [AbortSignal, 'any', 'timeout']

const runtimes: Record<string, Gap[]> = {
  'Safari 17.0': [signals],
  // `crypto.randomUUID` is for secure origins only.
  'a browser on plain http': [signals, [Crypto.prototype, 'randomUUID'], [crypto, 'randomUUID']],
  'React Native': [
    signals,
    [AbortSignal.prototype, 'throwIfAborted', 'reason'],
    [globalThis, 'crypto', 'DOMException'],
  ],
}

describe.each(Object.entries(runtimes))('in %s', (_name, gaps) => {
  const taken: (() => void)[] = []

  beforeEach(() => {
    for (const [owner, ...members] of gaps) {
      for (const member of members) {
        const before = Object.getOwnPropertyDescriptor(owner, member)
        if (!before) continue
        Object.defineProperty(owner, member, { value: undefined, configurable: true, writable: true })
        taken.push(() => Object.defineProperty(owner, member, before))
      }
    }
  })
  afterEach(() => {
    for (const giveBack of taken.splice(0).reverse()) giveBack()
  })

  const path = { handle: 'demo', pageSlug: 'premium' }
  // React Native's answers have no `body`.
  const answer = () => Object.defineProperty(Response.json({ hasAccess: true }), 'body', { value: undefined })

  test('a call is answered', async () => {
    const client = createLatchkey({ baseUrl: 'https://latchkey.test', fetch: answer })
    expect(await client.pages.checkPageAccess({ path })).toMatchObject({ data: { hasAccess: true } })
  })

  test('a write that met a network failure is sent again, under the same key', async () => {
    const keys: (string | null)[] = []
    const client = createLatchkey({
      baseUrl: 'https://latchkey.test',
      fetch: ({ headers }) => {
        keys.push(headers.get('idempotency-key'))
        if (keys.length === 1) throw new TypeError('Load failed')
        return answer()
      },
    })
    await client.checkout.refundPurchase({ path, body: { visitorId: 'vis_1' } })
    await client.checkout.refundPurchase({ path, body: { visitorId: 'vis_1' } })
    const [first, again, next] = keys
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(again).toBe(first)
    expect(next).not.toBe(first)
  })

  const hanging = (timeout: number) =>
    createLatchkey({
      baseUrl: 'https://latchkey.test',
      retries: 0,
      timeout,
      fetch: ({ signal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    })

  test('a try ends with its time', async () => {
    const call = hanging(5).pages.checkPageAccess({ path })
    await expect(call).rejects.toThrow('No answer within 5 ms.')
  })

  test('a call ends with the signal of the caller', async () => {
    const stop = new AbortController()
    const call = hanging(30_000).pages.checkPageAccess({ path, signal: stop.signal })
    stop.abort()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    await expect(hanging(30_000).pages.checkPageAccess({ path, signal: stop.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })
})
