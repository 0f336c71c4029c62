// How a run ends that does not go as it should: servers that are none, that ask to wait, that hang.

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addSeconds, systemClock } from '../../server/src/platform/clock.ts'
import { check } from './check.ts'
import { answerJson, errorBody, serve, smallDocument } from './stub.ts'

/** Rules that hold for the small server too. */
const ONLY = ['--only', 'undeclared-status,content-type']

describe('what is no Latchkey, or not up, is no success', () => {
  test.each<[what: string, status: number, type: string, body: string]>([
    ['404 and a page for everything', 404, 'text/html', '<h1>Not found</h1>'],
    ['503 and nothing', 503, 'text/plain', ''],
    ['200 and the page of an application', 200, 'text/html', '<div id="root"></div>'],
    ['500 as JSON', 500, 'application/json', '{}'],
    ['404 as JSON of another kind', 404, 'application/json', '{"message":"Not found"}'],
    ['a redirect to sign in', 302, 'text/html', ''],
  ])('%s', async (_, status, type, body) => {
    const origin = await serve((request, response, own) => {
      if (request.url === '/openapi.json') answerJson(response, 200, smallDocument(own))
      else response.writeHead(status, { 'content-type': type, location: 'https://sso.example/' }).end(body)
    })
    const { code, text } = await check(['--base-url', origin])
    expect(text).toContain('None of 2 operations gave an answer that it declares')
    expect(code).toBe(2)
  })

  test.each<[what: string, status: number, body: string, sentence: string]>([
    ['no document', 404, '{}', 'it answered 404'],
    ['a page', 200, '<h1>Hello</h1>', 'it is no JSON'],
    ['another document', 200, '{"swagger":"2.0"}', 'it is no OpenAPI document with paths'],
    ['a document without paths', 200, '{"openapi":"3.1.0","paths":{}}', 'No operation is left to check.'],
    ['null', 200, 'null', 'it is no OpenAPI document with paths'],
    ['a redirect', 301, '', 'it answered 301 to https://elsewhere.example/openapi.json'],
  ])('%s', async (_, status, body, sentence) => {
    const origin = await serve((_request, response) => {
      response.writeHead(status, { location: 'https://elsewhere.example/openapi.json' }).end(body)
    })
    const { code, text } = await check(['--base-url', origin])
    expect(text).toContain(sentence)
    expect(code).toBe(2)
  })

  test('a server that is gone in the middle is not asked again and again', async () => {
    let asked = 0
    const origin = await serve((request, response, own) => {
      if (request.url === '/openapi.json' && asked === 0) answerJson(response, 200, smallDocument(own))
      else {
        asked += 1
        response.destroy()
      }
    })
    const { code, text } = await check(['--base-url', origin])
    expect(text).toContain('Stopped: 5 requests in a row got no answer.')
    expect(code).toBe(2)
    expect(asked).toBe(5)
  })
})

