import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createLatchkey, type Hooks } from '../src/index.ts'
import { errorAnswer, everyOperation } from './operations.ts'

/** Hooks that write down what they are given. */
function recorder() {
  const told: [name: string, event: object][] = []
  const hooks: Hooks = {
    onRequest: (event) => void told.push(['request', event]),
    onResponse: (event) => void told.push(['response', event]),
    onRetry: (event) => void told.push(['retry', event]),
  }
  return { told, hooks }
}

const requestId = (value: string) => ({ 'x-request-id': value })

describe('with an injected clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  test('each try, its end and each repeat is told, in order, with what it took', async () => {
    const { told, hooks } = recorder()
    const answers = [
      async () =>
        await passing(
          40,
          errorAnswer('rate_limited', 429, {}, { 'retry-after': '2', ...requestId('req_1') }),
        ),
      async () => await passing(300).then(() => Promise.reject(new TypeError('fetch failed'))),
      async () => await passing(5, Response.json({}, { headers: requestId('req_3') })),
    ]
    const passing = <T>(milliseconds: number, value?: T) =>
      new Promise<T>((resolve) => setTimeout(() => resolve(value as T), milliseconds))
    const fetch = () => answers.shift()?.() ?? Response.error()
    const client = createLatchkey({ baseUrl: 'https://latchkey.test', fetch, ...hooks })
    const call = client.visitors.getVisitor()
    await vi.advanceTimersByTimeAsync(60_000)
    expect((await call).data).toEqual({})
    const operation = 'getVisitor'
    const first = { operation, attempt: 1, milliseconds: 40, status: 429, requestId: 'req_1' }
    const second = { operation, attempt: 2, milliseconds: 300, status: null, requestId: null }
    expect(told).toEqual([
      ['request', { operation, attempt: 1 }],
      ['response', first],
      ['retry', { ...first, delay: 2000 }],
      ['request', { operation, attempt: 2 }],
      ['response', second],
      ['retry', { ...second, delay: 500 }],
      ['request', { operation, attempt: 3 }],
      ['response', { operation, attempt: 3, milliseconds: 5, status: 200, requestId: 'req_3' }],
    ])
  })

  test('a try that runs out of time has an end, too', async () => {
    const { told, hooks } = recorder()
    const fetch = ({ signal }: Request) =>
      new Promise<Response>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const client = createLatchkey({
      baseUrl: 'https://latchkey.test',
      fetch,
      retries: 0,
      timeout: 70,
      ...hooks,
    })
    const call = client.visitors.getVisitor().catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(100)
    expect(await call).toMatchObject({ name: 'TransportError' })
    expect(told.map(([name]) => name)).toEqual(['request', 'response'])
    expect(told[1]?.[1]).toMatchObject({ milliseconds: 70, status: null })
  })
})

test('what is refused before it is sent is not told', async () => {
  const { told, hooks } = recorder()
  const client = createLatchkey({
    baseUrl: 'https://latchkey.test',
    fetch: () => Response.json({}),
    ...hooks,
  })
  await expect(client.pages.getPublicPage({ path: { handle: '', pageSlug: 'x' } })).rejects.toThrow(TypeError)
  expect(told).toEqual([])
})

describe('a hook that fails changes nothing about the call, and is printed', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  test.each([
    [
      'at once',
      () => {
        throw new Error('broken hook')
      },
    ],
    ['later', async () => await Promise.reject(new Error('broken hook'))],
  ])('%s', async (_name, hook) => {
    const print = vi.spyOn(console, 'error').mockReturnValue()
    const answers = [errorAnswer('rate_limited', 429, {}, { 'retry-after': '0' })]
    const client = createLatchkey({
      baseUrl: 'https://latchkey.test',
      fetch: () => answers.pop() ?? Response.json({ id: 'vis_1' }),
      onRequest: hook,
      onResponse: hook,
      onRetry: hook,
    })
    expect(await client.visitors.getVisitor()).toMatchObject({ data: { id: 'vis_1' } })
    await vi.waitUntil(() => print.mock.calls.length === 5)
    expect(print).toHaveBeenLastCalledWith(expect.any(String), new Error('broken hook'))
  })

  test('nor does one that never ends', async () => {
    const client = createLatchkey({
      baseUrl: 'https://latchkey.test',
      fetch: () => Response.json({}),
      onRequest: () => new Promise(() => {}),
    })
    expect(await client.visitors.getVisitor()).toMatchObject({ data: {} })
  })
})

