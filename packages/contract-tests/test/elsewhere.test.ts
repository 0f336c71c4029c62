// Nothing is sent to where nobody asked to send it: a report, a document and an announcement may come from anybody.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Client, OtherServer } from '../src/client.ts'
import { ContractDocument } from '../src/document.ts'
import { readFindings } from '../src/replay.ts'
import { readAnnouncement } from '../src/sandbox/announcement.ts'
import { LocalStripe } from '../src/sandbox/stripe.ts'
import { Stuck } from '../src/sandbox/stuck.ts'
import { traceOf } from '../src/trace.ts'
import { check } from './check.ts'
import { answerJson, serve, smallDocument } from './stub.ts'

const documentOf = (object: object) =>
  new ContractDocument(object as ConstructorParameters<typeof ContractDocument>[0])

/** A server that notes what it is asked, and answers with `object` to everything. */
async function noting(object: (origin: string) => object = smallDocument) {
  const asked: string[] = []
  const origin = await serve((request, response, own) => {
    asked.push(`${request.method} ${request.url}`)
    answerJson(response, 200, object(own))
  })
  return { origin, asked, host: new URL(origin).host }
}

/** What a report has of a request that was sent. */
const recorded = { method: 'GET', path: '/v2/one', headers: {}, body: null, as: null }

