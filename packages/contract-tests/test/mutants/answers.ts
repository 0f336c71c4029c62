import { answering, asking, json, type Mutant } from './mutant.ts'

const html = Buffer.from('<!doctype html><title>Latchkey</title>')

/** Faults of single answers. */
export const answerMutants: readonly Mutant[] = [
  {
    name: 'a list fails with 500',
    rule: 'server-error',
    operations: ['listHandles'],
    start: answering((answer) => Object.assign(answer, { status: 500 }), 'listHandles'),
  },
  {
    name: 'the connection breaks off in the middle of a read',
    rule: 'server-error',
    operations: ['listHandles'],
    start: () => async (request, ask) => {
      if (request.operation !== 'listHandles') return await ask(request)
      throw new Error('broken off')
    },
  },
  {
    name: 'a gateway answers 502',
    rule: 'server-error',
    operations: ['getJwks'],
    start: answering((answer) => Object.assign(answer, { status: 502 }), 'getJwks'),
  },
  {
    name: '203 instead of 200',
    rule: 'undeclared-status',
    operations: ['getAccount'],
    start: answering((answer) => Object.assign(answer, { status: 203 }), 'getAccount'),
  },
  {
    name: '410 instead of 404',
    rule: 'undeclared-status',
    operations: ['getPublicGroupBuy'],
    start: answering((answer) => Object.assign(answer, { status: 410 }), 'getPublicGroupBuy'),
  },
  {
    name: 'a code that is not listed',
    rule: 'undeclared-code',
    operations: ['getPublicGroupBuy'],
    start: answering(
      json((body) => Object.assign(body, { error: 'gone' })),
      'getPublicGroupBuy',
    ),
  },
  {
    name: 'a code of another operation',
    rule: 'undeclared-code',
    operations: ['getGroupBuy'],
    start: answering(
      json((body) => Object.assign(body, { error: 'page_not_found' })),
      'getGroupBuy',
    ),
  },
  {
    name: 'X-Powered-By is sent',
    rule: 'undeclared-header',
    operations: ['getJwks'],
    start: answering(({ headers }) => Object.assign(headers, { 'x-powered-by': 'Express' })),
  },
  {
    name: 'a list sets a cookie',
    rule: 'undeclared-header',
    operations: ['listHandles'],
    start: answering(({ headers }) => Object.assign(headers, { 'set-cookie': 'session=1' }), 'listHandles'),
  },
  {
    name: 'the ETag of a page is dropped',
    rule: 'missing-header',
    operations: ['getPage'],
    start: answering(({ headers }) => delete headers.etag, 'getPage'),
  },
  {
    name: 'Cache-Control is dropped',
    rule: 'missing-header',
    operations: ['getJwks'],
    start: answering(({ headers }) => delete headers['cache-control'], 'getJwks'),
  },
  {
    name: 'JSON is sent as text/html',
    rule: 'content-type',
    operations: ['getAccount'],
    start: answering(({ headers }) => Object.assign(headers, { 'content-type': 'text/html' }), 'getAccount'),
  },
  {
    name: 'a login page of a proxy instead of JSON',
    rule: 'content-type',
    operations: ['getAccount'],
    start: answering(
      (answer) => Object.assign(answer, { headers: { 'content-type': 'text/html' }, body: html }),
      'getAccount',
    ),
  },
  {
    name: 'JSON is cut off',
    rule: 'body-schema',
    operations: ['getAccount'],
    start: answering((answer) => Object.assign(answer, { body: answer.body.subarray(0, -1) }), 'getAccount'),
  },
  {
    name: 'a 200 with an empty body',
    rule: 'body-schema',
    operations: ['getAccount'],
    start: answering((answer) => Object.assign(answer, { body: Buffer.alloc(0) }), 'getAccount'),
  },
  {
    name: 'an account shows the hash of its password',
    rule: 'body-schema',
    operations: ['getAccount'],
    start: answering(
      json((body) => Object.assign(body, { passwordHash: '$argon2id$' })),
      'getAccount',
    ),
  },
  {
    name: 'an item of a list has a member more',
    rule: 'body-schema',
    operations: ['listPages'],
    start: answering(
      json(({ items }) => {
        for (const item of items as object[]) Object.assign(item, { internalId: 7 })
      }),
      'listPages',
    ),
  },
  {
    name: 'a member is left out',
    rule: 'body-schema',
    operations: ['getAccount'],
    start: answering(
      json((body) => delete body.email),
      'getAccount',
    ),
  },
  {
    name: 'nextCursor is left out at the end of a list',
    rule: 'body-schema',
    operations: ['listHandles'],
    start: answering(
      json((body) => delete body.nextCursor),
      'listHandles',
    ),
  },
  {
    name: 'null where a text must be',
    rule: 'body-schema',
    operations: ['getAccount'],
    start: answering(
      json((body) => Object.assign(body, { email: null })),
      'getAccount',
    ),
  },
  {
    name: 'a bare array instead of a list with items',
    rule: 'body-schema',
    operations: ['listHandles'],
    start: answering((answer) => Object.assign(answer, { body: Buffer.from('[]') }), 'listHandles'),
  },
  {
    name: 'a state of a page that there is not',
    rule: 'body-schema',
    operations: ['listPages'],
    start: answering(
      json(({ items }) => {
        for (const item of items as object[]) Object.assign(item, { state: 'HIDDEN' })
      }),
      'listPages',
    ),
  },
  {
    name: 'docUrl leads to the page about another error',
    rule: 'error-body',
    operations: ['getPublicGroupBuy'],
    start: answering(
      json((body) => Object.assign(body, { docUrl: 'https://docs.latchkey.example/errors/unauthorized' })),
      'getPublicGroupBuy',
    ),
  },
  {
    name: 'requestId is not the one in the header',
    rule: 'error-body',
    operations: ['getPublicGroupBuy'],
    start: answering(
      json((body) => Object.assign(body, { requestId: 'req_other' })),
      'getPublicGroupBuy',
    ),
  },
  {
    name: 'an error has no message',
    rule: 'error-body',
    operations: ['getPublicGroupBuy'],
    start: answering(
      json((body) => Object.assign(body, { message: '' })),
      'getPublicGroupBuy',
    ),
  },
  {
    name: 'X-Request-Id is dropped',
    rule: 'request-id',
    operations: ['getJwks'],
    start: answering(({ headers }) => delete headers['x-request-id']),
  },
  {
    name: 'X-Request-Id is always the same',
    rule: 'request-id',
    operations: ['getJwks', 'listHandles'],
    start: answering(({ headers }) => Object.assign(headers, { 'x-request-id': 'req_1' })),
  },
  {
    name: 'nosniff is dropped',
    rule: 'security-headers',
    operations: ['getJwks'],
    start: answering(({ headers }) => delete headers['x-content-type-options']),
  },
  {
    name: 'any site may frame a page',
    rule: 'security-headers',
    operations: ['showAccessPage'],
    start: answering(({ headers }) => {
      delete headers['content-security-policy']
      delete headers['x-frame-options']
    }),
  },
  {
    name: 'caches may keep what an account sees',
    rule: 'no-store',
    operations: ['getAccount'],
    start: answering(({ headers }) => Object.assign(headers, { 'cache-control': 'private, max-age=60' })),
  },
  {
    name: 'caches may keep an error',
    rule: 'no-store',
    operations: ['getPublicGroupBuy'],
    start: answering(({ headers }) => Object.assign(headers, { 'cache-control': 'public, max-age=60' })),
  },
  {
    name: 'the name of an account is that of somebody else',
    rule: 'body-schema',
    operations: ['getAccount'],
    start: answering(
      json((body) => Object.assign(body, { name: 'Somebody Else' })),
      'getAccount',
    ),
    survives: 'What is right by its form may still be wrong; who owns the account would have to say so.',
  },
  {
    name: 'every answer takes 20 ms longer',
    rule: 'server-error',
    operations: ['getJwks'],
    start: asking(({ headers }) => Object.assign(headers, { 'x-slow': '20' })),
    survives: 'How long an answer takes is no part of the contract.',
  },
]
