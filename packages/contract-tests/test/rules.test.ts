// One fault of a server for each rule, and the rule finds it.
import { describe, expect, test } from 'vitest'
import { startLive } from '../../server/test/live.ts'
import type { answerRules } from '../src/rules/answers.ts'
import type { requestRules } from '../src/rules/requests.ts'
import type { RuleId } from '../src/rules.ts'
import { check } from './check.ts'

type Json = Record<string, unknown>
/** The answer in place of the server's. */
type Fault = (answer: Response, request: Request, own: string) => Response | Promise<Response>

interface Case {
  /** What `--only` names beside the rule. */
  readonly only: string
  readonly fault: Fault
}

const path = (request: Request) => new URL(request.url).pathname

/** Changes headers; `null` takes one away. */
const headers =
  (changes: Readonly<Record<string, string | null>>): Fault =>
  (answer) => {
    const changed = new Headers(answer.headers)
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) changed.delete(name)
      else changed.set(name, value)
    }
    return new Response(answer.body, { status: answer.status, headers: changed })
  }

/** Another status; as it is otherwise. */
const status =
  (to: number): Fault =>
  (answer) =>
    new Response(answer.body, { status: to, headers: answer.headers })

/** Changes the body, where it is JSON. */
const json =
  (change: (body: Json, own: string) => Json): Fault =>
  async (answer, _request, own) => {
    if (!answer.headers.get('content-type')?.includes('json')) return answer
    const changed = new Headers(answer.headers)
    changed.delete('content-length')
    const body = JSON.stringify(change((await answer.json()) as Json, own))
    return new Response(body, { status: answer.status, headers: changed })
  }

const where =
  (applies: (request: Request, answer: Response) => boolean, fault: Fault): Fault =>
  (answer, request, own) =>
    applies(request, answer) ? fault(answer, request, own) : answer

const at = (where_: string, fault: Fault) => where((request) => path(request) === where_, fault)
const when = (was: number, fault: Fault) => where((_, answer) => answer.status === was, fault)

interface Editable {
  openapi: string
  paths: Record<string, Record<string, Json>>
}

/** Changes the document, which is sent uncompressed. */
const document = (change: (document: Editable) => void): Case => ({
  only: 'getAccount',
  fault: at('/openapi.json', (answer, _request, own) => {
    if (answer.status !== 200) return answer
    const copy: Editable = JSON.parse(originals.get(own) ?? '')
    change(copy)
    const changed = new Headers(answer.headers)
    changed.delete('content-encoding')
    changed.delete('content-length')
    return new Response(JSON.stringify(copy), { headers: changed })
  }),
})

/** The operations of a path in the document. */
const of = (copy: Editable, name: string, method = 'get') => {
  const operation = copy.paths[name]?.[method]
  if (!operation) throw new Error(`${name} is gone`)
  return operation
}

const originals = new Map<string, string>()

const METADATA = '/.well-known/oauth-authorization-server'
const DISCOVERY = 'getAuthorizationServerMetadata,getProtectedResourceMetadata,getJwks,getAccount'

