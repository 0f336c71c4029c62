import {
  alternativesOf,
  bodiesOf,
  eventsOf,
  type Media,
  operationsOf,
  refName,
  resolve,
  type Schema,
  type Walked,
} from './openapi-walk.ts'

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `base`, but for what `change` says: `undefined` leaves a member out, and a list has as many entries as the change names, each made of the first. */
function changed(base: unknown, change: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(change)) {
    return change.map((entry, index) => changed(base[index] ?? base[0], entry))
  }
  if (!isObject(base) || !isObject(change)) return change
  const changes = Object.entries(change).map(([name, value]) => [name, changed(base[name], value)])
  const all = Object.entries({ ...base, ...Object.fromEntries(changes) })
  return Object.fromEntries(all.filter(([, value]) => value !== undefined))
}

/** Puts examples together from those of the properties; tells `missing` where there is none. */
function composer(document: Walked, missing: (at: string) => void) {
  const compose = (schema: Schema, at: string): unknown => {
    if ('example' in schema) return schema.example
    if (schema.$ref !== undefined) return compose(resolve(document, schema), at)
    if ('const' in schema) return schema.const
    if (schema.enum) return schema.enum[0]
    const [alternative] = alternativesOf(schema)
    if (alternative) return compose(alternative, at)
    if (schema.properties) {
      const members = Object.entries(schema.properties)
      return Object.fromEntries(members.map(([name, member]) => [name, compose(member, `${at}.${name}`)]))
    }
    if (schema.prefixItems) return schema.prefixItems.map((entry, index) => compose(entry, `${at}[${index}]`))
    if (schema.items) return [compose(schema.items, `${at}[]`)]
    if (schema.type === 'null') return null
    missing(at)
    return undefined
  }
  return compose
}

/** An example of a named schema, put together from those of its properties. */
export const exampleOf = (document: Walked, schema: Schema): unknown =>
  composer(document, () => {})(schema, '')

/** A union of several bodies has an example for each, all others have one. */
function addExamples(document: Walked, media: Media, compose: (schema: Schema) => unknown): void {
  const change = media.example
  const complete = (schema: Schema) => {
    const example = compose(schema)
    return change === undefined ? example : changed(example, change)
  }
  const alternatives = alternativesOf(resolve(document, media.schema))
  const named = alternatives.filter(({ $ref }) => $ref !== undefined)
  if (alternatives.length > 1 && named.length === alternatives.length) {
    delete media.example
    media.examples = Object.fromEntries(
      named.map((schema) => [refName(schema.$ref ?? ''), { value: complete(schema) }]),
    )
  } else media.example = complete(media.schema)
}

/**
 * Gives every parameter, JSON and form body of requests, successful answers and events an example, put together from
 * those of the properties; what a definition says of its own with `example` changes parts of it.
 * @returns where a property has no example.
 */
export function addAllExamples(document: Walked): string[] {
  const problems: string[] = []
  const composeFor = (where: string) => {
    const compose = composer(document, (at) => problems.push(`${where}${at}`))
    return (schema: Schema) => compose(schema, '')
  }
  for (const { operationId, status, direction, type, media } of bodiesOf(document)) {
    if ((status !== null && status >= 300) || type === 'text/html') continue
    const where = `${operationId} ${direction === 'received' ? 'request' : (status ?? 'event')}`
    if (type !== 'text/csv') addExamples(document, media, composeFor(where))
    else if (media.example === undefined) problems.push(`${where} text/csv`)
  }
  for (const { operationId, parameters = [] } of [...operationsOf(document), ...eventsOf(document)]) {
    for (const parameter of parameters) {
      parameter.example ??= composeFor(`${operationId} ${parameter.in} ${parameter.name}`)(parameter.schema)
    }
  }
  return problems
}
