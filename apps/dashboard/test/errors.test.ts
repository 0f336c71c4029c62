// Every error that a screen can meet says what happened and what to do, in words for people who sell.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ErrorCode, errorCatalogue, errorEntry } from '@latchkey/contract'
import { LatchkeyError, TransportError } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { errorTexts } from '../from-contract.ts'
import { cures, sentences } from '../src/text/errors.ts'
import { ui } from '../src/text/ui.ts'
import { explainer } from '../src/ui/explain.ts'

const src = join(import.meta.dirname, '../src')
const explain = explainer(errorTexts)

interface DescribedOperation {
  readonly operationId?: string
  readonly 'x-errors'?: readonly { readonly code: string }[]
}
const { paths } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../openapi/openapi.json'), 'utf8'),
) as { paths: Record<string, Record<string, DescribedOperation>> }
const errorsOf = new Map(
  Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .map((operation) => [operation.operationId, (operation['x-errors'] ?? []).map(({ code }) => code)]),
)

/** Operations whose methods the source names, and those behind the session. */
const used = new Set(['signIn', 'signOut', 'refreshSession'])
for (const file of globSync('**/*.{ts,tsx}', { cwd: src }))
  for (const [, operation] of readFileSync(join(src, file), 'utf8').matchAll(/\blatchkey\.\w+\.(\w+)/g))
    if (operation) used.add(operation)

const codes = [...new Set([...used].flatMap((operation) => errorsOf.get(operation) ?? []))].toSorted()

const answered = (code: string, headers: HeadersInit = {}) =>
  new LatchkeyError(
    {
      error: code,
      message: `The server says ${code}.`,
      requestId: 'req_0123456789',
      docUrl: `https://docs.latchkey.test/errors/${code}`,
      details: null,
    } as never,
    new Response(null, {
      status: code in errorCatalogue ? errorEntry(code as ErrorCode).status : 418,
      headers,
    }),
  )

/** Words of those who program. */
const technical =
  /`|\b(?:details|JSON|ETag|If-Match|Idempotency-Key|Retry-After|Authorization|Bearer|header|request body|schema|parameter|operation|method|media type|token pair|the reference)\b|[a-z][A-Z]/

test('operations that screens use are those of the contract', () => {
  expect(used.size).toBeGreaterThan(20)
  expect([...used].filter((operation) => !errorsOf.has(operation))).toEqual([])
  expect(codes).toContain('weak_password')
})

test.each(codes)('%s says what happened, and what to do', (code) => {
  const { title, hint } = explain(answered(code))
  for (const text of [title, hint]) {
    expect(text).toMatch(/^[A-Z].*[.…]$/)
    expect(text).not.toMatch(technical)
  }
  expect([title, hint]).not.toContain(ui.unexpected)
  expect(hint).not.toBe(ui.unexpectedHint)
})

test('what is said about codes is about codes that there are', () => {
  const known = Object.keys(errorCatalogue)
  expect(Object.keys({ ...cures, ...sentences }).filter((code) => !known.includes(code))).toEqual([])
})

test('who has to wait is told how long', () => {
  const after = (seconds: number) =>
    explain(answered('rate_limited', { 'retry-after': String(seconds) })).hint
  expect([1, 42, 600, 7200].map(after)).toEqual([
    'Try again in 1 second.',
    'Try again in 42 seconds.',
    'Try again in 10 minutes.',
    'Try again in 2 hours.',
  ])
})

test('a code of a newer server is said as the server says it', () => {
  expect(explain(answered('from_the_future')).title).toBe('The server says from_the_future.')
})

test('no answer, and a fault of the dashboard, are told apart', () => {
  expect(explain(new TransportError('No answer.', {})).title).toBe(ui.unreachable)
  expect(explain(new Error('x is undefined')).title).toBe(ui.unexpected)
})
