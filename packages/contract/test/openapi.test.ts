import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { contract, errorAnswers, type OperationDefinition, retryMeanings } from '../src/index.ts'
import { openApiDocument } from '../src/openapi.ts'
import { refinementsOf } from '../src/openapi-rules.ts'

interface Schema {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  [key: string]: unknown
}

const document = openApiDocument()
const components = Object.entries(document.components?.schemas ?? {}) as [name: string, schema: Schema][]

test('what is answered has no member that may be missing, and none with a default', () => {
  const answers = Object.values(document.paths ?? {}).flatMap((methods) =>
    Object.values(methods as Record<string, { responses: unknown }>).map(({ responses }) => responses),
  )
  const problems: string[] = []
  const visited = new Set<string>()
  const visit = (node: unknown, at: string): void => {
    if (Array.isArray(node)) for (const each of node) visit(each, at)
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return
    const schema = node as Schema
    if (typeof schema.$ref === 'string') {
      const name = schema.$ref.split('/').at(-1) ?? ''
      if (visited.has(name)) return
      visited.add(name)
      visit(Object.fromEntries(components)[name], name)
      return
    }
    if ('default' in schema && 'type' in schema) problems.push(`${at} has a default`)
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties' && schema.type !== undefined) {
        const missing = Object.keys(value as object).filter((name) => !schema.required?.includes(name))
        problems.push(...missing.map((name) => `${at}.${name} may be missing`))
      }
      visit(value, at)
    }
  }
  visit(answers, 'answer')
  expect(problems).toEqual([])
  expect(visited.size).toBeGreaterThan(20)
})

test('every named schema says what it is', () => {
  expect(components.filter(([, schema]) => !schema.description).map(([name]) => name)).toEqual([])
})

test('no named schema is nullable: null is allowed where the schema is used', () => {
  const nullable = components.filter(([, { type }]) => Array.isArray(type) && type.includes('null'))
  expect(nullable.map(([name]) => name)).toEqual([])
})

describe('errors', () => {
  interface Response {
    description: string
    content: Record<
      string,
      { schema: { $ref?: string }; examples?: Record<string, { value: { error: string } }> }
    >
  }
  const responses = Object.entries((document.components?.responses ?? {}) as Record<string, Response>)
  const schemas = Object.fromEntries(components)
  const ajv = new Ajv2020({ strict: false }).addSchema(document as object, 'openapi')
  const operations = Object.values(contract).flatMap((area) => Object.entries<OperationDefinition>(area))
  const documented = new Map(
    Object.values(document.paths ?? {}).flatMap((methods) =>
      Object.values(
        methods as Record<string, { operationId: string; responses: Record<string, unknown> }>,
      ).map((operation) => [operation.operationId, operation]),
    ),
  )

  test.each(responses)('%s describes each of its codes, with an example that fits', (_name, response) => {
    const [[type, { schema, examples = {} }] = ['', { schema: {} }]] = Object.entries(response.content)
    if (type === 'text/html') return
    expect(type).toBe('application/json')
    const name = schema.$ref?.split('/').at(-1) ?? ''
    const { discriminator } = (schemas[name] ?? {}) as { discriminator?: { mapping: object } }
    const codes = Object.keys(examples)
    if (codes.length > 1)
      expect(Object.keys(discriminator?.mapping ?? {}).toSorted()).toEqual(codes.toSorted())
    expect(codes.length).toBeGreaterThan(0)
    for (const [code, { value }] of Object.entries(examples)) {
      expect(value.error).toBe(code)
      expect(ajv.validate({ $ref: `openapi#/components/schemas/${name}` }, value), ajv.errorsText()).toBe(
        true,
      )
      expect(response.description).toMatch(
        new RegExp(`^\`${code}\`: .+\n\n- Cause: .+\n- Cure: .+\n- Retry`, 'm'),
      )
    }
  })

  test('every error of every operation is a response by reference, and in x-errors', () => {
    for (const [id, operation] of operations) {
      const declared = errorAnswers(operation)
      const { responses: given = {}, ...rest } = documented.get(id) ?? {}
      const statuses = Object.keys(given).filter((status) => Number(status) >= 400)
      expect(statuses, id).toEqual([...new Set(declared.map(({ status }) => String(status)))].toSorted())
      for (const status of statuses) expect(given[status], id).toHaveProperty('$ref')
      const listed = (rest as { 'x-errors'?: { code: string; status: number; retry: string }[] })['x-errors']
      const key = ({ code, status }: { code: string; status: number }) => `${status} ${code}`
      expect(listed?.map(key).toSorted(), id).toEqual(declared.map(key).toSorted())
      for (const { retry } of listed ?? []) expect(Object.keys(retryMeanings)).toContain(retry)
    }
  })

  test('no two schemas are the same union, and none is inline', () => {
    const unions = components.flatMap(([, schema]) =>
      Array.isArray(schema.oneOf) && schema.discriminator ? [JSON.stringify(schema.oneOf)] : [],
    )
    expect(unions.length).toBeGreaterThan(20)
    expect(new Set(unions).size).toBe(unions.length)
  })
})

test('a list whose entries are told by position says what the others are', () => {
  const open: string[] = []
  const visit = (node: unknown, at: string): void => {
    if (typeof node !== 'object' || node === null) return
    if ('prefixItems' in node && !('items' in node)) open.push(at)
    for (const [key, value] of Object.entries(node)) visit(value, `${at}/${key}`)
  }
  visit(document, '')
  expect(open).toEqual([])
})

test('is the same, byte for byte, in whatever order operations and areas are defined', () => {
  const written = (areas?: Record<string, Record<string, OperationDefinition>>) =>
    JSON.stringify(openApiDocument(areas), null, 2)
  const backwards = <T>(object: Record<string, T>) => Object.fromEntries(Object.entries(object).toReversed())
  const turned = backwards(
    Object.fromEntries(
      Object.entries<Record<string, OperationDefinition>>(contract).map(([area, operations]) => [
        area,
        backwards(operations),
      ]),
    ),
  )
  expect(written()).toBe(written())
  expect(written(turned)).toBe(written())
})

test('every refinement of an input says its rule, so that the document can list it', () => {
  const inputs = Object.values(contract).flatMap((area) =>
    Object.entries<OperationDefinition>(area).flatMap(([id, { query, body, form }]) =>
      Object.entries({ query, body, form }).flatMap(([part, schema]) =>
        schema ? refinementsOf(schema, [id, part]) : [],
      ),
    ),
  )
  const silent = inputs.filter(({ message, params }) => message === undefined && params.rule === undefined)
  expect(silent.map(({ path }) => path.join('.'))).toEqual([])
  for (const { message, params } of inputs) {
    if (!params.inSchema && !params.everywhere)
      expect(params.rule ?? message).toMatch(/^(?:must|is required)/)
  }
  expect(inputs.length).toBeGreaterThan(100)
})