const cases: Readonly<Record<keyof typeof answerRules | keyof typeof requestRules, Case>> = {
  'server-error': { only: 'getAccount', fault: when(401, status(500)) },
  'undeclared-status': { only: 'getAccount', fault: when(401, status(418)) },
  'undeclared-code': {
    only: 'getAccount',
    fault: when(
      401,
      json((body) => ({ ...body, error: 'page_not_found' })),
    ),
  },
  'undeclared-header': { only: 'getAccount', fault: headers({ 'x-powered-by': 'PHP' }) },
  'missing-header': { only: 'getAccount', fault: headers({ 'www-authenticate': null }) },
  'content-type': { only: 'getAccount', fault: headers({ 'content-type': 'text/plain' }) },
  'body-schema': {
    only: 'getAccount',
    fault: when(
      401,
      json((body) => ({ ...body, hint: 'the password is' })),
    ),
  },
  'error-body': {
    only: 'getAccount',
    fault: when(
      401,
      json((body) => ({ ...body, requestId: 'req_another' })),
    ),
  },
  'request-id': { only: 'getAccount,getVisitor', fault: headers({ 'x-request-id': 'req_always' }) },
  'security-headers': { only: 'getAccount', fault: headers({ 'x-content-type-options': null }) },
  'no-store': { only: 'getAccount', fault: headers({ 'cache-control': 'public, max-age=60' }) },

  'document-valid': document((copy) => {
    copy.openapi = '3.0.3'
  }),
  'document-references': document((copy) => {
    of(copy, '/v2/auth/me').responses = {
      200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Gone' } } } },
      401: { $ref: '#/components/responses/Gone' },
    }
    // What nobody follows may still be asked about.
    of(copy, '/v2/auth/me').parameters = []
    of(copy, '/v2/auth/me')['x-errors'] = []
  }),
  'document-operations': document((copy) => {
    of(copy, '/v2/handles').operationId = 'getAccount'
  }),
  'document-errors': document((copy) => {
    const operation = of(copy, '/v2/auth/me')
    operation['x-errors'] = (operation['x-errors'] as { status: number }[]).filter(
      (one) => one.status !== 403,
    )
  }),
  'document-parameters': {
    ...document((copy) => {
      of(copy, '/v2/handles/{handle}/earnings').parameters = []
    }),
    only: 'getEarnings',
  },
  'document-served': {
    only: 'getAccount',
    fault: at('/openapi.json', headers({ 'cache-control': 'max-age=86400' })),
  },
  'document-conditional': { only: 'getAccount', fault: at('/openapi.json', when(304, status(200))) },
  'document-compressed': { only: 'getAccount', fault: at('/openapi.json', headers({ vary: null })) },
  'answers-not-compressed': {
    only: 'getAccount',
    fault: at('/v2/auth/me', headers({ 'content-encoding': 'gzip' })),
  },

  'discovery-issuer': {
    only: DISCOVERY,
    fault: at(
      METADATA,
      json((body) => ({ ...body, issuer: 'https://another.example' })),
    ),
  },
  'discovery-agrees': {
    only: DISCOVERY,
    fault: at(
      METADATA,
      json((body) => ({ ...body, scopes_supported: ['pages.read'] })),
    ),
  },
  'discovery-endpoints': {
    only: DISCOVERY,
    fault: at(
      METADATA,
      json((body, own) => ({ ...body, revocation_endpoint: `${own}/oauth/gone` })),
    ),
  },
  'discovery-keys': {
    only: DISCOVERY,
    fault: at(
      '/.well-known/jwks.json',
      when(
        200,
        json(({ keys }) => ({ keys: (keys as Json[]).map((key) => ({ ...key, d: 'secret' })) })),
      ),
    ),
  },
  'discovery-challenge': { only: DISCOVERY, fault: when(401, headers({ 'www-authenticate': 'Bearer' })) },

  'method-not-allowed': { only: 'getAccount', fault: when(405, headers({ allow: 'GET' })) },
  'unknown-path': { only: 'getAccount', fault: when(404, headers({ 'content-type': 'text/html' })) },
  'unknown-name': {
    only: 'getPublicPage',
    fault: where(
      (request) => path(request).includes('/!'),
      () => Response.json({ title: 'A page' }),
    ),
  },
  'head-like-get': {
    only: 'getAccount',
    fault: where(({ method }) => method === 'HEAD', headers({ 'cache-control': null })),
  },
  'unknown-query': {
    only: 'getJwks',
    fault: where((request) => request.url.includes('ct_unknown'), status(400)),
  },
  'repeated-query': {
    only: 'listPublicPages',
    fault: where((request) => /(\w+)=[^&]*&\1=/.test(request.url), status(200)),
  },
  'invalid-query': {
    only: 'listPublicPages',
    fault: where((request) => request.url.includes('=.ct.'), status(200)),
  },
  'cors-preflight': {
    only: 'expressInterest',
    fault: when(
      204,
      headers({ 'access-control-allow-headers': 'Content-Type, Authorization, X-Request-Id' }),
    ),
  },
  'cors-headers': { only: 'getVisitor', fault: headers({ 'access-control-expose-headers': 'ETag' }) },
  'cors-credentials': { only: 'getVisitor', fault: headers({ 'access-control-allow-credentials': 'true' }) },

  'malformed-body': {
    only: 'signOut',
    fault: when(400, () => new Response(null, { status: 204 })),
  },
  'invalid-body': {
    only: 'signOut',
    fault: when(
      400,
      json((body) => ({ ...body, details: { issues: [] } })),
    ),
  },
  'unknown-member': {
    only: 'signOut',
    fault: when(
      400,
      json((body) => JSON.parse(JSON.stringify(body).replaceAll('ct_unknown', '')) as Json),
    ),
  },
  'media-type': { only: 'signOut', fault: when(415, status(400)) },
  'body-too-large': { only: 'signOut', fault: when(413, status(400)) },
  'missing-credential': { only: 'getAccount', fault: when(401, status(403)) },
  'wrong-credential': {
    only: 'getAccount',
    fault: where((request) => request.headers.has('authorization'), status(404)),
  },
}

const live = await startLive('localhost')
originals.set(live.origin(), await (await fetch(`${live.origin()}/openapi.json`)).text())

describe('a rule finds what breaks it', () => {
  test.each(Object.entries(cases))('%s', async (rule, { only, fault }) => {
    const own = live.origin()
    live.answerFor(new URL(own).host, async (request, next) => await fault(await next(), request, own))
    const { code, text } = await check(['--base-url', own, '--only', `${rule},${only}`])
    live.answerFor(new URL(own).host, async (_, next) => await next())
    expect(text).toContain(`(rules.md#${rule satisfies string as RuleId})`)
    expect([1, 2]).toContain(code)
  })
})
