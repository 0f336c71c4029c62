import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function logged(write: (log: ReturnType<typeof createLog>) => void) {
  const lines: string[] = []
  write(createLog('info', { write: (line) => lines.push(line) }))
  return JSON.parse(lines.join(''))
}

test('the code of an error answer is kept', () => {
  expect(logged((log) => log.info({ code: 'rate_limited', status: 429 }))).toMatchObject({
    code: 'rate_limited',
    status: 429,
  })
})

test.each([
  [{ password: 'hun"ter\\2' }],
  [{ request: { headers: { authorization: 'Basic YTpi', cookie: 'a=b' } } }],
  [{ deep: [{ email: 'ana@example.com', token: 'abc' }] }],
])('members that hold secrets are redacted at any depth: %j', (members) => {
  const line = JSON.stringify(logged((log) => log.info(members)))
  expect(line).toContain('[redacted]')
  expect(line).not.toMatch(/hun|YTpi|a=b|ana|abc/)
})

test.each([
  ['550 <ana.b+c@mail.example.com> is not here', '550 <[redacted]> is not here'],
  [`token vst_${'A'.repeat(43)} is no good`, 'token [redacted] is no good'],
  [`GET /_edge/visitor/access/t/${'A'.repeat(43)} failed`, 'GET /_edge/visitor/[redacted] failed'],
  ['JWT eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln', 'JWT [redacted]'],
  ['import_something stays', 'import_something stays'],
])('secrets in messages are redacted: %s', (message, kept) => {
  const error = Object.assign(new Error(message), { code: 'EENVELOPE' })
  const { msg, err } = logged((log) => log.warn({ err: error }, message))
  expect([msg, err.message, err.code]).toEqual([kept, kept, 'EENVELOPE'])
})

test('what libraries hang on their errors is left out', () => {
  const error = Object.assign(new Error('duplicate key'), { detail: 'Key (name)=(Ana) exists', rows: [1] })
  expect(Object.keys(logged((log) => log.error({ err: error })).err)).toEqual(['type', 'message', 'stack'])
})

test('the parts of an aggregate are named', () => {
  const error = new AggregateError([new Error('connect ECONNREFUSED ::1'), new Error('and 127.0.0.1')])
  expect(logged((log) => log.error({ err: error })).err.errors).toEqual([
    'connect ECONNREFUSED ::1',
    'and 127.0.0.1',
  ])
})
