import fc from 'fast-check'
import type { ContractDocument, Operation } from '../document.ts'
import type { Schema } from '../openapi-object.ts'
import { allowedBy } from './allowed.ts'
import { brokenValues, full } from './broken.ts'

/** What is sent to an operation; the texts of the body are as they go over the wire. */
export interface Input {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** Longer addresses are refused by whatever stands in front of a server. */
const LONGEST_QUERY = 6000
const LONGEST_SEGMENT = 300

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

let made: fc.Arbitrary<unknown> | undefined
/** Made when the first input is: to look through all of Unicode takes as long as all else before the first request. */
const anyValue = (): fc.Arbitrary<unknown> => {
  made ??= fc.oneof(
    fc.oneof(fc.string({ unit: 'binary' }), nasty),
    fc.jsonValue(),
    fc.constantFrom(null, -1, 1e308, [], {}, [[]]),
  )
  return made
}

/** What the parts of a request may be. */
interface Part {
  readonly valid: fc.Arbitrary<unknown>
  readonly broken: readonly unknown[]
  readonly spoiled: fc.Arbitrary<unknown>
}

/**
 * What may be sent to an operation: half of it as its schemas ask, half of it wrong in one place or several.
 * `known` are values of path parameters that there are.
 */
export function inputsOf(
  document: ContractDocument,
  operation: Operation,
  known: Readonly<Record<string, string>>,
): { readonly any: fc.Arbitrary<Input>; readonly broken: fc.Arbitrary<Input> | null } {
  const query = operation.querySchema && partOf(document, 'query', operation.querySchema, textual)
  const body = operation.body && partOf(document, 'body', operation.body.schema, canBeIn(operation.body.type))
  const encode = encoderOf(operation.body?.type ?? '')
  const others = {
    params: params(document, operation, known),
    headers: headers(document, operation),
  }
  const request = (
    queries: fc.Arbitrary<unknown> | undefined,
    bodies: fc.Arbitrary<string | null> | undefined,
  ): fc.Arbitrary<Input> =>
    fc.record({
      ...others,
      query: (queries ?? fc.constant({})).map(asQuery),
      body: bodies ?? fc.constant(null),
    })
  const valid = request(query?.valid, body?.valid.map(encode))
  const ways: fc.Arbitrary<Input>[] = []
  if (query && query.broken.length > 0) {
    ways.push(request(fc.constantFrom(...query.broken), body?.valid.map(encode)))
  }
  if (body && body.broken.length > 0) {
    ways.push(request(query?.valid, fc.constantFrom(...body.broken).map(encode)))
    if (operation.body?.type === 'application/json') {
      ways.push(
        request(
          query?.valid,
          fc.constantFrom('{', 'null', '[]', '"x"', '{"a":1}}', '[[[[', '\u0000', 'true'),
        ),
      )
    }
  }
  const spoiled = [
    ...(query ? [request(query.spoiled, body?.valid.map(encode))] : []),
    ...(body ? [request(query?.valid, body.spoiled.map(encode))] : []),
  ]
  return {
    any: fc.oneof(
      { weight: 3, arbitrary: valid },
      ...(ways.length > 0 ? [{ weight: 2, arbitrary: fc.oneof(...ways) }] : []),
      ...(spoiled.length > 0 ? [{ weight: 1, arbitrary: fc.oneof(...spoiled) }] : []),
    ),
    broken: ways.length > 0 ? fc.oneof(...ways) : null,
  }
}

function partOf(
  document: ContractDocument,
  name: string,
  schema: Schema,
  canBeSent: (value: unknown) => boolean,
): Part {
  const whole = full(document, schema)
  return {
    valid: allowedBy(document, schema),
    broken: brokenValues(document, name, schema)
      .map(({ value }) => value)
      .filter(canBeSent),
    spoiled: typeof whole === 'object' && whole !== null ? spoil(whole) : anyValue(),
  }
}

/** `object` with some of its members changed to other values, or left out. */
const spoil = (object: object) =>
  fc.record(
    Object.fromEntries(
      Object.entries(object).map(([name, kept]) => [name, fc.oneof(fc.constant(kept), anyValue())]),
    ),
    { requiredKeys: [] },
  )

/** Queries and forms hold text only: what is no object cannot be written down, nor which type a value had. */
const textual = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((member) => typeof member === 'string' || typeof member === 'number')

const canBeIn = (type: string) => (type === 'application/json' ? () => true : textual)

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

const asTexts = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(value as object)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, asText(member)]),
  )

/** The longest members go until the rest can be sent. */
function asQuery(value: unknown): Record<string, string> {
  const entries = Object.entries(asTexts(value))
  while (String(new URLSearchParams(entries)).length > LONGEST_QUERY) {
    const lengths = entries.map(([, text]) => text.length)
    entries.splice(lengths.indexOf(Math.max(...lengths)), 1)
  }
  return Object.fromEntries(entries)
}

const encoderOf = (type: string) => (value: unknown) =>
  type === 'application/x-www-form-urlencoded'
    ? String(new URLSearchParams(asTexts(value)))
    : JSON.stringify(value)

/** Mostly what there is, or was in the examples; else what the schema allows, or any text. */
function params(
  document: ContractDocument,
  operation: Operation,
  known: Readonly<Record<string, string>>,
): fc.Arbitrary<Record<string, string>> {
  return fc.record(
    Object.fromEntries(
      operation.parametersIn('path').map(({ name, schema, example }) => {
        const usual = known[name] ?? String(example ?? full(document, schema))
        const others = fc.oneof(allowedBy(document, schema).map(String), fc.string({ unit: 'binary' }))
        return [
          name,
          fc.oneof(
            { weight: 7, arbitrary: fc.constant(usual) },
            { weight: 1, arbitrary: others.map((text) => segmentOf(text) ?? usual) },
          ),
        ]
      }),
    ),
  )
}

/** `.` and `..` would be taken out of the path, and nothing would be another path. */
function segmentOf(text: string): string | null {
  const segment = text.toWellFormed().slice(0, LONGEST_SEGMENT).toWellFormed()
  return segment === '' || /^\.\.?$/.test(segment) ? null : segment
}

/** Headers hold visible ASCII (RFC 9110 §5.5). */
const FIELD = /^[!-~]+$/

function headers(document: ContractDocument, operation: Operation): fc.Arbitrary<Record<string, string>> {
  const declared = operation.parametersIn('header')
  const required = declared.filter((one) => one.required)
  return fc.record(
    Object.fromEntries(
      declared.map(({ name, schema, example }) => {
        const usual = String(example ?? full(document, schema))
        const made = allowedBy(document, schema).map(String)
        return [
          name,
          fc.oneof(
            fc.constant(usual),
            made.map((text) => (FIELD.test(text) ? text : usual)),
          ),
        ]
      }),
    ),
    { requiredKeys: required.map(({ name }) => name) },
  )
}
