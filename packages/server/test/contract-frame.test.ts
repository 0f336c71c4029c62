import {
  asOAuthError,
  errorEntry,
  frameErrors,
  maxBodyBytes,
  type OperationDefinition,
  type Role,
  scopeNames,
} from '@latchkey/contract'
import { describe, expect, test } from 'vitest'
import { openSession } from '../src/features/accounts/service.ts'
import { testApp } from './app.ts'
import { makeCallers } from './callers.ts'
import { operations, type SampleOptions, sampleBody, sampleRequest } from './sample-request.ts'

// What the frame answers, for every operation there is, read off the contract: an operation that is added is
// covered before anyone writes a test for it.

const t = await testApp({ env: { LIMITS: 'off' } })
const { handle, tokens } = await makeCallers(t)

const accessToken = async (role: Role | null) => {
  const account = role ? await t.make.collaborator({ handle, role }) : await t.make.account()
  return (await openSession(t.deps, account.id)).accessToken
}

type Change = Partial<Omit<SampleOptions, 'params'>> & { params?: Record<string, string> }

const ask = (id: string, operation: OperationDefinition, change: Change = {}) =>
  t.send(
    sampleRequest(id, operation, {
      origin: t.origin(),
      token: tokens[operation.auth.subject],
      ...change,
      params: { handle: handle.name, ...change.params },
    }),
  )

async function expectError(
  response: Response,
  code: Parameters<typeof errorEntry>[0],
  { errorsAsHtml, oauthErrors }: Pick<OperationDefinition, 'errorsAsHtml' | 'oauthErrors'> = {},
) {
  expect(response.status).toBe(errorEntry(code).status)
  const text = await response.text()
  if (errorsAsHtml) expect(text).toContain(response.headers.get('x-request-id'))
  else if (oauthErrors) {
    expect(JSON.parse(text)).toEqual({
      error: asOAuthError(code, oauthErrors.invalidInput),
      // RFC 6749 §5.2
      error_description: expect.stringMatching(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/),
    })
  } else expect(JSON.parse(text)).toMatchObject({ error: code, message: errorEntry(code).message })
  return text
}

const declaring = (code: Parameters<typeof errorEntry>[0]) =>
  operations.filter(([, operation]) => frameErrors(operation).includes(code))

const stream = (bytes: number) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (let sent = 0; sent < bytes; sent += 65_536) {
        controller.enqueue(new Uint8Array(Math.min(65_536, bytes - sent)).fill(32))
      }
      controller.close()
    },
  })

describe('payload_too_large', () => {
  test.each(declaring('payload_too_large'))('%s', async (id, operation) => {
    const limit = maxBodyBytes(operation)
    const announced = await ask(id, operation, {
      token: null,
      headers: { 'content-length': String(limit + 1) },
    })
    await expectError(announced, 'payload_too_large', operation)
    const streamed = await ask(id, operation, { body: stream(limit + 1) })
    await expectError(streamed, 'payload_too_large', operation)
    const exact = await ask(id, operation, { body: stream(limit) })
    expect(exact.status, 'a body of just that size is read').not.toBe(413)
  })
})

describe('unsupported_media_type', () => {
  test.each(declaring('unsupported_media_type'))('%s', async (id, operation) => {
    for (const type of ['text/plain', 'application/xml', 'application/jsonp', 'multipart/form-data']) {
      const response = await ask(id, operation, { headers: { 'content-type': type } })
      await expectError(response, 'unsupported_media_type', operation)
    }
    const spelled = await ask(id, operation, {
      headers: {
        'content-type': operation.form
          ? 'application/x-www-form-urlencoded'
          : 'Application/JSON; charset=utf-8',
      },
    })
    expect(spelled.status).not.toBe(415)
  })
})

