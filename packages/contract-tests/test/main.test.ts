import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openSession } from '../../server/src/features/accounts/service.ts'
import { startLive } from '../../server/test/live.ts'
import { main } from '../src/main.ts'
import { check } from './check.ts'

const live = await startLive('localhost')

/** Little to do, and not everything holds. */
const FEW = ['--only', 'request-id,undeclared-header,getAccount,signOut']

async function reports() {
  const folder = mkdtempSync(join(tmpdir(), 'contract-reports-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const host = new URL(live.origin()).host
  live.answerFor(host, async (request, next) => {
    const answer = await next()
    const headers = new Headers(answer.headers)
    if (new URL(request.url).pathname === '/v2/auth/me') headers.set('x-ct', 'a')
    return new Response(answer.body, { status: answer.status, headers })
  })
  onTestFinished(() => live.answerFor(host, async (_, next) => await next()))
  const [junit, json] = [join(folder, 'junit.xml'), join(folder, 'report.json')]
  const { code, text } = await check([
    '--base-url',
    live.origin(),
    ...FEW,
    '--junit',
    junit,
    '--json',
    json,
    '--coverage',
  ])
  return { code, text, xml: readFileSync(junit, 'utf8'), json: JSON.parse(readFileSync(json, 'utf8')) }
}

describe('the reports', () => {
  test('say what was found, in text, as JUnit and as JSON', async () => {
    const { code, text, xml, json } = await reports()
    expect(code).toBe(1)
    const sentence = 'It sent x-ct with 401.'
    expect(text).toContain(`✗ getAccount: ${sentence}`)
    expect(text).toContain('(rules.md#undeclared-header)')
    expect(text).toMatch(/\/v2\/auth\/me.* → 401 \(req_\w+\)/)
    expect(text).toContain('1 finding.')
    expect(json).toMatchObject({
      exitCode: 1,
      findings: [{ rule: 'undeclared-header', where: 'getAccount', sentence }],
      rules: ['undeclared-header', 'request-id'],
    })
    expect(xml).toContain('<testsuite name="latchkey-contract-tests http://localhost')
    expect(xml).toContain('tests="2" failures="1" errors="0"')
    expect(xml).toContain('<testcase classname="latchkey" name="request-id"/>')
    expect(xml).toContain(`<failure type="undeclared-header" message="${sentence}">`)
  })

  test('have every declared answer, seen or with a reason', async () => {
    const { text, json } = await reports()
    const document = await (await fetch(`${live.origin()}/openapi.json`)).json()
    const operations = Object.values<object>(document.paths).flatMap((methods) => Object.values(methods))
    const coverage: { operation: string; status: number; code: string; seen: boolean; reason: string }[] =
      json.coverage
    expect(new Set(coverage.map(({ operation }) => operation))).toEqual(
      new Set(operations.map(({ operationId }) => operationId)),
    )
    expect(coverage.filter(({ seen, reason }) => seen !== (reason === null))).toEqual([])
    expect(coverage).toContainEqual({
      operation: 'getAccount',
      status: 401,
      code: 'missing_bearer_token',
      seen: true,
      reason: null,
    })
    const reasonOf = (operation: string, status: number) =>
      coverage.find((row) => row.operation === operation && row.status === status)?.reason
    expect(reasonOf('getAccount', 200)).toBe('needs a credential: --account-token')
    expect(reasonOf('getAccount', 500)).toContain('cannot be produced from outside')
    expect(reasonOf('signOut', 204)).toContain('needs --sandbox')
    expect(reasonOf('getPage', 200)).toBe('left out by --only or --skip')
    expect(text).toMatch(/^getAccount +401 missing_bearer_token +seen$/m)
  })
})

test('a terminal shows one line that is written over, and cleared at the end', async () => {
  const shown: (string | null)[] = []
  const progress = (text: string | null) => void shown.push(text)
  const ignore = () => {}
  await main(['--base-url', live.origin(), ...FEW], { out: ignore, error: ignore, progress })
  expect(shown.length).toBeGreaterThan(2)
  expect(shown[0]).toMatch(/^Checking http:\/\/localhost:\d+: 0 of \d+ checks, 1 requests$/)
  expect(shown.at(-1)).toBeNull()
})

test('a credential that is given is used to read', async () => {
  const account = await live.make.account()
  const { accessToken } = await openSession(live.deps, account.id)
  const only = ['--only', 'body-schema,getAccount,listHandles', '--coverage']
  const { code, text } = await check(['--base-url', live.origin(), ...only, '--account-token', accessToken])
  expect(text).toMatch(/^getAccount +200 +seen$/m)
  expect(text).toMatch(/^listHandles +200 +seen$/m)
  expect(text).not.toContain(accessToken)
  expect(code).toBe(0)
})

describe('what cannot be checked', () => {
  test.each([
    [[], '--base-url is missing.'],
    [['--base-url', 'latchkey.example'], '--base-url must be an origin'],
    [['--base-url', 'http://127.0.0.1:1', '--only', 'getPage'], 'cannot be read'],
    [['--nonsense'], '--nonsense'],
  ])('%j says why, and ends with 2', async (args, sentence) => {
    const { code, text } = await check(args)
    expect(text).toContain(sentence)
    expect(code).toBe(2)
  })

  test('what --only names and is nowhere, and a file that cannot be written', async () => {
    const unknown = await check(['--base-url', live.origin(), '--only', 'no-such-rule'])
    expect(unknown).toEqual({ code: 2, text: '"no-such-rule" is neither a rule nor an operation.' })
    const file = join(tmpdir(), 'contract-no-such-folder', 'report.json')
    const unwritten = await check([
      '--base-url',
      live.origin(),
      '--only',
      'request-id,getJwks',
      '--json',
      file,
    ])
    expect(unwritten.text).toContain(`${file} cannot be written`)
    expect(unwritten.code).toBe(2)
  })
})
