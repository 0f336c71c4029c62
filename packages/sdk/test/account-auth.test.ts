import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type AccountAuthOptions,
  accountAuth,
  createLatchkey,
  type LatchkeyOptions,
  type TokenStorage,
  TransportError,
} from '../src/index.ts'
import { keys } from '../src/react-query.ts'
import { AccountServer } from './account-server.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const credentials = { email: 'ana@example.com', password: 'correct horse battery staple' }
const path = { handle: 'demo' }
const page = {
  slug: 'new',
  title: 'New',
  teaser: '',
  content: '',
  accessMode: 'PUBLIC',
  price: null,
} as never

interface Setup extends AccountAuthOptions {
  server?: AccountServer
  fetch?: LatchkeyOptions['fetch']
}

function setUp({ server = new AccountServer(), fetch = server.fetch, ...options }: Setup = {}) {
  const latchkey = createLatchkey({ baseUrl: 'https://latchkey.test', fetch })
  return { server, latchkey, auth: accountAuth(latchkey, options) }
}

async function signedIn(options: Setup = {}) {
  const made = setUp(options)
  await made.auth.signIn(credentials)
  return made
}

/** A storage that works, and what it holds. */
function memory(): TokenStorage & { held: Map<string, string> } {
  const held = new Map<string, string>()
  return {
    held,
    getItem: (name) => held.get(name) ?? null,
    setItem: (name, value) => held.set(name, value),
  }
}

const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000)

/** Lets the waits of a call pass. */
async function settled<T>(call: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [[outcome]] = await Promise.all([Promise.allSettled([call]), vi.advanceTimersByTimeAsync(5_000)])
  return outcome
}

test('signs calls in and out, and tells its subscribers', async () => {
  const { auth, latchkey, server } = setUp()
  const told: string[] = []
  const stop = auth.subscribe(({ status }) => told.push(status))
  expect(auth.state).toEqual({ status: 'signed-out', session: 0 })
  expect((await latchkey.accounts.getAccount()).error?.code).toBe('missing_bearer_token')

  const { data } = await auth.signIn(credentials)
  expect(data?.tokenType).toBe('Bearer')
  expect(auth.state).toEqual({ status: 'signed-in', session: Date.now() })
  expect((await latchkey.accounts.getAccount()).data).toBeDefined()

  const { response } = await auth.signOut()
  expect(response.status).toBe(204)
  expect(server.families[0]?.revoked).toBe(true)
  expect((await latchkey.accounts.getAccount()).error?.code).toBe('missing_bearer_token')
  expect(told).toEqual(['signed-in', 'signed-out'])
  stop()
  await auth.signIn(credentials)
  expect(told).toHaveLength(2)
})

test('each sign-in is another session, even within a millisecond', async () => {
  const { auth } = await signedIn()
  const { session } = auth.state
  await auth.signOut()
  expect(auth.state).toEqual({ status: 'signed-out', session })
  await auth.signIn(credentials)
  expect(auth.state).toEqual({ status: 'signed-in', session: session + 1 })
})

describe('tokens are renewed', () => {
  test('a minute before they expire, by one request for all calls', async () => {
    const { latchkey, server } = await signedIn()
    await minutes(13.9)
    await latchkey.accounts.getAccount()
    expect(server.refreshes).toEqual([])
    await minutes(0.2)
    const calls = Array.from({ length: 100 }, () => latchkey.accounts.getAccount())
    expect((await Promise.all(calls)).every(({ data }) => data)).toBe(true)
    expect(server.refreshes).toEqual(['rt_1'])
    expect(server.calls.every(({ status }) => status === 200)).toBe(true)
  })

  test('when the server refuses one, by one request for all calls, which are repeated once with the same key', async () => {
    const { latchkey, server } = await signedIn()
    for (const { accessTokens } of server.families)
      for (const token of accessTokens.keys()) accessTokens.set(token, 1)
    const calls = Array.from({ length: 50 }, () => latchkey.pages.createPage({ path, body: page }))
    expect((await Promise.all(calls)).every(({ data }) => data)).toBe(true)
    expect(server.refreshes).toHaveLength(1)
    const byKey = Map.groupBy(server.calls, ({ key }) => key)
    expect(byKey.size).toBe(50)
    for (const [key, tries] of byKey) {
      expect(key).toMatch(/^[0-9a-f-]{36}$/)
      expect(tries.map(({ status }) => status)).toEqual([401, 200])
    }
  })

  test('a call that is refused again is not repeated again', async () => {
    const server = new AccountServer()
    const { latchkey } = await signedIn({
      server,
      fetch: async (request) => {
        const response = await server.fetch(request)
        if (!request.url.endsWith('/me')) return response
        const body = { error: 'token_expired', message: '', requestId: '', docUrl: '', details: null }
        return Response.json(body, { status: 401 })
      },
    })
    const { error } = await latchkey.accounts.getAccount()
    expect(error?.code).toBe('token_expired')
    expect(server.calls).toHaveLength(2)
    expect(server.refreshes).toHaveLength(1)
  })

  test('other refusals are the caller’s to meet', async () => {
    const server = new AccountServer()
    const fetch: LatchkeyOptions['fetch'] = async (request) => {
      const body = { error: 'invalid_credentials', message: '', requestId: '', docUrl: '', details: null }
      return request.url.endsWith('/login') && server.families.length > 0
        ? Response.json(body, { status: 401 })
        : await server.fetch(request)
    }
    const { latchkey, auth } = await signedIn({ server, fetch })
    expect((await latchkey.accounts.signIn({ body: credentials })).error?.code).toBe('invalid_credentials')
    expect((await auth.signIn(credentials)).error?.code).toBe('invalid_credentials')
    expect(server.refreshes).toEqual([])
    expect(auth.state.status).toBe('signed-in')
  })

  test('a caller who leaves does not end it for the others', async () => {
    const { latchkey, server } = await signedIn()
    await minutes(20)
    const stop = new AbortController()
    const left = latchkey.accounts.getAccount({ signal: stop.signal })
    const stays = latchkey.accounts.getAccount()
    stop.abort(new Error('gone'))
    await expect(left).rejects.toThrow('gone')
    expect((await stays).data).toBeDefined()
    expect(server.refreshes).toHaveLength(1)
  })
})

