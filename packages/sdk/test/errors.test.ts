import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { operationTable } from '../src/generated/operations.ts'
import { createLatchkey, LatchkeyError, paginate, TransportError, unwrap } from '../src/index.ts'
import { errorAnswer, everyOperation } from './operations.ts'

const path = { handle: 'demo', pageSlug: 'premium' }
const clientOf = (fetch: () => Response) =>
  createLatchkey({ baseUrl: 'https://latchkey.test', retries: 0, fetch })
const missing = () => clientOf(() => errorAnswer('page_not_found', 404))

const body = {
  error: 'page_not_found',
  message: 'None.',
  requestId: 'r',
  docUrl: 'd',
  details: null,
} as const

describe('of every operation', () => {
  test('there is a method', () => {
    expect(everyOperation).toHaveLength(Object.values(operationTable).flatMap(Object.keys).length)
    expect(everyOperation.length).toBeGreaterThan(100)
  })

  test('each declared code arrives as itself, with the class that the contract gives it', async () => {
    let answer = () => new Response()
    const client = clientOf(() => answer())
    const wrong: string[] = []
    for (const { id, errors, call } of everyOperation) {
      for (const { code, status, retry } of errors) {
        answer = () => errorAnswer(code, status)
        const { error } = await call(client)
        if (error?.code !== code || error.rawCode !== code || error.retry !== retry)
          wrong.push(`${id}: ${code}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('a code that only others declare is `unknown`, and keeps its class', () => {
    const all = new Map(everyOperation.flatMap(({ errors }) => errors.map((each) => [each.code, each])))
    const response = new Response(null, { status: 418 })
    const wrong: string[] = []
    for (const { id, errors, codes } of everyOperation) {
      const own = new Set(errors.map(({ code }) => code))
      for (const { code: rawCode, retry } of all.values()) {
        const code = own.has(rawCode) ? rawCode : 'unknown'
        const error = new LatchkeyError({ ...body, error: rawCode as 'page_not_found' }, response, codes)
        const { code: got, retry: gotRetry } = error
        if (got !== code || gotRetry !== retry) wrong.push(`${id}: ${rawCode}`)
      }
    }
    expect(wrong).toEqual([])
    // None of the real ones may be mistaken for it.
    expect(all.has('unknown')).toBe(false)
  })

  test('it is `unknown` in a call', async () => {
    const { error } = await clientOf(() => errorAnswer('already_refunded', 409)).visitors.getVisitor()
    expect(error).toMatchObject({ code: 'unknown', rawCode: 'already_refunded', retry: 'never' })
  })
})

test('a code of tomorrow has everything but a name', async () => {
  const details = { until: 'tomorrow' }
  const client = clientOf(() => errorAnswer('invented_tomorrow', 409, { details }, { 'retry-after': '7' }))
  const { error } = await client.pages.getPublicPage({ path })
  expect(error).toMatchObject({
    code: 'unknown',
    rawCode: 'invented_tomorrow',
    message: 'It went wrong.',
    details,
    status: 409,
    requestId: 'req_0123456789',
    docUrl: 'https://docs.latchkey.test/errors/invented_tomorrow',
    retry: 'never',
    retryAfter: 7,
  })
})

test.each([
  [400, 'never'],
  [404, 'never'],
  [408, 'same_key'],
  [409, 'never'],
  [429, 'after'],
  [500, 'same_key'],
  [502, 'same_key'],
  [503, 'after'],
  [504, 'same_key'],
])('a code of tomorrow with status %i may be repeated: %s', async (status, retry) => {
  const { error } = await clientOf(() => errorAnswer('constructor', status)).visitors.getVisitor()
  expect(error).toMatchObject({ code: 'unknown', rawCode: 'constructor', retry })
})

/** The classes as another realm has them, such as a frame. */
function otherRealm(): { LatchkeyError: typeof LatchkeyError; TransportError: typeof TransportError } {
  const source = ['generated/errors.ts', 'errors.ts'].map((name) =>
    stripTypeScriptTypes(readFileSync(new URL(`../src/${name}`, import.meta.url), 'utf8'))
      .replace(/^import .*$/gm, '')
      .replace(/^export /gm, ''),
  )
  return runInNewContext(`${source.join('\n')};({ LatchkeyError, TransportError })`)
}

describe('`is`', () => {
  const response = new Response(null, { status: 404 })

  test('recognises an error of this copy, of another, and of another realm', async () => {
    const again = '../src/errors.ts?copy'
    const copy: typeof import('../src/errors.ts') = await import(again)
    expect(copy.LatchkeyError).not.toBe(LatchkeyError)
    for (const classes of [{ LatchkeyError, TransportError }, copy, otherRealm()]) {
      const error: unknown = new classes.LatchkeyError(body, response)
      const failure: unknown = new classes.TransportError('Nothing arrived.')
      expect([LatchkeyError.is(error), TransportError.is(error)]).toEqual([true, false])
      expect([LatchkeyError.is(failure), TransportError.is(failure)]).toEqual([false, true])
      expect(error).toMatchObject({ code: 'page_not_found', retry: 'never' })
    }
    expect(new copy.LatchkeyError(body, response)).not.toBeInstanceOf(LatchkeyError)
    expect(new (otherRealm().LatchkeyError)(body, response)).not.toBeInstanceOf(Error)
  })

  test('recognises nothing else', () => {
    const clone: unknown = structuredClone(new LatchkeyError(body, response))
    const others = [
      null,
      undefined,
      'LatchkeyError',
      new Error('no'),
      { name: 'LatchkeyError', code: 'x' },
      clone,
    ]
    expect(others.map((value) => LatchkeyError.is(value))).toEqual(others.map(() => false))
  })
})

describe('the stack begins where the operation was called', () => {
  /** Line of the first frame in this file, and whether a frame of the SDK is before it. */
  const whereOf = (error: unknown) => {
    const [, first = ''] = ((error as Error).stack ?? '').split('\n')
    return /errors\.test\.ts:(\d+)/.exec(first)?.[1]
  }
  const client = missing()
  const silent = clientOf(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))

  // biome-ignore format: what is compared is on one line
  test.each([
    ['an error that is a value', () => [new Error(), client.pages.getPublicPage({ path }).then(({ error }) => error)] as const],
    ['one that is thrown', () => [new Error(), unwrap(client.pages.getPublicPage({ path })).catch((error) => error)] as const],
    ['a failure on the way', () => [new Error(), silent.pages.getPublicPage({ path }).catch((error) => error)] as const],
    ['what is refused before', () => [new Error(), client.pages.getPublicPage({ path: { ...path, handle: '' } }).catch((error) => error)] as const],
    ['a list', () => [new Error(), paginate(client.pages.listPages, { path }).toArray({ limit: 1 }).catch((error) => error)] as const],
    ['a list that meets a proxy', () => [new Error(), paginate(silent.pages.listPages, { path }).toArray({ limit: 1 }).catch((error) => error)] as const],
  ])('%s', async (_name, call) => {
    const [here, failing] = call()
    const error = await failing
    expect(whereOf(here)).toMatch(/\d/)
    expect(whereOf(error)).toBe(whereOf(here))
    expect(error.stack).toContain(`${error.name}: ${error.message}`)
  })

  test('also where frames cannot be left out, or none are kept', async () => {
    const limit = Error.stackTraceLimit
    try {
      Error.stackTraceLimit = 0
      const { error } = await client.pages.getPublicPage({ path })
      expect(error?.stack).toBe('LatchkeyError: It went wrong.')
    } finally {
      Error.stackTraceLimit = limit
    }
  })
})