describe('invalid_request', () => {
  const withBody = operations.filter(([, operation]) => operation.body)
  test.each(withBody)('%s: malformed bodies', async (id, operation) => {
    const bodies: [name: string, body: BodyInit | null][] = [
      ['not JSON', '{"'],
      ['not UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
      ['no object', '"text"'],
      ['null', 'null'],
      // RFC 7591 §2: metadata that are not known are ignored.
      ...(operation.oauthErrors
        ? []
        : ([
            ['a member that is not known', JSON.stringify({ ...(sampleBody(id) as object), notAMember: 1 })],
          ] as [string, string][])),
      ...(operation.bodyOptional
        ? []
        : ([
            ['absent', null],
            ['empty', '{}'],
          ] as [string, string | null][])),
    ]
    for (const [name, body] of bodies) {
      const text = await expectError(await ask(id, operation, { body }), 'invalid_request', operation)
      if (!operation.oauthErrors)
        expect(JSON.parse(text).details.issues[0], name).toMatchObject({
          path: expect.stringMatching(/^body/),
        })
    }
  })
  test.each(withBody)('%s: the documented example is accepted', (id, operation) => {
    expect(operation.body?.safeParse(sampleBody(id)).error).toBeUndefined()
  })
  test.each(operations.filter(([, operation]) => operation.bodyOptional))(
    '%s: no body',
    async (id, operation) => {
      expect([400, 415]).not.toContain((await ask(id, operation, { body: null })).status)
    },
  )
  test.each(operations.filter(([, operation]) => operation.query))('%s: query', async (id, operation) => {
    const tooLong = '~'.repeat(5000)
    const [name = ''] =
      Object.entries(operation.query?.shape ?? {}).find(([, schema]) => !schema.safeParse(tooLong).success) ??
      []
    const response = await ask(id, operation, { query: `?${name}=${tooLong}` })
    const text = await expectError(response, 'invalid_request', operation)
    if (operation.errorsAsHtml) return
    expect(JSON.parse(text).details.issues[0]).toMatchObject({ path: `query.${name}` })
  })
})

describe('a path parameter of the wrong shape is not found', () => {
  const shaped = operations.filter(([, operation]) => operation.params)
  test.each(shaped)('%s', async (id, operation) => {
    for (const name of Object.keys(operation.params?.shape ?? {})) {
      const guarded =
        name === 'handle' && (operation.auth.role !== undefined || operation.auth.subject === 'token')
      const code = guarded ? 'handle_not_found' : (operation.notFound ?? 'not_found')
      const response = await ask(id, operation, { params: { [name]: '~'.repeat(300) } })
      await expectError(response, code, operation)
      for (const malformed of ['%', '%zz', '%c0%af', '%00', '%ed%a0%80', '..%2f..']) {
        const raw = await ask(id, operation, { params: { [name]: malformed }, encode: (value) => value })
        await expectError(raw, code, operation)
      }
    }
  })
})

describe('not_found on other hosts', () => {
  test.each(declaring('not_found'))('%s', async (id, operation) => {
    const its = operation.host === 'dashboard' ? ['api', 'app'] : ['api']
    for (const host of ['app', 'docs', handle.name, 'a.b'].filter((each) => !its.includes(each))) {
      const response = await ask(id, operation, { origin: t.origin(host) })
      await expectError(response, 'not_found', operation)
    }
    for (const host of its) {
      const here = await ask(id, operation, { origin: t.origin(host) })
      expect(await here.text()).not.toContain('"not_found"')
    }
  })
})

describe('method_not_allowed', () => {
  const byPath = Map.groupBy(operations, ([, operation]) => operation.path)
  test.each([...byPath.keys()])('%s', async (path) => {
    const methods = (byPath.get(path) ?? []).map(([, operation]) => operation.method.toUpperCase())
    const url = `${t.origin()}${path.replaceAll(/\{\w+\}/g, 'x')}`
    const others = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].filter((method) => !methods.includes(method))
    for (const method of others) {
      const response = await t.send(new Request(url, { method }))
      await expectError(response, 'method_not_allowed')
      const allowed = response.headers.get('allow')?.split(', ') ?? []
      expect(allowed.filter((name) => name !== 'HEAD').sort()).toEqual(methods.sort())
    }
  })
})