describe('a refresh that fails', () => {
  /** A server whose refreshes end so. */
  function failing(outcome: (server: AccountServer, request: Request) => Promise<Response>) {
    const server = new AccountServer()
    const state = { broken: true }
    const fetch: LatchkeyOptions['fetch'] = async (request) =>
      request.url.endsWith('/refresh') && state.broken
        ? await outcome(server, request)
        : await server.fetch(request)
    return { server, fetch, state }
  }
  const offline = async (): Promise<Response> => {
    throw new TypeError('Failed to fetch')
  }
  const unavailable = async () =>
    Response.json(
      { error: 'unavailable', message: '', requestId: '', docUrl: '', details: null },
      { status: 503, headers: { 'retry-after': '60' } },
    )

  test('for the network: is tried three times, thrown, and nobody is signed out', async () => {
    const made = failing(offline)
    const { latchkey, auth } = await signedIn(made)
    await minutes(20)
    expect(await settled(latchkey.accounts.getAccount())).toMatchObject({
      status: 'rejected',
      reason: expect.any(TransportError),
    })
    expect(auth.state.status).toBe('signed-in')
    made.state.broken = false
    expect((await latchkey.accounts.getAccount()).data).toBeDefined()
  })

  test('for the network, while the token still works: nobody notices', async () => {
    const { latchkey } = await signedIn(failing(offline))
    await minutes(14.5)
    expect(await settled(latchkey.accounts.getAccount())).toMatchObject({ value: { data: { id: 'acc_1' } } })
  })

  test('with its answer lost: the same successor is asked for', async () => {
    let lost = 0
    const made = failing(async (server, request) => {
      const response = await server.fetch(request)
      if (++lost > 2) return response
      throw new TypeError('Failed to fetch')
    })
    const { latchkey } = await signedIn(made)
    await minutes(20)
    expect(await settled(latchkey.accounts.getAccount())).toMatchObject({ value: { data: { id: 'acc_1' } } })
    expect(made.server.refreshes).toEqual(['rt_1', 'rt_1', 'rt_1'])
    await minutes(20)
    expect((await latchkey.accounts.getAccount()).data).toBeDefined()
  })

  test('because the server is busy: each call fails at its own line, none says that it must not be repeated', async () => {
    const { latchkey, auth } = await signedIn(failing(unavailable))
    await minutes(20)
    const outcomes = await Promise.all(
      [latchkey.accounts.getAccount(), latchkey.accounts.getAccount()].map(settled),
    )
    const errors = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : null))
    for (const error of errors) {
      expect(error).toBeInstanceOf(TransportError)
      expect(error.cause).toMatchObject({ code: 'unavailable' })
    }
    expect(errors[0]).not.toBe(errors[1])
    expect(auth.state.status).toBe('signed-in')
  })

  test('a call of somebody who signed out meanwhile is not repeated as whoever signed in', async () => {
    const { promise: refused, resolve: release } = Promise.withResolvers<void>()
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
    const server = new AccountServer()
    const bearers: (string | null)[] = []
    const { latchkey, auth } = await signedIn({
      server,
      fetch: async (request) => {
        if (!request.url.endsWith('/pages')) return await server.fetch(request)
        bearers.push(request.headers.get('authorization'))
        ask()
        await refused
        return await server.fetch(request)
      },
    })
    const call = latchkey.pages.createPage({ path, body: page })
    await asked
    await auth.signOut()
    await auth.signIn(credentials)
    release()
    expect((await call).error?.code).toBe('invalid_token')
    expect(bearers).toHaveLength(1)
  })

  test('because the session was ended elsewhere: signed out', async () => {
    const { latchkey, auth, server } = await signedIn()
    server.revoke()
    expect((await latchkey.accounts.getAccount()).error?.code).toBe('invalid_token')
    expect(auth.state.status).toBe('signed-out')
    expect((await latchkey.accounts.getAccount()).error?.code).toBe('missing_bearer_token')
    expect(server.refreshes).toHaveLength(1)
  })

  test('after the account was signed out meanwhile: stays signed out', async () => {
    const { promise, resolve: release } = Promise.withResolvers<void>()
    const made = failing(async (server, request) => {
      const response = await server.fetch(request)
      await promise
      return response
    })
    const { latchkey, auth } = await signedIn(made)
    await minutes(20)
    const call = latchkey.accounts.getAccount()
    await vi.waitFor(() => expect(made.server.refreshes).toHaveLength(1))
    await auth.signOut()
    release()
    expect((await call).error?.code).toBe('missing_bearer_token')
    expect(auth.state.status).toBe('signed-out')
    expect(made.server.families[0]?.revoked).toBe(true)
  })
})