test('what a server says does not steer the terminal', async () => {
  const steering = '\u001b]0;x\u0007\u001b[2J\r\b\u007f\u009b1m\u202e'
  const origin = await serve((request, response, own) => {
    if (request.url === '/openapi.json') answerJson(response, 200, smallDocument(own))
    else answerJson(response, 429, { ...errorBody('rate_limited'), docUrl: `a\tb${steering}c` })
  })
  const { code, text } = await check(['--base-url', origin, '--only', 'error-body'])
  expect(text).toMatch(/docUrl` is not the page about the code: a\tb\ufffd\]0;x.*c/)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must be gone.
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/)
  expect(code).toBe(1)
  const unread = await serve((_, response, own) =>
    answerJson(response, 200, {
      ...smallDocument(own),
      paths: { [`@x${steering}`]: { get: { operationId: 'x', responses: {} } } },
    }),
  )
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must be gone.
  expect((await check(['--base-url', unread])).text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/)
})

describe('Retry-After', () => {
  /** Answers with `status` as long as `isBusy`. */
  const throttling = async (status: 429 | 503, seconds: number, isBusy: (path: string) => boolean) =>
    await serve((request, response, own) => {
      const path = request.url ?? ''
      if (path === '/openapi.json') answerJson(response, 200, smallDocument(own))
      else if (!isBusy(path)) answerJson(response, 200, {})
      else {
        const body = errorBody(status === 429 ? 'rate_limited' : 'unavailable')
        answerJson(response, status, body, { 'retry-after': String(seconds) })
      }
    })

  test('is waited for, and then the same is sent again', async () => {
    const waited: number[] = []
    const origin = await throttling(429, 7, () => waited.length < 2)
    const wait = async (milliseconds: number) => void waited.push(milliseconds)
    const { code, text } = await check(['--base-url', origin, ...ONLY], { wait })
    expect(waited).toEqual([7000, 7000])
    expect(text).toContain('Everything that was looked at holds.')
    expect(code).toBe(0)
  })

  test('may be a date', async () => {
    const waited: number[] = []
    const origin = await serve((request, response, own) => {
      if (request.url === '/openapi.json') answerJson(response, 200, smallDocument(own))
      else if (waited.length > 0) answerJson(response, 200, {})
      else {
        const date = addSeconds(systemClock.now(), 60).toUTCString()
        answerJson(response, 429, errorBody('rate_limited'), { 'retry-after': date })
      }
    })
    const wait = async (milliseconds: number) => void waited.push(milliseconds)
    const { code } = await check(['--base-url', origin, ...ONLY], { wait })
    expect(waited).toHaveLength(1)
    expect(waited[0]).toBeGreaterThan(0)
    expect(waited[0]).toBeLessThanOrEqual(60_000)
    expect(code).toBe(0)
  })

  test('of an operation that asks for too long: it is left alone, and the report says so', async () => {
    let asked = 0
    const origin = await throttling(429, 3000, (path) => {
      if (path === '/v2/one') asked += 1
      return path === '/v2/one'
    })
    const { code, text } = await check(['--base-url', origin])
    expect(text).toContain('one asks by 429 to wait for 3000 seconds, and was left alone from then on.')
    expect(text).toContain('the server asked to wait for too long')
    expect(text).not.toContain('Stopped')
    expect(code).not.toBe(2)
    expect(asked).toBe(1)
  })

  test('that never ends is not waited for without end', async () => {
    let waited = 0
    const wait = async (milliseconds: number) => {
      waited += milliseconds
    }
    const origin = await throttling(429, 0, () => true)
    const { text } = await check(['--base-url', origin, ...ONLY], { wait })
    expect(text).toContain('one asks by 429 to wait')
    expect(waited).toBe(0)
  })

  test('of the whole server stops the run with a sentence', async () => {
    let asked = 0
    const origin = await throttling(503, 3600, () => {
      asked += 1
      return true
    })
    const { code, text } = await check(['--base-url', origin, ...ONLY])
    expect(text).toContain('Stopped: The server asks by 503 to wait for 3600 seconds')
    expect(code).toBe(2)
    expect(asked).toBe(1)
  })
})

describe('Ctrl-C', () => {
  test('ends the run with 130 and the report so far', async () => {
    let asked: () => void = () => {}
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    // One is answered wrongly; the other never.
    const origin = await serve((request, response, own) => {
      if (request.url === '/openapi.json') answerJson(response, 200, smallDocument(own))
      else if (request.url === '/v2/one') answerJson(response, 418, {})
      else asked()
    })
    const cli = join(import.meta.dirname, '../src/cli.ts')
    const child = spawn(process.execPath, [cli, '--base-url', origin, ...ONLY])
    const output: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
    const code = new Promise((resolve) => child.on('close', resolve))
    await isAsked
    child.kill('SIGINT')
    expect(await code).toBe(130)
    const text = Buffer.concat(output).toString()
    expect(text).toContain('✗ one: It answered 418')
    expect(text).toContain('Interrupted; this is what was found until then.')
    // It is no terminal, so no line is written over.
    expect(text).not.toContain('\r')
    expect(text).not.toContain('\u001b')
  })

  test('before the document came ends with 130 too', async () => {
    const controller = new AbortController()
    const origin = await serve(() => controller.abort())
    const { code } = await check(['--base-url', origin], { signal: controller.signal })
    expect(code).toBe(130)
  })
})
