import type { ContractDocument } from '../document.ts'
import type { Schema } from '../openapi-object.ts'

// Values that break one keyword of a schema, and the least that is needed around them.

export interface Broken {
  /** The keyword that is broken, and where: `maxLength of body.title`. */
  readonly what: string
  /** Where the problem should be reported. */
  readonly path: string
  readonly value: unknown
}

type Put = (value: unknown) => unknown

/** Every keyword of the schema, broken once in each way that a value can be wrong about it. */
export function brokenValues(document: ContractDocument, part: string, schema: Schema): Broken[] {
  const broken: Broken[] = []
  visit(
    document,
    schema,
    part,
    (value) => value,
    (keyword, path, value) => {
      if (!document.fits(schema, value)) broken.push({ what: `${keyword} of ${path}`, path, value })
    },
  )
  return broken
}

type Found = (keyword: string, path: string, value: unknown) => void

function visit(document: ContractDocument, unresolved: Schema, path: string, put: Put, found: Found): void {
  const schema = document.resolve(unresolved)
  for (const variant of schema.oneOf ?? schema.anyOf ?? []) visit(document, variant, path, put, found)
  if (schema.oneOf ?? schema.anyOf) return
  for (const [keyword, value, at = ''] of spoil(document, schema)) found(keyword, path + at, put(value))
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    visit(
      document,
      member,
      `${path}.${name}`,
      (value) => put({ ...(full(document, schema) as object), [name]: value }),
      found,
    )
  }
  if (schema.items) visit(document, schema.items, `${path}.0`, (value) => put([value]), found)
}

/** A value with every member that the schema knows. */
export function full(document: ContractDocument, unresolved: Schema): unknown {
  const schema = document.resolve(unresolved)
  const given = schema.example ?? schema.examples?.[0]
  const [variant] = schema.oneOf ?? schema.anyOf ?? []
  if (schema.properties) {
    const members = Object.entries(schema.properties).map(([name, member]) => [name, full(document, member)])
    return { ...Object.fromEntries(members), ...((given as object | undefined) ?? {}) }
  }
  if (given !== undefined) return given
  if (variant) return full(document, variant)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  switch ([schema.type ?? []].flat()[0]) {
    case 'null':
      return null
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'array':
      return schema.items && (schema.minItems ?? 0) > 0 ? [full(document, schema.items)] : []
    case 'object':
      return {}
    default:
      return text(schema)
  }
}

const text = ({ format, minLength = 1 }: Schema): string => {
  if (format === 'uri') return 'https://example.com/'
  if (format === 'email') return 'ana@example.com'
  if (format === 'date-time') return '2031-01-31T18:00:00Z'
  return 'x'.repeat(Math.max(1, minLength))
}

const NO_FORMAT: Readonly<Record<string, readonly string[]>> = {
  email: ['ana', 'ana@', '@example.com', 'ana example@example.com'],
  uri: ['x', '/relative', 'no url'],
  'date-time': [
    'tomorrow',
    '2031-01-31',
    '2031-01-31T18:00Z',
    '2031-02-30T18:00:00Z',
    '2031-01-31 18:00:00Z',
  ],
  date: ['tomorrow', '2031-02-30'],
}

/** Near what a pattern allows, and mostly outside it. */
const near = (value: string): string[] => [
  ` ${value}`,
  `${value} `,
  `${value}\n`,
  `x\0${value}`,
  `${value}\0`,
  value.toUpperCase(),
  `${value}-`,
  `-${value}`,
  `${value}/`,
  `${value}\u202e`,
  ' ',
  '\u00e9',
  'x y',
  '..',
  'https:example.com',
]

function* spoil(
  document: ContractDocument,
  schema: Schema,
): Generator<[keyword: string, value: unknown, at?: string]> {
  const types = [schema.type ?? []].flat()
  const others: [type: string, value: unknown][] = [
    ['null', null],
    ['boolean', true],
    ['integer', 7],
    ['string', 'x'],
    ['array', []],
    ['object', {}],
  ]
  for (const [type, value] of others) {
    const allowed =
      types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'))
    if (!allowed) yield [`type (${type})`, value]
  }
  if (types.includes('integer')) yield ['type (fraction)', (schema.minimum ?? 1) + 0.5]
  if (schema.minimum !== undefined) yield ['minimum', schema.minimum - 1]
  if (schema.maximum !== undefined) yield ['maximum', schema.maximum + 1]
  if (schema.enum) {
    for (const value of [
      'nothing',
      '',
      ...schema.enum.flatMap((one) =>
        typeof one === 'string' ? [one.toUpperCase(), one.toLowerCase(), ` ${one}`] : [],
      ),
    ]) {
      yield ['enum', value]
    }
  }
  if (types.includes('string') && !schema.enum) {
    const base = full(document, schema)
    const sample = typeof base === 'string' ? base : text(schema)
    const { minLength = 0, maxLength } = schema
    if (minLength > 0) yield ['minLength', sample.slice(0, minLength - 1)]
    if (minLength > 1) yield ['minLength in code points', '\u{1f600}'.repeat(minLength - 1)]
    if (maxLength !== undefined) yield ['maxLength', sample.padEnd(maxLength + 1, 'x')]
    if (schema.pattern !== undefined)
      for (const value of near(sample)) yield [`pattern (${JSON.stringify(value)})`, value]
    for (const value of NO_FORMAT[schema.format ?? ''] ?? []) yield [`format (${value})`, value]
    for (const value of schema.not?.enum ?? []) yield ['not', value]
  }
  if (types.includes('array')) {
    const item = schema.items ? full(document, schema.items) : 'x'
    if (schema.minItems) yield ['minItems', Array(schema.minItems - 1).fill(item)]
    if (schema.maxItems !== undefined) yield ['maxItems', Array(schema.maxItems + 1).fill(item)]
    if (schema.uniqueItems) yield ['uniqueItems', [item, item]]
  }
  if (types.includes('object')) {
    const whole = full(document, schema) as Record<string, unknown>
    for (const name of schema.required ?? []) {
      const { [name]: _, ...rest } = whole
      yield ['required', rest, `.${name}`]
    }
    for (const [name, needed] of Object.entries(schema.dependentRequired ?? {})) {
      for (const other of needed) {
        const { [other]: _, ...rest } = { ...whole, [name]: whole[name] }
        yield [`dependentRequired (${name})`, rest, `.${other}`]
      }
    }
    if (schema.additionalProperties === false)
      yield ['additionalProperties', { ...whole, unknownMember: 'x' }]
  }
}
