import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  createLatchkey,
  type TokenStorage,
  TransportError,
  type VisitorAuthOptions,
  visitorAuth,
} from '../src/index.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const session = { expiresAt: '2999-01-01T00:00:00.000Z', handle: 'demo' }
const visitor = { id: 'vis_1', email: 'ana@example.com', createdAt: '2026-01-01T00:00:00.000Z' }
const unauthorized = (reason: string) =>
  Response.json(
    {
      error: 'visitor_unauthorized',
      message: 'Sign in.',
      requestId: 'req_1',
      docUrl: '',
      details: { reason },
    },
    { status: 401 },
  )

interface Site {
  /** What it answers, by the end of the path; `null` stands for a network that fails. */
  answers?: Record<string, () => Response | null | Promise<Response>>
  options?: VisitorAuthOptions
}

function setUp({ answers = {}, options = { handle: 'demo' } }: Site = {}) {
  const sent: { call: string; bearer: string | null; body: unknown }[] = []
  let made = 0
  const latchkey = createLatchkey({
    baseUrl: 'https://latchkey.test',
    retries: 0,
    async fetch(request) {
      const { pathname } = new URL(request.url)
      const call = pathname.split('/').at(-1) ?? ''
      const text = await request.text()
      sent.push({ call, bearer: request.headers.get('authorization'), body: text ? JSON.parse(text) : null })
      const given = answers[call]
      if (given) {
        const response = await given()
        if (response) return response
        throw new TypeError('Failed to fetch')
      }
      if (call === 'verify')
        return Response.json({ visitor, session, sessionToken: `vst_${++made}`, returnTo: null })
      if (call === 'logout') return new Response(null, { status: 204 })
      return Response.json({ visitor, session })
    },
  })
  const auth = visitorAuth(latchkey, options)
  return { auth, latchkey, sent }
}

/** Puts the page at an address. */
function arriveAt(address: string) {
  const location = new URL(address)
  const history = {
    state: { mine: 1 },
    replaceState(state: unknown, _title: string, url: string) {
      expect(state).toEqual({ mine: 1 })
      location.href = new URL(url, location).href
    },
  }
  vi.stubGlobal('location', location)
  vi.stubGlobal('history', history)
  return location
}

const code = { challengeId: 'chl_1', code: '402913' }

test('signs in by code, signs calls, signs out, and tells its subscribers', async () => {
  const { auth, latchkey, sent } = setUp()
  expect(auth.state).toEqual({ status: 'signed-out', session: 0 })
  const told: string[] = []
  auth.subscribe(({ status }) => told.push(status))
  await auth.requestMagicLink({ email: 'ana@example.com', returnTo: 'https://shop.example/' })
  expect((await auth.verifyMagicLink(code)).data?.visitor).toEqual(visitor)
  await latchkey.visitors.getVisitor()
  await auth.signOut({ everywhere: true })
  await latchkey.visitors.getVisitor()
  expect(sent).toEqual([
    {
      call: 'magic-link',
      bearer: null,
      body: { email: 'ana@example.com', handle: 'demo', returnTo: 'https://shop.example/' },
    },
    { call: 'verify', bearer: null, body: code },
    { call: 'me', bearer: 'Bearer vst_1', body: null },
    { call: 'logout', bearer: 'Bearer vst_1', body: { everywhere: true } },
    { call: 'me', bearer: null, body: null },
  ])
  expect(told).toEqual(['signed-in', 'signed-out'])
})

test('a wrong code is an error like any other, and signs nobody in', async () => {
  const body = { error: 'invalid_code', message: 'No.', requestId: 'req_1', docUrl: '', details: null }
  const { auth } = setUp({ answers: { verify: () => Response.json(body, { status: 401 }) } })
  expect((await auth.verifyMagicLink(code)).error?.code).toBe('invalid_code')
  expect(auth.state.status).toBe('signed-out')
})

