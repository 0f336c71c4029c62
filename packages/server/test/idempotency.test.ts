import { unwrap } from '@latchkey/sdk'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import type { Deps, RootDeps } from '../src/platform/deps.ts'
import { type Failure, fail } from '../src/platform/failure.ts'
import { runIdempotently } from '../src/platform/http/idempotent.ts'
import { readStoredAnswer } from '../src/platform/http/stored-answer.ts'
import type { IdempotencyKey } from '../src/platform/idempotency.ts'
import { openDeps } from '../src/platform/start.ts'
import { testApp } from './app.ts'
import { openShop } from './shop.ts'

const t = await testApp({ stripe: true })

const keyed = (key: string, request: unknown = {}) => ({
  key,
  caller: 'acc_1',
  operationId: 'createThing',
  path: '/v2/things',
  request,
})

const success = { 201: { description: 'The thing.', body: z.object({ email: z.string() }) } }

/** Runs an operation that stores its answer with its effect. */
const once = <T extends { status: number; body?: unknown } | Failure>(
  deps: RootDeps,
  key: IdempotencyKey,
  handler: (deps: Deps) => Promise<T>,
  mintAnew?: (deps: RootDeps, stored: T) => Promise<T>,
) =>
  runIdempotently(deps, 'transaction', key, handler, {
    read: (stored) => readStoredAnswer<T>(success, stored),
    mintAnew,
  })

/** An operation whose effect is a row, counted. */
async function effects(email: string) {
  const rows = await t.db.selectFrom('wrong_codes').select('email').where('email', '=', email).execute()
  return rows.length
}
const effect = (email: string) => async (deps: Deps) => {
  await deps.db.insertInto('wrong_codes').values({ email, occurred_at: t.clock.now() }).execute()
  return { status: 201, body: { email } }
}

