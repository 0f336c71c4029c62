import type { OperationDefinition } from '@latchkey/contract'
import { expect, test } from 'vitest'
import { testApp } from './app.ts'
import { makeCallers } from './callers.ts'
import { frameApp } from './frame-app.ts'
import { operations, otherBody, sampleRequest } from './sample-request.ts'

// Every operation that takes an Idempotency-Key, read off the contract: what the same key meets while the first
// request runs. What a key keeps and repeats is tested in idempotency.test.ts.

const t = await testApp({ env: { LIMITS: 'off' } })
const { handle, tokens } = await makeCallers(t)

/** The frame around handlers that begin, tell so, and go on when they are told to. */
function heldApp() {
  const begun = Promise.withResolvers<void>()
  const end = Promise.withResolvers<never>()
  const handler = () => {
    begun.resolve()
    return end.promise
  }
  const app = frameApp(t.deps, handler)
  return { app, begun: begun.promise, fault: () => end.reject(new Error('the handler failed')) }
}

/** What makes a request of the operation another one, under the same path; `null` when nothing does. */
function difference(id: string, operation: OperationDefinition) {
  if (operation.body) return { body: JSON.stringify(otherBody(id, operation)) }
  if (operation.ifMatch) return { headers: { 'if-match': '"another"' } }
  const [name] = Object.keys(operation.query?.shape ?? {})
  return name === undefined ? null : { query: `?${name}=true` }
}

const keyed = operations.filter(([, operation]) => operation.idempotency)

test.each(keyed)('%s', async (id, operation) => {
  const { app, begun, fault } = heldApp()
  const call = async (change: { body?: string; query?: string; headers?: Record<string, string> } = {}) =>
    await app.fetch(
      sampleRequest(id, operation, {
        origin: t.origin(),
        token: tokens[operation.auth.subject],
        params: { handle: handle.name },
        ...change,
        headers: { 'idempotency-key': `key-of-${id}`, ...change.headers },
      }),
    )

  const first = call()
  await begun
  try {
    const second = await call()
    expect(second.status).toBe(409)
    expect(second.headers.get('retry-after')).toBe('1')
    expect(await second.json()).toMatchObject({ error: 'idempotency_in_progress' })

    const change = difference(id, operation)
    if (change) {
      const other = await call(change)
      expect(await other.json()).toMatchObject({ error: 'idempotency_key_reused' })
      expect(other.status).toBe(422)
    }
    for (const malformed of ['', 'with space', 'x'.repeat(256)]) {
      const refused = await call({ headers: { 'idempotency-key': malformed } })
      expect(await refused.json()).toMatchObject({ error: 'invalid_request' })
    }
  } finally {
    fault()
  }
  expect((await first).status).toBe(500)
  const again = await call()
  expect(again.status, 'a fault gives the key back').toBe(500)
})

const withoutBody = keyed.filter(([, { success }]) => 204 in success)

test.each(withoutBody)('%s repeats an answer without a body', async (id, operation) => {
  const app = frameApp(t.deps, () => Promise.resolve({ status: 204, empty: true } as never))
  const call = () =>
    app.fetch(
      sampleRequest(id, operation, {
        origin: t.origin(),
        token: tokens[operation.auth.subject],
        params: { handle: handle.name },
        headers: { 'idempotency-key': `empty-${id}` },
      }),
    )
  expect((await call()).status).toBe(204)
  const again = await call()
  expect(again.status).toBe(204)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
})