describe('the link that leads here', () => {
  test.each([
    ['https://shop.example/#latchkey_token=abc-_1', 'https://shop.example/'],
    ['https://shop.example/a?b=1#latchkey_token=abc-_1', 'https://shop.example/a?b=1'],
    ['https://shop.example/#/thanks?latchkey_token=abc-_1', 'https://shop.example/#/thanks'],
    ['https://shop.example/#/thanks?order=1&latchkey_token=abc-_1', 'https://shop.example/#/thanks?order=1'],
  ])('%s: is out of the address before anything else happens, and signs in', async (address, left) => {
    const location = arriveAt(address)
    const { auth, latchkey, sent } = setUp()
    expect(location.href).toBe(left)
    expect(auth.state.status).toBe('unknown')
    // A call waits for it.
    await latchkey.visitors.getVisitor()
    expect(auth.state.status).toBe('signed-in')
    expect((await auth.arrival)?.data?.visitor).toEqual(visitor)
    expect(sent).toEqual([
      { call: 'verify', bearer: null, body: { token: 'abc-_1' } },
      { call: 'me', bearer: 'Bearer vst_1', body: null },
    ])
  })

  test.each([
    'https://shop.example/',
    'https://shop.example/?latchkey_token=abc',
    'https://shop.example/#latchkey_token=abc&more=1',
    'https://shop.example/#my_latchkey_token=abc',
  ])('%s is none', async (address) => {
    const location = arriveAt(address)
    const { auth, sent } = setUp()
    expect(location.href).toBe(address)
    expect(await auth.arrival).toBeNull()
    expect(auth.state.status).toBe('signed-out')
    expect(sent).toEqual([])
  })

  test('used before: says so, and signs nobody in', async () => {
    arriveAt('https://shop.example/#latchkey_token=abc')
    const body = { error: 'used_magic_link', message: 'Used.', requestId: 'req_1', docUrl: '', details: null }
    const { auth } = setUp({ answers: { verify: () => Response.json(body, { status: 401 }) } })
    expect((await auth.ready()).status).toBe('signed-out')
    expect((await auth.arrival)?.error?.code).toBe('used_magic_link')
  })

  test('with a network that fails: whoever asks is told, and who was signed in stays so', async () => {
    const storage = memory()
    await setUp({ options: { handle: 'demo', storage } }).auth.verifyMagicLink(code)
    arriveAt('https://shop.example/#latchkey_token=abc')
    const { auth } = setUp({ answers: { verify: () => null }, options: { handle: 'demo', storage } })
    expect((await auth.ready()).status).toBe('signed-in')
    await expect(auth.arrival).rejects.toThrow(TransportError)
  })
})

function memory(): TokenStorage {
  const held = new Map<string, string>()
  return { getItem: (name) => held.get(name) ?? null, setItem: (name, value) => held.set(name, value) }
}

describe('a session that is over', () => {
  test.each([
    ['expired', 'signed-out'],
    ['revoked', 'signed-out'],
    ['malformed', 'signed-out'],
    ['other_handle', 'signed-in'],
  ])('%s: %s', async (reason, status) => {
    const { auth, latchkey, sent } = setUp({ answers: { me: () => unauthorized(reason) } })
    await auth.verifyMagicLink(code)
    expect((await latchkey.visitors.getVisitor()).error?.code).toBe('visitor_unauthorized')
    expect(auth.state.status).toBe(status)
    expect(sent.filter(({ call }) => call === 'me')).toHaveLength(1)
  })

  test('is not kept past its time', async () => {
    const storage = memory()
    const over = { ...session, expiresAt: '2020-01-01T00:00:00.000Z' }
    const verify = () => Response.json({ visitor, session: over, sessionToken: 'vst_old', returnTo: null })
    await setUp({ answers: { verify }, options: { handle: 'demo', storage } }).auth.verifyMagicLink(code)
    const { auth, latchkey, sent } = setUp({ options: { handle: 'demo', storage } })
    expect(auth.state.status).toBe('signed-out')
    await latchkey.visitors.getVisitor()
    expect(sent[0]?.bearer).toBeNull()
  })

  test('while somebody signed in anew: the call was not theirs, and is not repeated for them', async () => {
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
    const { promise: signedIn, resolve: release } = Promise.withResolvers<void>()
    let answers = 0
    const me = async () => {
      if (answers++ > 0) return Response.json({ visitor, session })
      ask()
      await signedIn
      return unauthorized('revoked')
    }
    const { auth, latchkey, sent } = setUp({ answers: { me } })
    await auth.verifyMagicLink(code)
    const call = latchkey.visitors.getVisitor()
    await asked
    await auth.verifyMagicLink(code)
    release()
    expect((await call).error?.code).toBe('visitor_unauthorized')
    expect(auth.state.status).toBe('signed-in')
    const calls = sent.filter((each) => each.call === 'me')
    expect(calls.map(({ bearer }) => bearer)).toEqual(['Bearer vst_1'])
  })

  test('without a reason, as a server that this SDK does not know may send it: the refusal is the answer', async () => {
    const body = { error: 'visitor_unauthorized', message: '', requestId: '', docUrl: '', details: null }
    const { auth, latchkey } = setUp({ answers: { me: () => Response.json(body, { status: 401 }) } })
    await auth.verifyMagicLink(code)
    expect((await latchkey.visitors.getVisitor()).error?.code).toBe('visitor_unauthorized')
  })
})

