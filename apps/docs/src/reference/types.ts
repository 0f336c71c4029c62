import { currencies } from '@latchkey/contract'
import { alternativesOf, refName, type Schema } from '@latchkey/contract/openapi-walk'
import { all, code, link } from './markdown.ts'

/** Which way a body goes: of what is sent to us a member may be left out, of what we send it may be missing. */
export type Direction = 'received' | 'sent'

const words: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  object: 'object',
  array: 'list',
}

const formats: Readonly<Record<string, string>> = {
  'date-time': 'time (RFC 3339)',
  email: 'email address',
  uri: 'URL',
}

/** The page of a named schema, as a link. */
export const schemaLink = (name: string): string => link(name, `/reference/schemas/${name}`)

/** What kind of value a schema is for. */
export function typeOf(schema: Schema): string {
  const { $ref, type, format, items, additionalProperties } = schema
  if ($ref !== undefined) return schemaLink(refName($ref))
  const nullable = isNullable(schema)
  const orNull = nullable ? ' or `null`' : ''
  const alternatives = alternativesOf(schema)
  if (alternatives.length > 0) return `${all([...new Set(alternatives.map(typeOf))], 'or')}${orNull}`
  if (type === 'null') return '`null`'
  const [own = ''] = [type ?? []].flat().filter((each) => each !== 'null')
  if (own === 'array') return `list of ${plural(typeOf(items ?? {}))}${orNull}`
  if (own === 'object' && typeof additionalProperties === 'object' && !schema.properties) {
    const values = typeOf(additionalProperties)
    return `object${values ? ` of ${plural(values)}` : ''}${orNull}`
  }
  if (own === 'string' && format) return `${formats[format] ?? format}${orNull}`
  return `${words[own] ?? own}${orNull}`
}

/** Whether `null` fits, by the kind of the schema. */
const isNullable = ({ type, anyOf = [], oneOf = [] }: Schema): boolean =>
  (Array.isArray(type) && type.includes('null')) || [...anyOf, ...oneOf].some((each) => each.type === 'null')

const plural = (type: string) =>
  /^(string|integer|number|boolean|object|URL)$/.test(type)
    ? `${type}s`
    : type.replace(/^email address$/, 'email addresses')

const number = (value: number) => value.toLocaleString('en')

/** A range in words: `1 to 100`, `at least 1`, `at most 100`. */
function range(least: number | undefined, most: number | undefined): string | null {
  if (least !== undefined && most !== undefined) {
    return least === most ? `exactly ${number(most)}` : `${number(least)} to ${number(most)}`
  }
  if (most !== undefined) return `at most ${number(most)}`
  return least === undefined ? null : `at least ${number(least)}`
}

const characters = (text: string | null) =>
  text && `${text} ${text.endsWith(' 1') ? 'character' : 'characters'}`
const entries = (text: string | null) => text && `${text} ${text.endsWith(' 1') ? 'entry' : 'entries'}`

/** Forms that the description of a member tells in words, or that say no more than its format. */
const saidElsewhere = (pattern: string) =>
  pattern.includes('\\u0000') || pattern.startsWith('T\\d{2}') || /^\^[a-z]+_\[0-7\]/.test(pattern)

/** Longer lists of values are not repeated wherever they are used. */
const MANY = 20

function values({ enum: allowed = [], 'x-extensible-enum': grows }: Schema): string | null {
  const known = allowed.filter((value) => value !== null)
  if (known.length === 0) return null
  if (known.length === currencies.length) {
    return `One of the ${link(`${known.length} currencies`, '/reference/currencies')}.`
  }
  const shown = known.slice(0, MANY).map((value) => code(String(value)))
  const more = known.length > MANY ? `, … (${known.length} values)` : ''
  const growing = grows ? ' More may be added: expect values that you do not know.' : ''
  return `${known.length === 1 ? 'Always' : 'One of'} ${more ? shown.join(', ') + more : all(shown, 'or')}.${growing}`
}

/** What is known of a value beyond its kind: sentences. What we send has its values listed, and bounds are for what we are sent. */
export function constraintsOf(schema: Schema, direction: Direction): string[] {
  const known = [
    ...('const' in schema ? [`Always ${code(String(schema.const))}.`] : []),
    ...[values(schema) ?? []].flat(),
  ]
  const own = direction === 'sent' ? known : [...known, ...boundsOf(schema)]
  const { items } = schema
  if (!items || items.$ref !== undefined || items.properties) return own
  const inside = constraintsOf(items, direction)
  return inside.length > 0 ? [...own, `Each: ${inside.join(' ')}`] : own
}

function boundsOf(schema: Schema): string[] {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, pattern, not } = schema
  const bounds = [
    characters(range(minLength || undefined, maxLength)),
    range(minimum, maximum),
    entries(range(minItems || undefined, maxItems)),
  ].filter((text) => text !== null)
  return [
    ...bounds.map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`),
    ...(pattern !== undefined && !saidElsewhere(pattern) ? [`Matches ${code(pattern)}.`] : []),
    ...(not?.enum
      ? [
          `Not ${all(
            not.enum.map((value) => code(String(value))),
            'or',
          )}.`,
        ]
      : []),
    ...(not?.pattern !== undefined ? [`Does not match ${code(not.pattern)}.`] : []),
    ...('default' in schema ? [`Default: ${code(JSON.stringify(schema.default))}.`] : []),
  ]
}
