import { answering, json, type Mutant, type PassingAnswer, type PassingRequest } from './mutant.ts'

const discovery = ['getAuthorizationServerMetadata', 'getProtectedResourceMetadata']
const SERVER = 'getAuthorizationServerMetadata'

/** As much of the document as is changed. */
interface Served {
  openapi: string
  paths: Record<string, Record<string, Record<string, unknown>>>
  components: { schemas: Record<string, unknown> }
}

const isDocument = ({ path, method }: PassingRequest) => path === '/openapi.json' && method !== 'OPTIONS'

/** Changes the answers that hold the document. */
const serving = (change: (answer: PassingAnswer, request: PassingRequest) => void) =>
  answering((answer, request) => {
    if (isDocument(request)) change(answer, request)
  })

/** Changes the document itself. */
const documenting = (change: (document: Served) => void) =>
  serving((answer) => {
    if (answer.body.length > 0) json((body) => change(body as unknown as Served))(answer)
  })

const operationsOf = ({ paths }: Served) => Object.values(paths).flatMap((methods) => Object.values(methods))

const operationOf = (document: Served, id: string) =>
  operationsOf(document).find(({ operationId }) => operationId === id) ?? {}

/** Faults of what a deployment says of itself. */
export const documentMutants: readonly Mutant[] = [
  {
    name: 'the issuer has a slash more',
    rule: 'discovery-issuer',
    operations: discovery,
    start: answering(
      json((body) => Object.assign(body, { issuer: `${body.issuer}/` })),
      SERVER,
    ),
  },
  {
    name: 'the resource is that of another host',
    rule: 'discovery-issuer',
    operations: discovery,
    start: answering(
      json((body) => body.resource && Object.assign(body, { resource: 'https://other.example' })),
      'getProtectedResourceMetadata',
    ),
  },
  {
    name: 'a scope is missing in the metadata',
    rule: 'discovery-agrees',
    operations: discovery,
    start: answering(
      json((body) => Object.assign(body, { scopes_supported: (body.scopes_supported as string[]).slice(1) })),
      SERVER,
    ),
  },
  {
    name: 'the token endpoint is where nothing is',
    rule: 'discovery-endpoints',
    operations: discovery,
    start: answering(
      json((body) => Object.assign(body, { token_endpoint: `${body.issuer}/oauth/tokens` })),
      SERVER,
    ),
  },
  {
    name: 'a signing key shows its private member',
    rule: 'discovery-keys',
    operations: discovery,
    start: answering(
      json(({ keys }) => Object.assign((keys as object[])[0] ?? {}, { d: 'c2VjcmV0' })),
      'getJwks',
    ),
  },
  {
    name: 'two signing keys have one id',
    rule: 'discovery-keys',
    operations: discovery,
    start: answering(
      json((body) => Object.assign(body, { keys: [body.keys, body.keys].flat() })),
      'getJwks',
    ),
  },
  {
    name: 'a 401 does not lead to the metadata',
    rule: 'discovery-challenge',
    operations: [...discovery, 'listSessions'],
    start: answering(({ headers }) => {
      if (headers['www-authenticate']) headers['www-authenticate'] = 'Bearer'
    }),
  },
  {
    name: 'the document says OpenAPI 3.0',
    rule: 'document-valid',
    operations: ['getJwks'],
    start: documenting((document) => {
      document.openapi = '3.0.3'
    }),
  },
  {
    name: 'the document refers to a schema that is not there',
    rule: 'document-references',
    operations: ['getJwks'],
    start: documenting(({ components }) => {
      components.schemas.Dangling = { $ref: '#/components/schemas/Missing' }
    }),
  },
  {
    name: 'two operations have one id',
    rule: 'document-operations',
    operations: ['getJwks'],
    start: documenting((document) => {
      operationOf(document, 'listSessions').operationId = 'getJwks'
    }),
  },
  {
    name: 'a status is not in x-errors',
    rule: 'document-errors',
    operations: ['getJwks'],
    start: documenting((document) => {
      const operation = operationOf(document, 'getJwks')
      operation['x-errors'] = (operation['x-errors'] as { status: number }[]).filter(
        ({ status }) => status !== 429,
      )
    }),
  },
  {
    name: 'a path parameter is not declared',
    rule: 'document-parameters',
    operations: ['getPublicPage'],
    start: documenting((document) => {
      const operation = operationOf(document, 'getPublicPage')
      operation.parameters = (operation.parameters as unknown[]).slice(1)
    }),
  },
  {
    name: 'tools in a browser may not read the document',
    rule: 'document-served',
    operations: ['getJwks'],
    start: serving(({ headers }) => delete headers['access-control-allow-origin']),
  },
  {
    name: 'caches keep the document for a day',
    rule: 'document-served',
    operations: ['getJwks'],
    start: serving(({ headers }) => Object.assign(headers, { 'cache-control': 'public, max-age=86400' })),
  },
  {
    name: 'If-None-Match is ignored',
    rule: 'document-conditional',
    operations: ['getJwks'],
    start: () => async (request, ask) => {
      if (isDocument(request)) delete request.headers['if-none-match']
      return await ask(request)
    },
  },
  {
    name: 'If-None-Match is always met',
    rule: 'document-conditional',
    operations: ['getJwks'],
    start: serving((answer, { headers }) => {
      if (headers['if-none-match']) Object.assign(answer, { status: 304, body: Buffer.alloc(0) })
    }),
  },
  {
    name: 'the document is compressed without Vary',
    rule: 'document-compressed',
    operations: ['getJwks'],
    start: serving(({ headers }) => delete headers.vary),
  },
  {
    name: 'answers are compressed beside what a caller chose',
    rule: 'answers-not-compressed',
    operations: ['getJwks'],
    start: answering(
      ({ headers }, request) =>
        request.headers['accept-encoding']?.includes('gzip') &&
        Object.assign(headers, { 'content-encoding': 'gzip' }),
      'getJwks',
    ),
  },
]
