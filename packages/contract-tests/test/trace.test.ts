import { describe, expect, test } from 'vitest'
import { loadDemo } from '../../server/src/demo.ts'
import { openSession } from '../../server/src/features/accounts/service.ts'
import { createServerApp } from '../../server/src/server.ts'
import { startLive } from '../../server/test/live.ts'
import { tables } from '../../server/test/tables.ts'
import { Client, LeavesTrace } from '../src/client.ts'
import { ContractDocument } from '../src/document.ts'
import { refusedRequest } from '../src/refused.ts'
import { sampleRequest } from '../src/sample.ts'
import { traceOf } from '../src/trace.ts'
import { check } from './check.ts'

const live = await startLive('localhost')
// Its handle and pages are those that the document names in its examples.
await loadDemo(live.deps.config.DATABASE_URL)
const response = await fetch(`${live.origin()}/openapi.json`)
const document = new ContractDocument(
  (await response.json()) as ConstructorParameters<typeof ContractDocument>[0],
)

const own = () => new URL(live.origin()).host

// A whole run each, which takes a busy machine a minute.
describe('without --sandbox', { timeout: 400_000 }, () => {
  test('the database is afterwards what it was before, and everything holds', async () => {
    const before = await tables(live.deps)
    const { code, text } = await check(['--base-url', live.origin()])
    expect(text).toContain('Everything that was looked at holds.')
    expect(code).toBe(0)
    expect(await tables(live.deps)).toEqual(before)
    expect(live.requests.length).toBeGreaterThan(500)
    // It can be run again at once without being throttled: what one address may do is used up by less than half.
    const sent = live.requests.map(({ method, url }) =>
      document.operationAt(method === 'HEAD' ? 'GET' : method, new URL(url).pathname),
    )
    const greedy = document.operations.filter((operation) => {
      const points = Number.parseInt(operation.object['x-rate-limit']?.ip ?? '', 10)
      return sent.filter((one) => one === operation).length > points / 2
    })
    expect(greedy.map(({ id }) => id)).toEqual([])
  })

  test('also where the server takes everybody for the owner of what is there', async () => {
    const app = createServerApp(live.deps)
    const { db } = live.deps
    const { id } = await db
      .selectFrom('accounts')
      .select('id')
      .where('email', '=', 'demo@latchkey.test')
      .executeTakeFirstOrThrow()
    const { accessToken } = await openSession(live.deps, id)
    const { token } = await live.make.visitorSession()
    live.answerFor(own(), async (request) => {
      const headers = new Headers(request.headers)
      const isVisitors = /^\/(?:v2\/(?:visitor|public)|_edge)\//.test(new URL(request.url).pathname)
      headers.set('authorization', `Bearer ${isVisitors ? token : accessToken}`)
      headers.set('host', own())
      return await app.fetch(new Request(request, { headers }))
    })
    const before = await tables(live.deps)
    const { code, text } = await check(['--base-url', live.origin()])
    live.answerFor(own(), async (_, next) => await next())
    expect(text).toContain('missing-credential')
    expect(code).toBe(1)
    expect(await tables(live.deps)).toEqual(before)
  })
})

describe('the guard', () => {
  const writes = () => document.operations.filter(({ isSafe }) => !isSafe)

  test('holds back every write that fits the schemas, with and without a credential', async () => {
    const client = new Client({
      origin: live.origin(),
      onExchange: () => {},
      traceOf: (spec) => traceOf(document, spec),
    })
    const before = live.requests.length
    const as = { kind: 'accessToken', secret: 'ct' }
    for (const operation of writes()) {
      const request = sampleRequest(document, operation)
      await expect(client.send({ ...request, as }), operation.id).rejects.toThrow(LeavesTrace)
      await expect(client.send(request), operation.id).rejects.toThrow(LeavesTrace)
    }
    expect(live.requests.length).toBe(before)
  })

  test('goes by what is sent, not by what it is said to be', () => {
    const signUp = document.operations.find(({ id }) => id === 'signUp')
    if (!signUp) throw new Error('signUp is gone')
    const { body } = sampleRequest(document, signUp)
    const spec = { operation: null, path: signUp.path, method: 'POST' }
    expect(traceOf(document, { ...spec, body })).not.toBeNull()
    expect(traceOf(document, { ...spec, method: 'post', body: JSON.stringify(body) })).not.toBeNull()
    expect(
      traceOf(document, { ...spec, body: new TextEncoder().encode(JSON.stringify(body)) }),
    ).not.toBeNull()
    // The server may ignore what it does not know.
    expect(traceOf(document, { ...spec, body: { ...(body as object), ct_unknown: 1 } })).not.toBeNull()
    expect(traceOf(document, { ...spec, body: '"ct"' })).toBeNull()
    expect(traceOf(document, { operation: null, path: '/v2/handles/demo', method: 'DELETE' })).not.toBeNull()
    expect(traceOf(document, { operation: null, path: '/v2/nowhere', method: 'DELETE' })).not.toBeNull()
    expect(traceOf(document, { operation: null, path: '/v2/nowhere', method: 'PATCH' })).toBeNull()
    expect(
      traceOf(document, { operation: null, path: '/v2/nowhere', method: 'PATCH', body: {} }),
    ).not.toBeNull()
  })

  test('leaves of every operation something that may be sent, but where nothing can be wrong', () => {
    const without = writes().filter((operation) => refusedRequest(document, operation) === null)
    const shapeless = ({ body, parameters }: (typeof without)[number]) =>
      body === null && parameters.every((parameter) => parameter.in !== 'path')
    expect(without.map(({ id }) => id)).toEqual(
      writes()
        .filter(shapeless)
        .map(({ id }) => id),
    )
  })
})
