import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { EXAMPLE_DOCS_URL } from '../src/example-shop.ts'
import { contract, type OperationDefinition } from '../src/index.ts'
import { openApiDocument } from '../src/openapi.ts'
import { markExtensibleEnums } from '../src/openapi-extensible-enums.ts'
import { servedDocument } from '../src/openapi-served.ts'
import { bodiesOf, eventsOf, operationsOf, resolve, type Schema } from '../src/openapi-walk.ts'

const document = openApiDocument()
const schema = (name: string): Schema => resolve(document, { $ref: `#/components/schemas/${name}` })
const isOpen = (name: string, property: string) =>
  schema(name).properties?.[property]?.['x-extensible-enum'] === true

test('lists that only answers have may grow; those that callers send, and those that tell bodies apart, may not', () => {
  const open = [
    ['AccessCheck', 'reason'],
    ['AccessCheck', 'nextAction'],
    ['Purchase', 'grantType'],
    ['Refund', 'status'],
    ['AuditEvent', 'action'],
  ] as const
  expect(open.filter(([name, property]) => !isOpen(name, property))).toEqual([])
  const { data } = schema('AccessRevokedEvent').properties ?? {}
  expect(data?.properties?.reason).toHaveProperty('x-extensible-enum', true)
  for (const name of ['AccessMode', 'FileAccessMode', 'PageState', 'Role', 'WebhookEventType']) {
    expect(schema(name), name).not.toHaveProperty('x-extensible-enum')
  }
  // Written out where it stands, in answers and in a request.
  expect(isOpen('Report', 'state')).toBe(false)
  expect(isOpen('RegisteredConfidentialClient', 'token_endpoint_auth_method')).toBe(false)
})

test('a list is closed as soon as one request has it', () => {
  const list = () => ({ type: 'string', enum: ['A', 'B'] })
  const answer = { type: 'object', properties: { state: list() } }
  const body = (properties: object) => ({ content: { 'application/json': { schema: { properties } } } })
  const of = (requestBody: object) => ({
    paths: {
      '/x': {
        post: {
          operationId: 'x',
          requestBody,
          responses: { 200: { content: { 'application/json': { schema: answer } } } },
        },
      },
    },
  })
  markExtensibleEnums(of(body({ state: list() })))
  expect(answer.properties.state).not.toHaveProperty('x-extensible-enum')
  markExtensibleEnums(of(body({ state: { type: 'string', enum: ['A', 'C'] } })))
  expect(answer.properties.state).toHaveProperty('x-extensible-enum', true)
})

const page = readFileSync(
  new URL('../../../apps/docs/src/content/docs/reference/extensions.md', import.meta.url),
  'utf8',
)

test('the page on extensions describes those that the document uses, and no other', () => {
  const sandbox = { inbox: 'http://localhost:8788', stripe: 'http://localhost:8790/_control' }
  const limits = { enabled: true, overrides: {} }
  const served = servedDocument(document, { origin: 'http://localhost:8787', sandbox, limits })
  const used = new Set(JSON.stringify(served).match(/(?<=")x-[a-z-]+(?=":)/g))
  const described = [...page.matchAll(/^## `(x-[a-z-]+)`$/gm)].map(([, name]) => name ?? '')
  expect(described.toSorted()).toEqual([...used].toSorted())
})

test('every operation says whom it is for, and where its page is', () => {
  const areas = Object.entries(contract).flatMap(([area, operations]) =>
    Object.entries<OperationDefinition>(operations).map(([id, definition]) => ({ area, id, definition })),
  )
  const documented = new Map(operationsOf(document).map((operation) => [operation.operationId, operation]))
  for (const { area, id, definition } of areas) {
    const { auth, idempotency } = definition
    expect(documented.get(id), id).toMatchObject({
      externalDocs: { url: `${EXAMPLE_DOCS_URL}/reference/${area}/${id}` },
      'x-audience': expect.stringMatching(/^(?:visitor|creator|operator|client)$/),
      ...(auth.subject === 'token' && { 'x-scope': auth.scope, 'x-audience': 'client' }),
      ...(auth.role && { 'x-required-role': auth.role }),
      ...(idempotency && { 'x-idempotency': idempotency }),
    })
  }
  const audiences = new Set(operationsOf(document).map((operation) => Object(operation)['x-audience']))
  expect(audiences.size).toBe(4)
  const pages = [...operationsOf(document), ...eventsOf(document), ...(document.tags ?? [])]
  for (const { externalDocs } of pages as { externalDocs?: { url: string } }[]) {
    expect(externalDocs?.url).toContain(`${EXAMPLE_DOCS_URL}/reference/`)
  }
  expect(bodiesOf(document).length).toBeGreaterThan(100)
})
