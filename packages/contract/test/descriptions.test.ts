import { expect, test } from 'vitest'
import { openApiDocument } from '../src/openapi.ts'
import {
  bodiesOf,
  eventsOf,
  operationsOf,
  partsOf,
  refName,
  resolve,
  type Schema,
} from '../src/openapi-walk.ts'

const document = openApiDocument()
const operations = operationsOf(document)
const events = eventsOf(document)

/** Names of properties with what is said of them, wherever they stand. */
function properties() {
  const found: { at: string; name: string; schema: Schema }[] = []
  const seen = new Set<Schema>()
  const visit = (schema: Schema, from: string): void => {
    const target = resolve(document, schema)
    if (seen.has(target)) return
    seen.add(target)
    const at = schema.$ref === undefined ? from : refName(schema.$ref)
    for (const [name, member] of Object.entries(target.properties ?? {})) {
      found.push({ at: `${at}.${name}`, name, schema: member })
    }
    for (const part of partsOf(target)) visit(part, at)
  }
  for (const { operationId, media } of bodiesOf(document)) visit(media.schema, operationId)
  return found
}

const wordsOf = (text: string): string[] =>
  text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []
const FILLERS = new Set(['a', 'an', 'the', 'of', 'its', 'this', 'and', 'is'])

/** Whether a description says more than the name does. */
const isEmpty = (name: string, description: string): boolean => {
  const known = new Set([...wordsOf(name), ...FILLERS])
  return !description.endsWith('.') || wordsOf(description).every((word) => known.has(word))
}

const advice = `Add .openapi({ description: '…' }): a short sentence that says what name and type do not. For a schema with a name of its own: described(Schema, '…').`

test('every property says what it is', () => {
  const all = properties()
  const problems = all.filter(({ name, schema }) => {
    // A named schema says itself what it is, but money not what it is paid for.
    if (schema.description === undefined) return schema.$ref === undefined || refName(schema.$ref) === 'Money'
    return isEmpty(name, schema.description)
  })
  expect(
    problems.map(({ at, schema }) => `${at}: ${schema.description ?? 'has no description'} ${advice}`),
  ).toEqual([])
  expect(all.length).toBeGreaterThan(400)
})

test('no use of a named schema changes what the schema says of itself', () => {
  const changed = JSON.stringify(document).match(/"allOf":\[\{"\$ref":"[^"]+"/g) ?? []
  expect(
    [...new Set(changed)].map(
      (at) => `${at}: use described(Schema, '…') or orNull(Schema) in place of its .openapi({ … })`,
    ),
  ).toEqual([])
})

test('every parameter says what it is, and has an example', () => {
  const problems = [...operations, ...events].flatMap(({ operationId, parameters = [] }) =>
    parameters
      .filter(({ name, description = '', example }) => isEmpty(name, description) || example === undefined)
      .map(({ name }) => `${operationId}: ${name}. ${advice}`),
  )
  expect(problems).toEqual([])
})

test('summaries are imperative, and each says something else', () => {
  // Events are summed up by what happened.
  const indicative = operations.filter(({ summary }) => /^\w+(?<!s)s\b/.test(summary))
  expect(
    indicative.map(
      ({ operationId, summary }) =>
        `${operationId}: ${summary}. Begin with an imperative, as in 'List the pages'.`,
    ),
  ).toEqual([])
  const bySummary = Map.groupBy([...operations, ...events], ({ summary }) => summary.toLowerCase())
  const same = [...bySummary.values()].filter((all) => all.length > 1)
  expect(same.map((all) => all.map(({ operationId }) => operationId))).toEqual([])
})

/** What a sentence begins with: verbs in the third person, but for what else ends in `s`. */
const BEGINS_WITH_VERB = /^(?:[A-Z][a-z]+ly [a-z]+s|(?!(?:This|Its|As|Is|Has|Always)\b)[A-Z][a-z]+s)\b/

test('the first sentence of a description says by itself what happens', () => {
  const problems = [...operations, ...events].flatMap(({ operationId, summary, description }) => {
    const [first = ''] = /^.*?[.](?=\s|$)/s.exec(description) ?? []
    const repeats = first.toLowerCase() === `${summary.toLowerCase()}.`
    if (BEGINS_WITH_VERB.test(first) && wordsOf(first).length >= 4 && !repeats) return []
    return `${operationId}: "${first}" Begin the description with a sentence of four words or more that says all by itself what the operation does, its verb first, as in 'Lists the pages of a handle, newest first.'`
  })
  expect(problems).toEqual([])
})
