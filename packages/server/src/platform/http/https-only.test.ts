import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { operations, sampleRequest } from '../../../test/sample-request.ts'

const HEADER = 'strict-transport-security'
const t = await testApp({ env: { LIMITS: 'off' } })

test.each(operations)('%s has browsers keep to https, whatever it answers', async (id, operation) => {
  const response = await t.send(sampleRequest(id, operation, { origin: t.origin() }))
  expect(response.headers.get(HEADER)).toBe('max-age=31536000; includeSubDomains')
})

test.each([
  ['a path that nobody serves', '/nothing/here', undefined],
  ['a method that a path does not have', '/v2/auth/login', undefined],
  ['a page of a handle', '/page', 'demo'],
  ['the stylesheet', '/_edge/assets/latchkey.css', 'demo'],
  ['health', '/healthz', undefined],
  ['the document', '/openapi.json', undefined],
  ['the dashboard', '/', 'app'],
] as const)('%s does so too', async (_, path, host) => {
  for (const method of ['GET', 'OPTIONS']) {
    const response = await t.send(new Request(`${t.origin(host)}${path}`, { method }))
    expect(response.headers.get(HEADER)).toMatch(/^max-age=\d+/)
  }
})

test('plain http on loopback is left alone', async () => {
  await using local = await testApp({ env: { PUBLIC_DOMAIN: 'localhost:8787' } })
  const response = await local.send(new Request(`${local.origin()}/healthz`))
  expect(response.headers.has(HEADER)).toBe(false)
})