test('sessions of two handles, and of two deployments, are kept apart', async () => {
  const storage = memory()
  const one = setUp({ options: { handle: 'demo', storage } })
  await one.auth.verifyMagicLink(code)
  expect(setUp({ options: { handle: 'other', storage } }).auth.state.status).toBe('signed-out')
  const elsewhere = createLatchkey({ baseUrl: 'https://staging.latchkey.test' })
  expect(visitorAuth(elsewhere, { handle: 'demo', storage }).state.status).toBe('signed-out')
  expect(setUp({ options: { handle: 'demo', storage } }).auth.state).toEqual(one.auth.state)
})

describe('by cookie', () => {
  const options = { storage: 'cookie' } as const

  test('the server says whether somebody is signed in, and no token is kept or sent', async () => {
    const { auth, latchkey, sent } = setUp({ options })
    expect(auth.state.status).toBe('unknown')
    expect((await auth.ready()).status).toBe('signed-in')
    await auth.verifyMagicLink(code)
    await latchkey.visitors.getVisitor()
    await auth.signOut()
    expect(sent.map(({ bearer }) => bearer)).toEqual([null, null, null, null])
    expect(sent.map(({ call }) => call)).toEqual(['me', 'verify', 'me', 'logout'])
  })

  test('nobody is signed in', async () => {
    const { auth } = setUp({ options, answers: { me: () => unauthorized('missing') } })
    expect((await auth.ready()).status).toBe('signed-out')
  })

  test('a session that ends is noticed at the next call', async () => {
    let live = true
    const me = () => (live ? Response.json({ visitor, session }) : unauthorized('revoked'))
    const { auth, latchkey } = setUp({ options, answers: { me } })
    await auth.ready()
    live = false
    expect((await latchkey.visitors.getVisitor()).error?.code).toBe('visitor_unauthorized')
    expect(auth.state.status).toBe('signed-out')
  })

  test('it stays unknown while the server cannot be reached', async () => {
    const { auth } = setUp({ options, answers: { me: () => null } })
    expect((await auth.ready()).status).toBe('unknown')
  })
})

describe('a session in a cookie', () => {
  const options = { storage: 'cookie' } as const
  const busy = () =>
    Response.json(
      { error: 'rate_limited', message: 'Wait.', requestId: 'req_1', docUrl: '', details: null },
      { status: 429 },
    )

  test('a server that is busy signs nobody out: who it is stays unknown, and is asked again', async () => {
    let isBusy = true
    const me = () => (isBusy ? busy() : Response.json({ visitor, session }))
    const { auth, latchkey } = setUp({ options, answers: { me } })
    expect((await auth.ready()).status).toBe('unknown')
    isBusy = false
    await latchkey.visitors.listVisitorAccess().catch(() => {})
    expect(auth.state.status).toBe('signed-in')
  })

  test('signing out is the last word, whatever another tab hears from the server meanwhile', async () => {
    vi.stubGlobal('document', {})
    const { promise: told, resolve: tell } = Promise.withResolvers<Response>()
    const one = setUp({ options, answers: { logout: () => told } })
    await one.auth.ready()
    const out = one.auth.signOut()
    const other = setUp({ options })
    await expect
      .poll(() => [one.auth.state.status, other.auth.state.status])
      .toEqual(['signed-in', 'signed-in'])
    tell(new Response(null, { status: 204 }))
    await out
    await expect
      .poll(() => [one.auth.state.status, other.auth.state.status])
      .toEqual(['signed-out', 'signed-out'])
    one.auth.close()
    other.auth.close()
  })
})