describe('an operation that stores its answer with its effect', () => {
  test('fifty requests with one key at once have one effect; the rest replay it or are told to wait', async () => {
    const email = 'fifty@example.com'
    const results = await Promise.all(
      Array.from({ length: 50 }, () => once(t.deps, keyed('fifty'), effect(email))),
    )
    expect(await effects(email)).toBe(1)
    const kinds = results.map((result) => ('failed' in result ? result.code : result.status))
    expect(new Set(kinds.filter((kind) => kind !== 201))).toSatisfy((rest: Set<unknown>) =>
      [...rest].every((kind) => kind === 'idempotency_in_progress'),
    )
    const replay = await once(t.deps, keyed('fifty'), effect(email))
    expect(replay).toEqual({ status: 201, body: { email }, headers: [['idempotent-replayed', 'true']] })
    expect(await effects(email)).toBe(1)
  })

  test('an answer of an older version, in a form that is no longer ours, is repeated as it was', async () => {
    let minted = 0
    const mintAnew = async <T>(_deps: RootDeps, stored: T) => {
      minted++
      return stored
    }
    const older = async () => ({ status: 201, body: { address: 'then@example.com' } })
    await once(t.deps, keyed('older'), older, mintAnew)
    expect(await once(t.deps, keyed('older'), older, mintAnew)).toMatchObject(await older())
    expect(minted).toBe(0)
    const ours = async () => ({ status: 201, body: { email: 'now@example.com' } })
    await once(t.deps, keyed('ours'), ours, mintAnew)
    await once(t.deps, keyed('ours'), ours, mintAnew)
    expect(minted).toBe(1)
  })

  test('what is stored and cannot be an answer is a fault, not an answer', async () => {
    const odd = async () => ({ state: 'odd' }) as unknown as { status: number }
    await once(t.deps, keyed('odd'), odd)
    await expect(once(t.deps, keyed('odd'), odd)).rejects.toThrow()
  })

  test('a process that dies before the commit leaves neither effect nor answer', async () => {
    const email = 'dies@example.com'
    const dying = once(t.deps, keyed('dies'), async (deps) => {
      await effect(email)(deps)
      throw new Error('the process died')
    })
    await expect(dying).rejects.toThrow('died')
    expect(await effects(email)).toBe(0)
    await once(t.deps, keyed('dies'), effect(email))
    expect(await effects(email)).toBe(1)
  })

  test('a retry takes over after the lease, and the one that was taken over has no effect', async () => {
    const email = 'slow@example.com'
    const { promise: taken, resolve: proceed } = Promise.withResolvers<void>()
    const started = Promise.withResolvers<void>()
    const slow = once(t.deps, keyed('slow'), async (deps) => {
      started.resolve()
      await taken
      return await effect(email)(deps)
    })
    await started.promise
    const early = await once(t.deps, keyed('slow'), effect(email))
    expect(early).toMatchObject({ code: 'idempotency_in_progress' })
    await t.clock.advance(61)
    const retry = await once(t.deps, keyed('slow'), effect(email))
    expect(retry).toMatchObject({ status: 201 })
    proceed()
    expect(await slow).toMatchObject({ code: 'idempotency_in_progress' })
    expect(await effects(email)).toBe(1)
  })

  test('a final failure is repeated without its effect; one that is not final is tried again', async () => {
    let runs = 0
    const failing = (code: 'page_not_paid' | 'payment_provider_error') => async (deps: Deps) => {
      runs++
      await effect('failing@example.com')(deps)
      return fail(code)
    }
    for (const expected of [1, 1]) {
      const answer = await once(t.deps, keyed('final'), failing('page_not_paid'))
      expect(answer).toMatchObject({ code: 'page_not_paid' })
      expect(runs).toBe(expected)
    }
    for (const expected of [2, 3]) {
      await once(t.deps, keyed('not-final'), failing('payment_provider_error'))
      expect(runs).toBe(expected)
    }
    expect(await effects('failing@example.com')).toBe(0)
  })

  test('a key belongs to its caller, operation and path, and to one request', async () => {
    const email = 'scoped@example.com'
    const run = (key: object) => once(t.deps, { ...keyed('scoped', { a: 1 }), ...key }, effect(email))
    await run({})
    for (const other of [{ caller: 'acc_2' }, { operationId: 'other' }, { path: '/v2/things/2' }])
      await run(other)
    expect(await effects(email)).toBe(4)
    expect(await run({ request: { a: 2 } })).toMatchObject({ code: 'idempotency_key_reused' })
  })

  test('an answer lives a day', async () => {
    const email = 'day@example.com'
    await once(t.deps, keyed('day'), effect(email))
    await t.clock.advance(24 * 3600 + 1)
    await once(t.deps, keyed('day'), effect(email))
    expect(await effects(email)).toBe(2)
  })

  test('neither the key nor the answer can be read in the database', async () => {
    await once(t.deps, keyed('secret-key-value'), async () => ({
      status: 201,
      body: { token: 'shown-once' },
    }))
    const rows = await t.db.selectFrom('idempotency_keys').selectAll().execute()
    const text = rows
      .map((row) =>
        Buffer.concat([row.key_hash, row.request_hash, row.answer ?? Buffer.alloc(0)]).toString('latin1'),
      )
      .join()
    expect(text).not.toMatch(/secret-key-value|shown-once/)
  })
})

test('two processes share keys: one effect, and either repeats its answer', async () => {
  const second = await openDeps(t.deps.config, t.clock)
  onTestFinished(second.close)
  const email = 'processes@example.com'
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      once(index % 2 ? t.deps : second, keyed('processes'), effect(email)),
    ),
  )
  expect(await effects(email)).toBe(1)
  expect(results.some((result) => 'status' in result && result.status === 201)).toBe(true)
  for (const deps of [t.deps, second]) {
    const replay = await once(deps, keyed('processes'), effect(email))
    expect(replay).toMatchObject({ status: 201, headers: [['idempotent-replayed', 'true']] })
  }
})