describe('a session that ended, where somebody can sign in again', () => {
  async function ended() {
    const { promise, resolve: goOn } = Promise.withResolvers<void>()
    const server = new AccountServer()
    server.subject = 'acc_1'
    const made = await signedIn({ server, signInAgain: () => promise })
    const cached = keys.client(made.latchkey)
    server.revoke()
    const call = made.latchkey.pages.createPage({ path, body: page })
    await vi.waitFor(() => expect(made.auth.state.status).toBe('signed-out'))
    expect(keys.client(made.latchkey)).toEqual(cached)
    const next = made.latchkey.accounts.getAccount()
    return { ...made, cached, calls: Promise.all([call, next]), goOn }
  }

  test('by the same account: calls go on, with the key they had, and answers stay cached', async () => {
    const { latchkey, auth, server, cached, calls, goOn } = await ended()
    expect(auth.account).toBe('acc_1')
    await auth.signIn(credentials)
    goOn()
    expect((await calls).map(({ error }) => error)).toEqual([undefined, undefined])
    const created = server.calls.filter(({ request }) => request.startsWith('POST'))
    expect(created.map(({ status }) => status)).toEqual([401, 200])
    expect(created[0]?.key).toBe(created[1]?.key)
    expect(keys.client(latchkey)).toEqual(cached)
  })

  test('by another account: nothing is sent as them', async () => {
    const { latchkey, auth, server, cached, calls, goOn } = await ended()
    server.subject = 'acc_2'
    await auth.signIn(credentials)
    goOn()
    expect((await calls).map(({ error }) => error?.code)).toEqual(['invalid_token', 'missing_bearer_token'])
    expect(server.calls.every(({ status }) => status === 401)).toBe(true)
    expect(auth.account).toBe('acc_2')
    expect(keys.client(latchkey)).not.toEqual(cached)
  })

  test('by nobody: calls end as refused', async () => {
    const { calls, goOn } = await ended()
    goOn()
    expect((await calls).map(({ error }) => error?.code)).toEqual(['invalid_token', 'missing_bearer_token'])
  })
})

test('signing out reaches the tabs even if it does not reach the server', async () => {
  const server = new AccountServer()
  const { auth } = await signedIn({
    server,
    fetch: async (request) => {
      if (request.url.endsWith('/logout')) throw new TypeError('Failed to fetch')
      return await server.fetch(request)
    },
  })
  expect(await settled(auth.signOut())).toMatchObject({
    status: 'rejected',
    reason: expect.any(TransportError),
  })
  expect(auth.state.status).toBe('signed-out')
})