describe('visitor_unauthorized', () => {
  test.each(declaring('visitor_unauthorized'))('%s', async (id, operation) => {
    const expired = await t.make.visitorSession({ expiresAt: t.clock.now() })
    const revoked = await t.make.visitorSession({ revokedAt: t.clock.now() })
    const elsewhere = await t.make.visitorSession({ handle: await t.make.handle() })
    const cases: [reason: string, token: string | null][] = [
      ['missing', null],
      ['malformed', 'vst_short'],
      ['malformed', tokens.account],
      ['expired', expired.token],
      ['revoked', revoked.token],
    ]
    for (const [reason, token] of cases) {
      // The body is not looked at before the caller is known.
      const response = await ask(id, operation, { token, body: operation.body ? '{"' : null })
      const text = await expectError(response, 'visitor_unauthorized', operation)
      expect(JSON.parse(text).details).toEqual({ reason })
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer /)
    }
    const response = await ask(id, operation, { token: elsewhere.token, origin: t.origin(handle.name) })
    const text = await expectError(response, 'visitor_unauthorized', operation)
    expect(JSON.parse(text).details).toEqual({ reason: 'other_handle' })
  })
})

describe('account tokens', () => {
  test.each(declaring('missing_bearer_token'))('%s', async (id, operation) => {
    const missing = await ask(id, operation, {
      token: null,
      headers: { cookie: `_10x_account=${tokens.account}` },
      body: operation.body ? '{"' : null,
    })
    await expectError(missing, 'missing_bearer_token')
    for (const token of ['garbage', tokens.visitor, `${tokens.account}x`]) {
      const response = await ask(id, operation, { token })
      await expectError(response, 'invalid_token')
      expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"')
    }
  })
  test.each(declaring('insufficient_scope'))('%s: insufficient_scope', async (id, operation) => {
    const needed = operation.auth.subject === 'token' ? operation.auth.scope : null
    const scope = scopeNames.filter((name) => name !== needed)
    const { token } = await t.make.oauthToken({ account: handle.owner, scope })
    const response = await ask(id, operation, { token })
    await expectError(response, 'insufficient_scope')
    const challenge = response.headers.get('www-authenticate')
    expect(challenge).toMatch(/^Bearer .*error="insufficient_scope"/)
    if (needed) expect(challenge).toContain(`scope="${needed}"`)
  })
  test.each(
    declaring('handle_not_found').filter(([, { auth }]) => ['account', 'token'].includes(auth.subject)),
  )('%s: an outsider sees no handle', async (id, operation) => {
    const outsider =
      operation.auth.subject === 'token'
        ? (await t.make.oauthToken({ account: await t.make.account() })).token
        : await accessToken(null)
    const hidden = await ask(id, operation, { token: outsider })
    const missing = await ask(id, operation, { token: outsider, params: { handle: 'nobody-has-this' } })
    const [left, right] = [hidden, missing].map((response) => expectError(response, 'handle_not_found'))
    const withoutId = (text: string | undefined) => ({ ...JSON.parse(text ?? ''), requestId: null })
    expect(withoutId(await left)).toEqual(withoutId(await right))
  })
  const roles: Role[] = ['CREATOR', 'OPERATOR', 'OWNER']
  const withRole = operations.flatMap(([id, operation]) =>
    operation.auth.subject === 'account' && operation.auth.role
      ? [[id, operation, operation.auth.role] as const]
      : [],
  )
  test.each(withRole)('%s: role', async (id, operation, needed) => {
    for (const role of roles) {
      const token = role === 'OWNER' ? tokens.account : await accessToken(role)
      const response = await ask(id, operation, { token })
      if (roles.indexOf(role) < roles.indexOf(needed)) await expectError(response, 'insufficient_role')
      else expect([401, 403]).not.toContain(response.status)
    }
  })
  test.each(operations.filter(([, { auth }]) => auth.subject === 'platform_operator'))(
    '%s: insufficient_role for those who do not work for the platform',
    async (id, operation) => {
      await expectError(await ask(id, operation, { token: tokens.account }), 'insufficient_role')
    },
  )
  test.each(declaring('token_expired'))('%s: token_expired', async (id, operation) => {
    const { token } =
      operation.auth.subject === 'token'
        ? await t.make.oauthToken({ account: handle.owner })
        : { token: await accessToken(null) }
    await t.clock.advance(15 * 60 + 1)
    await expectError(await ask(id, operation, { token }), 'token_expired')
  })
})