describe('a canary in every input of every operation', () => {
  const canary = 'canary-7f3a'
  /** Everything of an error that a log may print by itself. */
  const printed = (error: Error) =>
    `${error.message}\n${error.stack}\n${String(error)}\n${JSON.stringify(error)}`

  const outcomes: [string, (request: Request) => Response | Promise<Response>][] = [
    ['succeeds', () => Response.json({}, { headers: requestId('req_1') })],
    ['is throttled, and repeated', () => errorAnswer('rate_limited', 429, {}, { 'retry-after': '0' })],
    [
      'meets a proxy that quotes it',
      ({ url }) => new Response(`<p>${url} ${canary}`, { status: 502, headers: { 'x-quoted': url } }),
    ],
    ['meets a network that quotes it', ({ url }) => Promise.reject(new TypeError(`cannot reach ${url}`))],
  ]
  test.each(outcomes)('that %s is in no hook and in no error', async (name, fetch) => {
    const { told, hooks } = recorder()
    const seen: string[] = []
    const errors: Error[] = []
    const client = createLatchkey({
      baseUrl: 'https://latchkey.test',
      token: canary,
      retries: name.includes('network') ? 0 : 1,
      async fetch(request) {
        const { url, headers } = request
        seen.push(`${url} ${[...headers].join()} ${await request.clone().text()}`)
        return await fetch(request)
      },
      ...hooks,
    })
    for (const { call } of everyOperation) {
      const { error } = await call(client, canary).catch((thrown: Error) => ({ error: thrown }))
      if (error) errors.push(error)
    }
    expect(seen.length).toBeGreaterThanOrEqual(everyOperation.length)
    expect(seen.filter((request) => !request.includes(canary))).toEqual([])
    expect(new Set(told.map(([, event]) => (event as { operation: string }).operation)).size).toBe(
      everyOperation.length,
    )
    expect(JSON.stringify(told)).not.toContain('canary')
    expect(errors.map(printed).join()).not.toContain('canary')
    // Logs that print whole objects have the cause as well, in the network's own words.
    const whole = errors
      .filter(({ cause }) => cause === undefined)
      .map((error) => inspect(error, { depth: 9 }))
    expect(whole.join()).not.toContain('canary')
    if (name !== 'succeeds') expect(errors).toHaveLength(everyOperation.length)
    if (name.includes('throttled'))
      expect(told.filter(([kind]) => kind === 'retry')).toHaveLength(everyOperation.length)
  })

  test.each([
    ['a token', { token: `${canary}\n${canary}` }, {}],
    ['a header', {}, { 'x-mine': `${canary}\u{1f511}` }],
    ['a password in baseUrl', { baseUrl: `https://me:${canary}@latchkey.test` }, {}],
    ['what is no URL', { baseUrl: `${canary}` }, {}],
  ])('%s that cannot be sent is not quoted', async (_name, options, headers) => {
    const client = createLatchkey({
      baseUrl: 'https://latchkey.test',
      fetch: () => Response.json({}),
      ...options,
    })
    const error = await client.visitors.getVisitor({ headers }).catch((thrown: Error) => thrown)
    expect(error).toBeInstanceOf(TypeError)
    const { cause } = error as Error
    expect(printed(error as Error) + String(cause)).not.toContain('canary')
  })
})