describe('storage', () => {
  test('brings the session back at once, and after a refresh too; signing out leaves no token in it', async () => {
    const storage = memory()
    const server = new AccountServer()
    const first = await signedIn({ server, storage })
    await minutes(20)
    await first.latchkey.accounts.getAccount()
    const again = setUp({ server, storage })
    expect(again.auth.state).toEqual(first.auth.state)
    expect((await again.latchkey.accounts.getAccount()).data).toBeDefined()
    expect(server.refreshes).toHaveLength(1)
    await again.auth.signOut()
    expect([...storage.held.values()].join()).not.toMatch(/jwt_|rt_/)
    expect(setUp({ server, storage }).auth.state.status).toBe('signed-out')
  })

  test('that answers by promises is waited for', async () => {
    const held = memory()
    const storage: TokenStorage = {
      getItem: async (name) => held.getItem(name),
      setItem: async (name, value) => held.setItem(name, value),
    }
    const server = new AccountServer()
    await signedIn({ server, storage })
    await vi.waitFor(() => expect(held.held.size).toBe(1))
    const { auth, latchkey } = setUp({ server, storage })
    expect(auth.state.status).toBe('unknown')
    expect((await latchkey.accounts.getAccount()).data).toBeDefined()
    expect((await auth.ready()).status).toBe('signed-in')
  })

  const broken = (): never => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  }
  test.each<[string, AccountAuthOptions['storage']]>([
    ['is blocked', broken],
    ['is not there', () => undefined],
    ['throws', { getItem: broken, setItem: broken }],
    ['rejects', { getItem: async () => broken(), setItem: async () => broken() }],
    ['is full', { getItem: () => null, setItem: broken }],
    ['holds something else', { getItem: () => '{"since":"x"}', setItem: () => {} }],
    ['holds garbage', { getItem: () => '{', setItem: () => {} }],
  ])('that %s does not hinder signing in, staying so, and signing out', async (_name, storage) => {
    const { auth, latchkey } = await signedIn({ storage })
    await minutes(20)
    expect((await latchkey.accounts.getAccount()).data).toBeDefined()
    await auth.signOut()
    expect(auth.state.status).toBe('signed-out')
  })
})

describe('by cookie', () => {
  /** A browser that keeps the refresh token where no script sees it. */
  function browser(server = new AccountServer()) {
    let cookie: string | undefined
    const fetch: LatchkeyOptions['fetch'] = async (request) => {
      if (!/login|refresh|logout/.test(request.url)) return await server.fetch(request)
      const sent = await request.clone().text()
      if (/refresh|logout/.test(request.url)) expect(sent).toBe('')
      const body = /login/.test(request.url) ? sent : JSON.stringify({ refreshToken: cookie })
      const response = await server.fetch(new Request(request.url, { method: 'POST', body }))
      if (!response.ok || response.status === 204) return response
      const tokens = (await response.json()) as { refreshToken: string | null }
      cookie = tokens.refreshToken ?? undefined
      return Response.json({
        ...tokens,
        refreshToken: /refresh/.test(request.url) ? null : tokens.refreshToken,
      })
    }
    return { server, fetch, storage: 'cookie' as const }
  }

  test('the session survives a reload', async () => {
    const site = browser()
    const first = setUp(site)
    expect(first.auth.state.status).toBe('unknown')
    expect((await first.auth.ready()).status).toBe('signed-out')
    await first.auth.signIn(credentials)
    await minutes(20)
    expect((await first.latchkey.accounts.getAccount()).data).toBeDefined()

    const again = setUp(site)
    expect(again.auth.state.status).toBe('unknown')
    expect((await again.latchkey.accounts.getAccount()).data).toBeDefined()
    expect(again.auth.state.status).toBe('signed-in')
    await again.auth.signOut()
    expect(site.server.families[0]?.revoked).toBe(true)
  })

  test('it stays unknown while the server cannot be reached, and is asked for by the next call', async () => {
    const site = browser()
    await setUp(site).auth.signIn(credentials)
    const state = { online: false }
    const { auth, latchkey } = setUp({
      ...site,
      fetch: async (request) => {
        if (state.online) return await site.fetch(request)
        throw new TypeError('Failed to fetch')
      },
    })
    await vi.advanceTimersByTimeAsync(5000)
    expect((await auth.ready()).status).toBe('unknown')
    state.online = true
    expect((await latchkey.accounts.getAccount()).data).toBeDefined()
    expect(auth.state.status).toBe('signed-in')
  })
})

test('a subscriber that fails hinders nobody', async () => {
  const { auth } = setUp()
  const failures: unknown[] = []
  vi.stubGlobal('queueMicrotask', (task: () => void) => {
    void Promise.resolve()
      .then(task)
      .catch((error: unknown) => failures.push(error))
  })
  const told: string[] = []
  auth.subscribe(() => {
    throw new Error('mine')
  })
  auth.subscribe(({ status }) => told.push(status))
  await auth.signIn(credentials)
  await vi.waitFor(() => expect(told).toEqual(['signed-in']))
  expect(failures).toHaveLength(1)
  vi.unstubAllGlobals()
})

test('something else than a client is refused', () => {
  expect(() => accountAuth({} as never)).toThrow(TypeError)
})