/** A report with a finding, of requests that differ by `changes`. */
function reportOf(...changes: unknown[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'contract-elsewhere-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'report.json')
  const requests = changes.map((change) =>
    typeof change === 'object' && change !== null ? { ...recorded, ...change } : change,
  )
  writeFileSync(file, JSON.stringify({ findings: [{ rule: 'server-error', where: 'one', requests }] }))
  return file
}

/** Paths that, put after an origin, lead to `host` or to no URL. */
const leading = (host: string) => [
  `@${host}/x`,
  `:secret@${host}/x`,
  `.${host}/x`,
  '.evil.example/x',
  `http://${host}/x`,
  '0/x',
  '?x',
  '',
  '\\x',
]

describe('a path that makes another host of the origin', () => {
  test('is not sent', async () => {
    const [own, thief] = [await noting(), await noting()]
    const client = new Client({ origin: own.origin, onExchange: () => {} })
    const as = { kind: 'accessToken', secret: 'a-secret' }
    for (const path of leading(thief.host)) {
      await expect(client.send({ operation: null, path, as }), path).rejects.toThrow(OtherServer)
    }
    for (const path of ['//', `//${thief.host}/x`, `/\\${thief.host}/x`, '/@x', '/..//x', '/http://x/']) {
      await client.send({ operation: null, path, as })
    }
    expect(own.asked).toHaveLength(6)
    expect(thief.asked).toEqual([])
  })

  test('nor where the document has it', async () => {
    const thief = await noting()
    const own = await noting((origin) => {
      const { paths, ...document } = smallDocument(origin)
      return { ...document, paths: { [`@${thief.host}/v2/one`]: paths['/v2/one'] } }
    })
    const { code, text } = await check(['--base-url', own.origin, '--account-token', 'a-secret'])
    expect(text).toContain(`The path "@${thief.host}/v2/one" begins without "/".`)
    expect(text).toContain(`Stopped: "@${thief.host}/v2/one" is no path of ${own.origin}`)
    expect(code).toBe(2)
    expect(thief.asked).toEqual([])
  })

  test('nor where a report has it: the file is refused', async () => {
    const [own, thief] = [await noting(), await noting()]
    for (const path of [...leading(thief.host), '//', `//${thief.host}/x`]) {
      const file = reportOf({ path, as: 'accessToken' })
      const { code, text } = await check([
        '--base-url',
        own.origin,
        '--replay',
        file,
        '--account-token',
        'a-secret',
      ])
      expect(text).toBe(
        `${file} cannot be repeated: a request of one has no path that begins with a single "/".`,
      )
      expect(code).toBe(2)
    }
    expect([...own.asked, ...thief.asked]).toEqual([])
  })

  test('is judged as it would be sent', () => {
    const document = documentOf(smallDocument('http://localhost'))
    const trace = (path: string) => traceOf(document, { operation: null, method: 'DELETE', path })
    expect(trace('//')).not.toBeNull()
    expect(() => trace('@localhost/x')).toThrow(OtherServer)
  })
})

describe('a report that no run wrote is refused', () => {
  test.each<[what: string, request: unknown, sentence: string]>([
    ['null for a request', null, 'no method'],
    ['a text for a request', 'GET /', 'no method'],
    ['no method', { method: 7 }, 'no method'],
    ['a method of two lines', { method: 'GET\r\nx: y' }, 'no method'],
    ['no path', { path: null }, 'no path'],
    ['no headers', { headers: null }, 'no headers'],
    ['a list of headers', { headers: ['a'] }, 'no headers'],
    ['a header that is no text', { headers: { a: 1 } }, 'no headers'],
    ['a header of two lines', { headers: { a: 'b\r\nc: d' } }, 'no headers'],
    ['a header without a name', { headers: { '': 'b' } }, 'no headers'],
    ['a body that is an object', { body: {} }, 'a body that is no text'],
    ['a credential that is an object', { as: {} }, 'no kind of credential'],
  ])('%s', async (_, request, sentence) => {
    await expect(readFindings(reportOf({}, request))).rejects.toThrow(sentence)
  })

  test.each(['null', '[]', '{"findings":{}}', '{"findings":[null]}', '{"findings":[{"rule":"x"}]}'])(
    '%s',
    async (text) => {
      const file = reportOf()
      writeFileSync(file, text)
      await expect(readFindings(file)).rejects.toThrow('is no report of this version')
    },
  )

  test('and one that a run wrote is not', async () => {
    const request = { ...recorded, method: 'POST', headers: { 'x-a': 'b' }, body: '{}', as: 'accessToken' }
    await expect(readFindings(reportOf(request))).resolves.toMatchObject([{ requests: [request] }])
  })
})

describe('--sandbox', () => {
  test('with --replay writes nothing where no sandbox is announced', async () => {
    const { origin, asked } = await noting()
    const file = reportOf({ method: 'POST', body: '{}' })
    const { code, text } = await check(['--base-url', origin, '--sandbox', '--replay', file])
    expect(text).toContain('announces no sandbox')
    expect(code).toBe(2)
    expect(asked).toEqual(['GET /openapi.json'])
  })

  test('needs the deployment itself on this machine, whatever it announces', async () => {
    const local = await noting()
    const announced = { inbox: local.origin, stripe: local.origin }
    const document = documentOf({ ...smallDocument(local.origin), 'x-latchkey-sandbox': announced })
    for (const origin of ['https://latchkey.example', 'http://localhost.evil.example', 'http://10.0.0.1']) {
      await expect(readAnnouncement(document, origin)).rejects.toThrow(`${origin} is not on this machine`)
    }
    expect(local.asked).toEqual([])
    for (const origin of ['http://localhost:1', 'http://a.localhost', 'http://127.3.2.1', 'http://[::1]:1']) {
      await expect(readAnnouncement(document, origin)).rejects.toThrow('is not the local Stripe')
    }
  })

  test('pays and connects at the announced Stripe only', async () => {
    const [local, other] = [await noting(), await noting()]
    const stripe = new LocalStripe(`${local.origin}/_control`)
    for (const url of [`${other.origin}/c/pay/1`, 'https://checkout.stripe.com/1', '']) {
      await expect(stripe.pay(url, 'ct@example.com')).rejects.toThrow(Stuck)
      await expect(stripe.onboard(url)).rejects.toThrow('is not the local Stripe')
    }
    expect([...local.asked, ...other.asked]).toEqual([])
    await expect(stripe.pay(`${local.origin}/c/pay/1`, 'ct@example.com')).rejects.toThrow('answered 200')
    expect(local.asked).toEqual(['POST /c/pay/1'])
  })
})