describe('Idempotency-Key on the wire', () => {
  test('checkout and refund repeat their answers, and say so', async () => {
    const shop = await openShop(t)
    const keyedClient = t.client({ token: shop.token, headers: { 'idempotency-key': 'one' } })
    const first = await shop.checkout(keyedClient)
    const second = await shop.checkout(keyedClient)
    expect(second.data).toEqual(first.data)
    expect(first.response.headers.get('idempotent-replayed')).toBeNull()
    expect(second.response.headers.get('idempotent-replayed')).toBe('true')
    const changed = await shop.checkout(keyedClient, { ...shop.urls, cancelUrl: `${shop.site}/elsewhere` })
    expect(changed.error).toMatchObject({ code: 'idempotency_key_reused', status: 422 })

    await shop.buy()
    const refund = () =>
      shop.creator.checkout.refundPurchase({
        path: shop.path,
        body: { visitorId: shop.visitor.id },
        headers: { 'Idempotency-Key': 'refund-1' },
      })
    const refunded = await unwrap(refund())
    expect(await unwrap(refund())).toEqual(refunded)
  })

  test('a request that is still being worked on is not started twice', async () => {
    const shop = await openShop(t)
    await shop.buy()
    const refund = () =>
      shop.creator.checkout.refundPurchase({
        path: shop.path,
        body: { visitorId: shop.visitor.id },
        headers: { 'Idempotency-Key': 'slow-refund' },
      })
    t.stripe.fault('slow')
    const first = refund()
    await expect.poll(async () => (await shop.access()).hasAccess).toBe(false)
    expect((await refund()).error?.code).toBe('idempotency_in_progress')
    t.stripe.fault(null)
    expect((await first).error).toBeUndefined()
    expect((await unwrap(refund())).refund.status).toBe('succeeded')
  })

  test('a key that is empty or too long is refused', async () => {
    const shop = await openShop(t)
    for (const key of ['x'.repeat(256), 'with space']) {
      const { error } = await shop.checkout(
        t.client({ token: shop.token, headers: { 'idempotency-key': key } }),
      )
      expect(error?.code).toBe('invalid_request')
    }
  })
})

test('writes that fail under a key count too, and those past the limit leave no key behind', async () => {
  await using own = await testApp({ stripe: true, env: { DAILY_WRITE_LIMIT: '3' } })
  const handle = await own.make.handle()
  const creator = await own.as(handle.owner)
  const keyed = (key: string) =>
    creator.pages.publishPage({
      path: { handle: handle.name, pageSlug: 'missing' },
      headers: { 'Idempotency-Key': key },
    })
  const codes = async (keys: string[]) => {
    const seen: (string | undefined)[] = []
    for (const key of keys) seen.push((await keyed(key)).error?.code)
    return seen
  }
  const missing = 'page_not_found'
  // A repeat is no write.
  expect(await codes(['a', 'b', 'b', 'c'])).toEqual([missing, missing, missing, missing])
  expect(await codes(['d', 'e', 'c'])).toEqual(['rate_limited', 'rate_limited', missing])
  expect(await own.db.selectFrom('idempotency_keys').select('key_hash').execute()).toHaveLength(3)
})

test('the daily write limit of a handle refuses the next write until midnight UTC', async () => {
  await using own = await testApp({ stripe: true, env: { DAILY_WRITE_LIMIT: '2' } })
  const shop = await openShop(own)
  const refund = () => shop.refund({ visitorId: 'vis_unknown' })
  expect([(await refund()).error?.code, (await refund()).error?.code]).toEqual(
    Array(2).fill('purchase_not_found'),
  )
  const limited = await refund()
  expect(limited.error).toMatchObject({ code: 'rate_limited', details: { limit: 'daily-writes' } })
  expect(limited.response.headers.get('retry-after')).toBe(String(12 * 3600))
  await own.clock.advance(12 * 3600)
  const creator = await own.as(shop.handle.owner)
  const next = await creator.checkout.refundPurchase({ path: shop.path, body: { visitorId: 'vis_unknown' } })
  expect(next.error?.code).toBe('purchase_not_found')
})
