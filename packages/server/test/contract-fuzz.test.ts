import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openSession } from '../src/features/accounts/service.ts'
import { testApp } from './app.ts'
import { operations, sampleBody, sampleParams, sampleRequest } from './sample-request.ts'

// Nothing a client sends may cause a 5xx: every operation gets input that is nearly right.

const t = await testApp({ env: { LIMITS: 'off' }, stripe: true })
// Named as the examples have it, so that it cannot be renamed to that.
const handle = await t.make.handle({ name: 'mira-studio' })
const page = await t.make.page({ handle })
const owner = (await openSession(t.deps, handle.owner.id)).accessToken
const visitor = (await t.make.visitorSession()).token

const nasty = fc.constantFrom(
  '\0',
  'a\0b',
  '\ud800',
  '%00',
  '../../etc/passwd',
  "'; drop table visitors; --",
  '\u202e\u0000',
  'x'.repeat(70_000),
  '1e400',
  '9'.repeat(400),
)
const text = fc.oneof(fc.string({ unit: 'binary' }), nasty)
const wellFormed = text.map((value) => value.toWellFormed())
const value = fc.oneof(text, fc.jsonValue(), fc.constantFrom(null, -1, 1e308, [], {}, [[]]))

/** `object` with some of its members changed to other values. */
const spoiled = (object: object) =>
  fc
    .record(
      Object.fromEntries(
        Object.entries(object).map(([name, kept]) => [name, fc.oneof(fc.constant(kept), value)]),
      ),
    )
    .map((members) => JSON.stringify(members))

describe('no input causes a 5xx', () => {
  test.each(operations)('%s', async (id, operation) => {
    const params = { ...sampleParams(id), handle: handle.name, pageSlug: page.slug }
    const request = fc.record({
      params: fc.record(
        Object.fromEntries(
          Object.entries(params).map(([name, kept]) => [name, fc.oneof(fc.constant(kept), wellFormed)]),
        ),
      ),
      query: fc.oneof(
        fc.constant(''),
        fc.webQueryParameters().map((query) => `?${query}`),
        fc
          .record({ limit: text, cursor: text, challenge: text })
          .map((query) => `?${new URLSearchParams(query as Record<string, string>)}`),
      ),
      body:
        operation.body || operation.rawBody
          ? fc.oneof(fc.json(), spoiled((sampleBody(id) ?? {}) as object))
          : fc.constant(null),
      token: fc.oneof(
        { weight: 4, arbitrary: fc.constant(operation.auth.subject === 'account' ? owner : visitor) },
        { weight: 1, arbitrary: fc.stringMatching(/^[!-~]{0,80}$/) },
      ),
      cookie: fc.stringMatching(/^[!-~ ]{0,80}$/),
    })
    await fc.assert(
      fc.asyncProperty(request, async ({ params, query, body, token, cookie }) => {
        const headers = {
          cookie: `_10x_visitor=${cookie}`,
          'stripe-signature': cookie,
          'idempotency-key': cookie,
        }
        const response = await t.send(
          sampleRequest(id, operation, { origin: t.origin(), params, query, token, body, headers }),
        )
        expect(response.status).toBeLessThan(500)
      }),
      { numRuns: 60 },
    )
  })
})
