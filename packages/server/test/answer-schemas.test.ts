import { expect, test } from 'vitest'
import type { ObservedAnswer } from '../src/platform/deps.ts'
import { answerProblem } from './answer-schemas.ts'

// The check that every test's answers pass through: it must bite.

const access = { hasAccess: true, reason: 'public', nextAction: 'none', session: 'none', price: null }
const error = {
  error: 'page_not_found',
  message: 'No page.',
  requestId: 'req_0123456789',
  docUrl: 'https://docs.latchkey.test/errors/page_not_found',
  details: null,
}

const answer = (
  operation: string,
  status: number,
  body: unknown,
  change: { code?: ObservedAnswer['code']; headers?: Record<string, string> } = {},
): ObservedAnswer => ({
  operation,
  status,
  code: change.code ?? null,
  response: new Response(body === null ? null : JSON.stringify(body), {
    status,
    headers: {
      'x-request-id': 'req_0123456789',
      'cache-control': 'no-store',
      'content-type': 'application/json',
      ...change.headers,
    },
  }),
})

test.each([
  ['a success', answer('checkPageAccess', 200, access)],
  ['an error', answer('checkPageAccess', 404, error, { code: 'page_not_found' })],
  ['an empty answer', answer('signOutVisitor', 204, null)],
  [
    'a path that nobody serves',
    answer('not_found', 404, { ...error, error: 'not_found' }, { code: 'not_found' }),
  ],
])('%s as declared passes', async (_name, given) => {
  expect(await answerProblem(given)).toBeNull()
})

test.each([
  ['a member that is not declared', answer('checkPageAccess', 200, { ...access, secret: 1 })],
  [
    'a member deep inside',
    answer('checkPageAccess', 200, { ...access, price: { amount: 1, currency: 'usd', vat: 1 } }),
  ],
  ['a member that is missing', answer('checkPageAccess', 200, { ...access, price: undefined })],
  ['a header that is not declared', answer('checkPageAccess', 200, access, { headers: { 'x-debug': '1' } })],
  [
    'what the validator says',
    answer(
      'checkPageAccess',
      400,
      {
        ...error,
        error: 'invalid_request',
        details: { issues: [{ path: 'body', message: 'Invalid input: expected string, received number' }] },
      },
      { code: 'invalid_request' },
    ),
  ],
  ['a member of another type', answer('checkPageAccess', 200, { ...access, hasAccess: 'yes' })],
  ['a value that is not listed', answer('checkPageAccess', 200, { ...access, reason: 'because' })],
  ['a body where there is none', answer('signOutVisitor', 200, {})],
  ['a status that is not declared', answer('checkPageAccess', 201, access)],
  ['a code that is not declared', answer('checkPageAccess', 409, error, { code: 'already_purchased' })],
  ['a code that the body does not say', answer('getPublicPage', 429, error, { code: 'rate_limited' })],
  [
    'an error without its details',
    answer('getPublicPage', 429, { ...error, error: 'rate_limited' }, { code: 'rate_limited' }),
  ],
  [
    'another media type',
    answer('checkPageAccess', 200, access, { headers: { 'content-type': 'text/html' } }),
  ],
  [
    'text that is no JSON',
    {
      ...answer('checkPageAccess', 200, null),
      response: new Response('<h1>', {
        headers: { 'x-request-id': 'req_0123456789', 'content-type': 'application/json' },
      }),
    },
  ],
  ['no request id', { ...answer('checkPageAccess', 200, access), response: new Response('{}') }],
  ['an operation that nobody knows', answer('checkPagesAccess', 200, access)],
])('%s does not pass', async (_name, given) => {
  expect(await answerProblem(given)).not.toBeNull()
})
