import type { OperationDefinition } from '@latchkey/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testApp } from './app.ts'
import { makeCallers } from './callers.ts'
import { patience, runs } from './runs.ts'
import { fullBody, operations, sampleParams, sampleRequest } from './sample-request.ts'

// Nothing a client sends may cause a 5xx: every operation gets input that is nearly right.

const t = await testApp({ env: { LIMITS: 'off' }, stripe: true })
const { handle, tokens } = await makeCallers(t)
const page = await t.make.page({ handle })

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

/** `object` with some of its members changed to other values, or left out. */
const spoiled = (object: object, change: fc.Arbitrary<unknown> = value) =>
  fc.record(
    Object.fromEntries(
      Object.entries(object).map(([name, kept]) => [name, fc.oneof(fc.constant(kept), change)]),
    ),
    { requiredKeys: [] },
  )

const form = (fields: object) => new URLSearchParams(fields as Record<string, string>).toString()

/** What the body of an operation may look like. */
function bodies(id: string, operation: OperationDefinition): fc.Arbitrary<string | null> {
  if (operation.form) return spoiled(fullBody(id), text).map(form)
  if (operation.body || operation.rawBody) {
    return fc.oneof(
      fc.json(),
      spoiled(fullBody(id)).map((body) => JSON.stringify(body)),
    )
  }
  return fc.constant(null)
}

describe('no input causes a 5xx', () => {
  test.each(operations)('%s', { timeout: patience(240_000) }, async (id, operation) => {
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
        spoiled(operation.query?.shape ?? {}, text).map((query) => `?${form(query)}`),
      ),
      body: bodies(id, operation),
      token: fc.oneof(
        { weight: 4, arbitrary: fc.constant(tokens[operation.auth.subject]) },
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
          'if-match': cookie,
        }
        const response = await t.send(
          sampleRequest(id, operation, { origin: t.origin(), params, query, token, body, headers }),
        )
        expect(response.status).toBeLessThan(500)
        // Whoever is turned away has not been looked at.
        expect(response.status).not.toBe(429)
      }),
      runs({ short: 30, long: 2000 }),
    )
  })
})
