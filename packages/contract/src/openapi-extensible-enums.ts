import {
  alternativesOf,
  bodiesOf,
  operationsOf,
  partsOf,
  resolve,
  type Schema,
  type Walked,
} from './openapi-walk.ts'

/** Adds a schema with all that it holds. */
function reach(document: Walked, schema: Schema, reached: Set<Schema>): void {
  const target = resolve(document, schema)
  if (reached.has(target)) return
  reached.add(target)
  for (const part of partsOf(target)) reach(document, part, reached)
}

/** Whether all that callers may send there stands in a list of what they get. */
const lists = (sent: Schema, received: Schema): boolean =>
  (received.enum ?? []).every((value) => value === null || (sent.enum ?? []).includes(value))

/** The members by which the bodies of a union are told apart: each of them lists what it can be there. */
function discriminants(document: Walked, union: Schema): Schema[] {
  const branches = alternativesOf(union).map((branch) => resolve(document, branch).properties)
  const objects = branches.filter((properties) => properties !== undefined)
  if (objects.length < 2 || objects.length < branches.length) return []
  const isList = (schema?: Schema) => schema !== undefined && ('const' in schema || schema.enum !== undefined)
  const names = Object.keys(objects[0] ?? {}).filter((name) => objects.every((each) => isList(each[name])))
  return names.flatMap((name) => objects.flatMap((each) => each[name] ?? []))
}

/**
 * Marks with `x-extensible-enum` the lists of values that may grow: they are in answers and events only, and tell no
 * bodies of a union apart. A list that callers may send, or a part of it, stays closed wherever it stands.
 */
export function markExtensibleEnums(document: Walked): void {
  const received = new Set<Schema>()
  const sent = new Set<Schema>()
  for (const { direction, media } of bodiesOf(document)) {
    reach(document, media.schema, direction === 'received' ? received : sent)
  }
  for (const { parameters = [] } of operationsOf(document)) {
    for (const { schema } of parameters) reach(document, schema, received)
  }
  const sendable = [...received].filter((schema) => (schema.enum ?? []).some((value) => value !== null))
  const apart = new Set([...sent].flatMap((schema) => discriminants(document, schema)))
  for (const schema of sent) {
    const { enum: all = [] } = schema
    if (all.length < 2 || received.has(schema) || apart.has(schema)) continue
    if (sendable.some((each) => lists(schema, each))) continue
    schema['x-extensible-enum'] = true
  }
}
