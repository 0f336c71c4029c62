import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compareDocuments } from './compare.ts'
import type { OpenApi, Schema } from './document.ts'
import { answers, object, ref, selling, sends, text } from './fixtures/document.ts'
import { operationFixtures } from './fixtures/operations.ts'
import { requestFixtures } from './fixtures/requests.ts'
import { responseFixtures } from './fixtures/responses.ts'
import { ruleIds, rules } from './rules.ts'

const fixtures = [...operationFixtures, ...requestFixtures, ...responseFixtures]
const found = (before: OpenApi, after: OpenApi) => compareDocuments(before, after).map(({ rule }) => rule)

test.each(fixtures)('$there, and back $back $note', ({ there, back, before, after }) => {
  expect(found(before, after)).toEqual([there])
  expect(found(after, before)).toEqual([back])
  expect([...found(before, before), ...found(after, after)]).toEqual([])
})

test('every rule has a fixture', () => {
  const tried = new Set(fixtures.flatMap(({ there, back }) => [there, back]))
  expect(ruleIds.filter((rule) => !tried.has(rule))).toEqual([])
  expect(ruleIds.length).toBeGreaterThan(100)
})

test('a rule says in one sentence what it means for callers', () => {
  const said = Object.values(rules).filter(({ says }) => !/^[A-Z`][^.]+(?:; [^.]+)?\.$/.test(says))
  expect(said).toEqual([])
})

test('what stands beside the operations of a path is compared too', () => {
  const parameters = [{ name: 'x', in: 'query' }]
  const beside = {
    ...selling(),
    paths: JSON.parse(JSON.stringify({ ...selling().paths, '/other': { parameters } })),
  }
  expect(found(selling(), beside)).toEqual(['document-changed'])
})

test('what breaks in one direction is not harmless in both: a rule and its way back are not both patches', () => {
  const harmless = fixtures.filter(
    ({ there, back }) => rules[there].level === 'patch' && rules[back].level === 'patch',
  )
  expect(harmless.map(({ there }) => there)).toEqual(['operation-audience-changed'])
})

test('a schema that is sent and answered is judged for each', () => {
  const both = (x: Schema): OpenApi => {
    const components = { schemas: { Sale: object({ x }) } }
    const sale = sends(ref('Sale'), components).paths?.['/sell']?.post
    return selling(
      { ...sale, responses: { 200: { content: { 'application/json': { schema: ref('Sale') } } } } },
      components,
    )
  }
  const [few, many] = [both(text({ enum: ['a'] })), both(text({ enum: ['a', 'b'] }))]
  expect(found(few, many)).toEqual(['input-enum-widened', 'output-enum-widened'])
  expect(found(many, few)).toEqual(['input-enum-narrowed', 'output-enum-narrowed'])
})

test('prose, examples, order, and where a schema is written down make no difference', () => {
  const before = answers(object({ x: text(), y: text() }, ['x', 'y']))
  const after = answers(
    { ...ref('Sale'), description: 'What was sold.' },
    {
      schemas: {
        Sale: {
          required: ['y', 'x'],
          properties: { y: text({ example: 'Y' }), x: text({ description: 'X.' }) },
          type: 'object',
        },
      },
    },
  )
  expect(found(before, after)).toEqual(['schema-name-added'])
  expect(found(after, after)).toEqual([])
})

const document: OpenApi = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../openapi/openapi.json'), 'utf8'),
)

test('a difference that many operations share is found once', () => {
  const after = structuredClone(document)
  const money = after.components?.schemas?.Money
  if (money?.properties) delete money.properties.currency
  if (money?.required) money.required = money.required.filter((name) => name !== 'currency')
  expect(compareDocuments(document, after)).toEqual([
    expect.objectContaining({ rule: 'output-member-removed', subject: 'Money', path: '.currency' }),
  ])
})
