import { answering, asking, json, jsonAnswer, type Mutant, type PassingRequest } from './mutant.ts'

const isSignedIn = ({ headers }: PassingRequest) =>
  headers.authorization !== undefined || headers.cookie !== undefined || headers['x-api-key'] !== undefined

const search = ({ path }: PassingRequest) => new URLSearchParams(path.split('?')[1] ?? '')

/** The request with another query. */
function withSearch(request: PassingRequest, change: (query: URLSearchParams) => void): void {
  const query = search(request)
  change(query)
  request.path = `${request.path.split('?')[0]}${query.size > 0 ? `?${query}` : ''}`
}

const isPreflight = ({ method, headers }: PassingRequest) =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined

const text = (headers: Record<string, string | string[]>, name: string) => String(headers[name] ?? '')

/** Faults that a request of a check's own brings to light. */
export const requestMutants: readonly Mutant[] = [
  {
    name: 'an account is shown to nobody in particular',
    rule: 'missing-credential',
    operations: ['getAccount'],
    start: () => async (request, ask) =>
      request.operation !== 'getAccount' || isSignedIn(request)
        ? await ask(request)
        : jsonAnswer(200, { email: 'ana@example.com' }),
  },
  {
    name: 'who it is, is asked after the body was read',
    rule: 'missing-credential',
    operations: ['updateNotifications'],
    start: answering(
      (answer, request) => !isSignedIn(request) && Object.assign(answer, { status: 400 }),
      'updateNotifications',
    ),
  },
  {
    name: '403 without a credential',
    rule: 'missing-credential',
    operations: ['listSessions'],
    start: answering((answer) => Object.assign(answer, { status: 403 }), 'listSessions'),
  },
  {
    name: 'a 401 does not tell how to authenticate',
    rule: 'missing-credential',
    operations: ['listSessions'],
    start: answering(({ headers }) => delete headers['www-authenticate']),
  },
  {
    name: 'any bearer token opens an account',
    rule: 'wrong-credential',
    operations: ['getAccount'],
    start: () => async (request, ask) =>
      request.operation === 'getAccount' && isSignedIn(request)
        ? jsonAnswer(200, { email: 'ana@example.com' })
        : await ask(request),
  },
  {
    name: 'a made-up token gets 403',
    rule: 'wrong-credential',
    operations: ['listHandles'],
    start: answering(
      (answer, request) => isSignedIn(request) && Object.assign(answer, { status: 403 }),
      'listHandles',
    ),
  },
  {
    name: 'a made-up X-API-Key makes the server fail',
    rule: 'wrong-credential',
    operations: ['automationListPages'],
    start: answering(
      (answer, request) => request.headers['x-api-key'] && Object.assign(answer, { status: 500 }),
    ),
  },
  {
    name: 'a 405 without Allow',
    rule: 'method-not-allowed',
    operations: ['getJwks'],
    start: answering(({ headers }) => delete headers.allow),
  },
  {
    name: 'Allow names all methods that there are',
    rule: 'method-not-allowed',
    operations: ['getJwks'],
    start: answering(
      ({ headers }) =>
        headers.allow && Object.assign(headers, { allow: 'GET, HEAD, POST, PUT, PATCH, DELETE' }),
    ),
  },
  {
    name: 'Allow names GET only, where POST is there too',
    rule: 'method-not-allowed',
    operations: ['createHandle'],
    start: answering(({ headers }) => headers.allow && Object.assign(headers, { allow: 'GET, HEAD' })),
  },
  {
    name: '404 for a wrong method',
    rule: 'method-not-allowed',
    operations: ['getJwks'],
    start: answering((answer) => answer.status === 405 && Object.assign(answer, { status: 404 })),
  },
  {
    name: 'an unknown path gets the page of an app',
    rule: 'unknown-path',
    operations: ['getJwks'],
    start: answering(
      (answer) =>
        answer.status === 404 &&
        Object.assign(answer, {
          status: 200,
          headers: { 'content-type': 'text/html' },
          body: Buffer.from('<p>'),
        }),
    ),
  },
  {
    name: 'an unknown path gets 404 as HTML',
    rule: 'unknown-path',
    operations: ['getJwks'],
    start: answering(
      ({ status, headers }) => status === 404 && Object.assign(headers, { 'content-type': 'text/html' }),
    ),
  },
  {
    name: 'a path that cannot be decoded makes the server fail',
    rule: 'unknown-path',
    operations: ['getJwks'],
    start: answering((answer, { path }) => path === '/v2/%' && Object.assign(answer, { status: 500 })),
  },
  {
    name: 'a name that cannot exist makes the server fail',
    rule: 'unknown-name',
    operations: ['getPublicPage'],
    start: answering((answer) => Object.assign(answer, { status: 500 }), 'getPublicPage'),
  },
  {
    name: 'HEAD is not allowed',
    rule: 'head-like-get',
    operations: ['getJwks'],
    start: answering((answer, { method }) => method === 'HEAD' && Object.assign(answer, { status: 405 })),
  },
  {
    name: 'HEAD has no Cache-Control',
    rule: 'head-like-get',
    operations: ['getJwks'],
    start: answering(({ headers }, { method }) => method === 'HEAD' && delete headers['cache-control']),
  },
  {
    name: 'HEAD tells another Content-Length',
    rule: 'head-like-get',
    operations: ['getJwks'],
    start: answering(
      ({ headers }, { method }) => method === 'HEAD' && Object.assign(headers, { 'content-length': '1' }),
    ),
  },
  {
    name: 'an unknown query parameter is refused',
    rule: 'unknown-query',
    operations: ['getJwks'],
    start: answering(
      (answer, { path }) => path.includes('ct_unknown') && Object.assign(answer, { status: 400 }),
    ),
  },
  {
    name: 'of a parameter that comes twice the first is taken',
    rule: 'repeated-query',
    operations: ['listHandles'],
    start: asking(
      (request) => withSearch(request, (query) => query.set('limit', query.get('limit') ?? '50')),
      'listHandles',
    ),
  },
  {
    name: 'a filter that does not fit is ignored',
    rule: 'invalid-query',
    operations: ['listPages'],
    start: asking(
      (request) =>
        withSearch(
          request,
          (query) =>
            !/^(?:DRAFT|PUBLISHED|ARCHIVED)$/.test(query.get('state') ?? 'DRAFT') && query.delete('state'),
        ),
      'listPages',
    ),
  },
  {
    name: 'a 400 does not name the parameter',
    rule: 'invalid-query',
    operations: ['listHandles'],
    start: answering(
      json((body, { status }) => status === 400 && Object.assign(body, { details: null, message: 'Wrong.' })),
      'listHandles',
    ),
  },
  {
    name: 'a preflight is asked who it is',
    rule: 'cors-preflight',
    operations: ['getVisitor'],
    start: answering((answer, request) => isPreflight(request) && Object.assign(answer, { status: 401 })),
  },
  {
    name: 'a preflight does not allow Idempotency-Key',
    rule: 'cors-preflight',
    operations: ['createCheckout'],
    start: answering(({ headers }) => {
      const name = 'access-control-allow-headers'
      if (headers[name]) headers[name] = text(headers, name).replace(/,? *idempotency-key/i, '')
    }),
  },
  {
    name: 'a preflight does not allow DELETE',
    rule: 'cors-preflight',
    operations: ['withdrawInterest'],
    start: answering(({ headers }) => {
      const name = 'access-control-allow-methods'
      if (headers[name]) headers[name] = 'GET, POST'
    }),
  },
  {
    name: 'scripts cannot read Retry-After',
    rule: 'cors-headers',
    operations: ['getVisitor'],
    start: answering(({ headers }) => {
      const name = 'access-control-expose-headers'
      if (headers[name]) headers[name] = text(headers, name).replace(/,? *retry-after/i, '')
    }),
  },
  {
    name: 'an answer may be read by its own origin only',
    rule: 'cors-headers',
    operations: ['getVisitor'],
    start: answering(({ headers }) => delete headers['access-control-allow-origin']),
  },
  {
    name: 'any origin may send cookies',
    rule: 'cors-credentials',
    operations: ['getVisitor'],
    start: answering(
      ({ headers }, request) =>
        request.headers.origin !== undefined &&
        Object.assign(headers, {
          'access-control-allow-origin': request.headers.origin,
          'access-control-allow-credentials': 'true',
          vary: 'Origin',
        }),
    ),
  },
  {
    name: 'the origin is repeated without Vary',
    rule: 'cors-credentials',
    operations: ['getVisitor'],
    start: answering(({ headers }, request) => {
      delete headers.vary
      if (request.headers.origin) headers['access-control-allow-origin'] = request.headers.origin
    }),
  },
  {
    name: 'half a JSON object makes the server fail',
    rule: 'malformed-body',
    operations: ['signOut'],
    start: answering(
      (answer, { body }) => body.toString() === '{"ct":' && Object.assign(answer, { status: 500 }),
    ),
  },
  {
    name: 'bytes that are no UTF-8 are repaired',
    rule: 'malformed-body',
    operations: ['signOut'],
    start: () => async (request, ask) =>
      request.body.includes(0xff) ? { status: 204, headers: {}, body: Buffer.alloc(0) } : await ask(request),
  },
  {
    name: 'a body that does not fit gets 422',
    rule: 'invalid-body',
    operations: ['signOut'],
    start: answering((answer) => answer.status === 400 && Object.assign(answer, { status: 422 }), 'signOut'),
  },
  {
    name: 'a 400 does not tell what is wrong',
    rule: 'invalid-body',
    operations: ['signOut'],
    start: answering(
      json((body) => Object.assign(body, { details: null })),
      'signOut',
    ),
  },
  {
    name: 'a member that is not declared is ignored',
    rule: 'unknown-member',
    operations: ['updateNotifications'],
    start: asking((request) => {
      const body = request.body.toString()
      request.body = Buffer.from(body.replace(/,?"ct_unknown":true/, ''))
    }, 'updateNotifications'),
  },
  {
    name: 'text/plain is read as JSON',
    rule: 'media-type',
    operations: ['signOut'],
    start: asking(({ headers }) => Object.assign(headers, { 'content-type': 'application/json' }), 'signOut'),
  },
  {
    name: 'a form is read as JSON',
    rule: 'media-type',
    operations: ['signOut'],
    start: asking(
      ({ headers }) =>
        headers['content-type']?.includes('form') &&
        Object.assign(headers, { 'content-type': 'application/json' }),
      'signOut',
    ),
  },
  {
    name: 'a body may be of any size',
    rule: 'body-too-large',
    operations: ['signOut'],
    start: answering((answer) => answer.status === 413 && Object.assign(answer, { status: 400 }), 'signOut'),
  },
]
