import type { ErrorCode } from '@latchkey/contract'
import { exampleOf } from '@latchkey/contract/openapi'
import { alternativesOf, bodiesOf, partsOf, refName, type Schema } from '@latchkey/contract/openapi-walk'
import type { Page } from '../site/page.ts'
import { document, operationPath, operations, schemas } from './contract.ts'
import { errorExample, errorPath } from './error-entries.ts'
import { code, json, link, list, paragraphs, section, table } from './markdown.ts'
import { describeMembers } from './members.ts'
import { constraintsOf, schemaLink, typeOf } from './types.ts'

const names = Object.keys(schemas)

/** Schemas of error bodies: their codes have pages of their own. */
const isErrorSchema = (name: string): boolean => codesOf(name).length > 0

function codesOf(name: string): string[] {
  if (!name.endsWith('Error')) return []
  const schema = schemas[name] ?? {}
  const own = schema.properties?.error?.enum?.[0] ?? schema.properties?.error?.const
  if (typeof own === 'string') return [own]
  return alternativesOf(schema).flatMap(({ $ref = '' }) => codesOf(refName($ref)))
}

/** A page for every named schema, and the index of them. */
export const schemaPages = (): readonly Page[] => {
  const users = usersOf()
  return [indexPage(), ...names.map((name) => schemaPage(name, users))]
}

const meaningOf = (name: string): string => {
  const { description = '' } = schemas[name] ?? {}
  return /^.*?\.(?=\s|$)/s.exec(description)?.[0] ?? description
}

function schemaPage(name: string, users: ReturnType<typeof usersOf>): Page {
  const schema = schemas[name] ?? {}
  const { description = '' } = schema
  const codes = codesOf(name)
  const head = {
    id: `reference/schemas/${name}`,
    title: name,
    description: meaningOf(name) || `The schema ${name}.`,
  }
  const inErrors = codes.length > 0
  const body = paragraphs(
    description !== head.description && description,
    inErrors &&
      `Error codes: ${codes.map((each) => link(code(each), errorPath(each, name.startsWith('OAuth')))).join(', ')}.`,
    section(
      schema.properties ? 'Members' : 'Values',
      describeMembers(schema, 'sent', 1) ||
        [`Type: ${typeOf(schema)}.`, ...constraintsOf(schema, 'received')].join(' '),
    ),
    section(
      'Rules',
      list((schema['x-rules'] ?? []).map(({ rule, code: error }) => `${rule} Otherwise: ${code(error)}.`)),
    ),
    codes.length < 2 && section('Example', json(exampleFor(name, codes[0]))),
    section('Where it is used', usedIn(name, users)),
  )
  return { ...head, body }
}

const exampleFor = (name: string, error: string | undefined): unknown =>
  error === undefined
    ? exampleOf(document, schemas[name] ?? {})
    : errorExample(error as ErrorCode, name.startsWith('OAuth'))

/** Names of the schemas inside of one, not those inside of these. */
function within(schema: Schema, found = new Set<string>()): Set<string> {
  if (schema.$ref !== undefined) found.add(refName(schema.$ref))
  else for (const part of partsOf(schema)) within(part, found)
  return found
}

/** What uses each schema directly: operations, and other schemas. */
function usersOf() {
  const byOperation = new Map<string, Set<string>>()
  const bySchema = new Map<string, Set<string>>()
  const note = (map: Map<string, Set<string>>, name: string, user: string) =>
    map.set(name, (map.get(name) ?? new Set()).add(user))
  for (const { operationId, media } of bodiesOf(document)) {
    for (const name of within(media.schema)) note(byOperation, name, operationId)
  }
  for (const user of names) {
    for (const part of partsOf(schemas[user] ?? {})) {
      for (const name of within(part)) note(bySchema, name, user)
    }
  }
  return { byOperation, bySchema }
}

const places = new Map(operations.map((each) => [each.id, operationPath(each)]))

function usedIn(name: string, { byOperation, bySchema }: ReturnType<typeof usersOf>): string {
  const users = [...(byOperation.get(name) ?? [])].map((id) =>
    link(code(id), places.get(id) ?? `/reference/events/${id}`),
  )
  const others = [...(bySchema.get(name) ?? [])].filter((each) => !isErrorSchema(each)).map(schemaLink)
  // Errors that any operation may answer: the page of the code lists those that do.
  if (isErrorSchema(name) && users.length > MANY) return `In answers of ${users.length} operations.`
  return list([
    ...(users.length > 0 ? [`By ${users.join(', ')}`] : []),
    ...(others.length > 0 ? [`In ${others.join(', ')}`] : []),
  ])
}

const MANY = 40

const indexPage = (): Page => {
  const rows = (shown: readonly string[]) =>
    table(
      ['Schema', 'What it is'],
      shown.map((name) => [schemaLink(name), meaningOf(name)]),
    )
  return {
    id: 'reference/schemas',
    title: 'Schemas',
    description: 'Every schema with a name: what is sent, and what is answered.',
    body: paragraphs(
      section('Bodies and their parts', rows(names.filter((name) => !isErrorSchema(name)))),
      section('Errors', rows(names.filter(isErrorSchema))),
    ),
  }
}
