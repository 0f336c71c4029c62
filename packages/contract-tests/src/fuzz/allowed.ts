import fc from 'fast-check'
import type { ContractDocument } from '../document.ts'
import type { Schema } from '../openapi-object.ts'
import { full } from './broken.ts'

// Values that a schema allows, made by reading the schema and nothing else.

const MANY = 4

/** Longer texts would take the server its time to render, and find nothing more. */
const LONG = 20_000

/** Strings that only some readers of a schema think of: lengths are counted in code points (RFC 8259, JSON Schema). */
const atTheEdges = ({ minLength = 0, maxLength }: Schema): string[] =>
  ['x', '\u{1f600}', ' ', '\0', '\u202e', '%'].flatMap((unit) =>
    [minLength, ...(maxLength === undefined || maxLength > LONG ? [] : [maxLength])].map((length) =>
      unit.repeat(length),
    ),
  )

const dates = fc
  .date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true })
  .chain((date) =>
    fc.constantFrom('Z', '+02:00', '-11:30', 'z').map((zone) => date.toISOString().slice(0, -1) + zone),
  )

const hosts = fc.constantFrom(
  'example.com',
  'Example.COM',
  'b\u00fccher.example',
  'xn--bcher-kva.example',
  'example',
  'example.com.',
  'a_b.example.com',
  '-a.example.com',
  'example.123',
  '127.0.0.1',
  '10.0.0.1',
  '[::1]',
  'localhost',
  '*.example.com',
  'latchkey.test',
  'shop.latchkey.test',
)
const ascii = fc.string({ unit: 'grapheme-ascii', maxLength: 12 })

const urls = fc
  .tuple(
    fc.constantFrom(
      'https://',
      'https://',
      'HTTPS://',
      'http://',
      'https:',
      'ftp://',
      '//',
      'https://ana:secret@',
    ),
    hosts,
    fc.constantFrom('', '', ':8443', ':443'),
    fc.oneof(
      fc.constantFrom('', '/', '/{pageSlug}', '/{pageSlug}/{pageSlug}', '?code=x', '#top'),
      ascii.map((path) => `/${path}`),
    ),
  )
  .map((parts) => parts.join(''))

const emails = fc.oneof(
  fc.emailAddress(),
  fc
    .tuple(fc.oneof(fc.constantFrom('ana', 'A.B', '.a', 'a..b', 'a+b', '\u00e4'), ascii), hosts)
    .map((parts) => parts.join('@')),
)

/** Classes that name what they do not hold are endless to the generator; other strings fit them often enough. */
const matching = (pattern: string): fc.Arbitrary<string> | null =>
  pattern.includes('[^') ? null : fc.stringMatching(new RegExp(pattern, 'u'))

function strings(schema: Schema): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = minLength + 300, pattern, format } = schema
  const most = Math.min(maxLength, minLength + 40)
  const kinds: fc.Arbitrary<string>[] = [
    fc.constantFrom(...atTheEdges(schema)),
    fc.string({ unit: 'grapheme-ascii', minLength, maxLength: most }),
    fc.string({ unit: 'binary', minLength, maxLength: most }),
    urls,
  ]
  if (format === 'date-time') kinds.push(dates, dates)
  if (format === 'email') kinds.push(emails, emails, emails)
  const form = pattern === undefined ? null : matching(pattern)
  if (form) kinds.push(form, form)
  return fc.oneof(...kinds)
}

/** Any value that the schema allows. */
export function allowedBy(document: ContractDocument, schema: Schema): fc.Arbitrary<unknown> {
  const to = document.resolve(schema)
  const given = [...(to.examples ?? []), ...(to.example === undefined ? [] : [to.example])]
  const made = unfiltered(document, to)
  const either = given.length > 0 ? fc.oneof(fc.constantFrom(...given), made) : made
  // Not a filter, which would look for ever for what is allowed too seldom.
  return fc.tuple(either, either, either).map((values) => {
    const allowed = values.find((value) => document.fits(to, value))
    return allowed === undefined ? full(document, to) : allowed
  })
}

function unfiltered(document: ContractDocument, schema: Schema): fc.Arbitrary<unknown> {
  const variants = schema.oneOf ?? schema.anyOf
  if (variants) return fc.oneof(...variants.map((variant) => allowedBy(document, variant)))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const types = [schema.type ?? []].flat()
  return types.length > 0 ? fc.oneof(...types.map((type) => ofType(document, type, schema))) : fc.jsonValue()
}

function ofType(document: ContractDocument, type: string, schema: Schema): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
    case 'number': {
      const { minimum = -(2 ** 53) + 1, maximum = 2 ** 53 - 1 } = schema
      return fc.oneof(
        fc.integer({ min: minimum, max: maximum }),
        fc.integer({ min: minimum, max: Math.min(maximum, minimum + 1000) }),
      )
    }
    case 'array': {
      const { minItems = 0, maxItems = minItems + MANY, items = {} } = schema
      return fc.array(allowedBy(document, items), {
        minLength: minItems,
        maxLength: Math.min(maxItems, minItems + MANY),
      })
    }
    case 'object':
      return objects(document, schema)
    default:
      return strings(schema)
  }
}

function objects(
  document: ContractDocument,
  { properties = {}, required = [], additionalProperties = true }: Schema,
) {
  const declared = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, member]) => [name, allowedBy(document, member)]),
    ),
    { requiredKeys: [...required] },
  )
  if (additionalProperties === false) return declared
  return fc
    .tuple(
      declared,
      fc.oneof(
        { weight: 4, arbitrary: fc.constant({}) },
        { weight: 1, arbitrary: fc.constant({ unknownMember: 'x' }) },
      ),
    )
    .map(([known, more]) => ({ ...known, ...more }))
}
