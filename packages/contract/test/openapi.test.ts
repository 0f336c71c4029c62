import { fileURLToPath } from 'node:url'
import { lint, loadConfig } from '@redocly/openapi-core'
import { expect, test } from 'vitest'
import { contract } from '../src/index.ts'
import { openApiDocument } from '../src/openapi.ts'
import { refinementsOf } from '../src/openapi-rules.ts'
import type { OperationDefinition } from '../src/route.ts'

interface Schema {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  [key: string]: unknown
}

const document = openApiDocument()
const components = Object.entries(document.components?.schemas ?? {}) as [name: string, schema: Schema][]
const path = (name: string) => fileURLToPath(new URL(`../../../openapi/${name}`, import.meta.url))

test('openapi.json lints clean', async () => {
  const config = await loadConfig({ configPath: path('redocly.yaml') })
  const problems = await lint({ ref: path('openapi.json'), config })
  expect(
    problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`),
  ).toEqual([])
})

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
