import { z } from '@hono/zod-openapi'
import { moments, shop } from '../example-shop.ts'
import '../problems.ts'
import { judgedLater, saidBy, wellFormed } from './rules.ts'

export { Email } from './email.ts'

// JSON Schema counts code points, where the validator would count UTF-16 code units.
const lengthWithin = (min: number, max: number) => (context: z.core.ParsePayload<string>) => {
  const { value: input, issues } = context
  const length = input.length <= max && input.length >= 2 * min ? input.length : [...input].length
  const expected = { origin: 'string', inclusive: true, continue: true, input } as const
  if (length < min) issues.push({ code: 'too_small', minimum: min, ...expected })
  if (length > max) issues.push({ code: 'too_big', maximum: max, ...expected })
}

/** Free text of at most `max` characters. PostgreSQL cannot hold U+0000, nor jsonb half a surrogate pair. */
export const text = (max: number, min = 0) =>
  saidBy(
    wellFormed(z.string().check(lengthWithin(min, max))),
    { ...(min > 0 && { minLength: min }), maxLength: max, pattern: '^[^\\u0000]*$' },
    (value) => !value.includes('\0'),
    'must not contain U+0000',
  )

/** How an absolute URL of the web begins and what it cannot hold; `URL` reads more, and browsers some of that otherwise. */
export const WEB_URL = String.raw`^[Hh][Tt][Tt][Pp][Ss]?://[^\s\\\u0000-\u001f\u007f-\u009f]+$`

/** Markdown, which is rendered before it is stored. */
export const markdown = (max: number) =>
  judgedLater(text(max), 'must become at most 2,000,000 characters of HTML, and not take too long to render')

// The validator takes times without seconds; RFC 3339 has none.
const WITH_SECONDS = 'T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?'
const timeIn = (schema: z.ZodISODateTime, zone: string) => {
  const pattern = `${WITH_SECONDS}${zone}$`
  const form = new RegExp(pattern)
  return saidBy(schema, { pattern }, (value) => form.test(value), 'must be a time in RFC 3339, with seconds')
}

/** RFC 3339 in UTC; each use says of what. */
export const Timestamp = timeIn(z.iso.datetime(), 'Z').openapi({ example: moments.sold })

/**
 * A time that a caller names, with any offset. Not beyond the years that RFC 3339 can write in UTC: the same instant
 * is answered there.
 */
export const Moment = timeIn(z.iso.datetime({ offset: true }), '(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)').refine(
  (value) => {
    const year = new Date(value).getUTCFullYear()
    return year >= 0 && year <= 9999
  },
  'must lie in the years 0000 to 9999, in UTC',
)

/** Names that are hosts of the platform, and so cannot be handles. */
export const reservedHandles = [
  'app',
  'api',
  'docs',
  'www',
  'mail',
  'admin',
  'status',
  'cdn',
  'assets',
  'static',
] as const

/** First path segments that the platform answers itself on a handle's host. */
export const reservedPageSlugs = [
  'v2',
  'oauth',
  '_edge',
  '.well-known',
  'healthz',
  'readyz',
  'metrics',
  'openapi.json',
] as const

/** Shape of a handle's name, which is also a DNS label. */
export const handlePattern = /^[a-z0-9](-?[a-z0-9]){2,30}$/

/** A handle's name as it stands in paths. */
export const HandleName = z
  .string()
  .regex(handlePattern)
  .openapi({ description: "The creator's public name.", example: shop.handle })

/** Shape of a slug. */
export const pageSlugPattern = /^[a-z0-9](-?[a-z0-9]){0,79}$/

/** A page's slug as it stands in paths. */
export const PageSlug = z
  .string()
  .regex(pageSlugPattern)
  .openapi({ description: "The page's name in its URL.", example: shop.premium.slug })

const idPrefixes = {
  visitor: 'vis',
  visitorSession: 'vse',
  account: 'acc',
  accountSession: 'ses',
  signUp: 'sup',
  codeRequest: 'crq',
  mailedCode: 'cod',
  handle: 'hdl',
  page: 'pag',
  purchase: 'pur',
  challenge: 'chl',
  groupBuy: 'gby',
  interest: 'int',
  token: 'tok',
  file: 'fil',
  report: 'rep',
  contentReport: 'crp',
  charge: 'chg',
  refund: 'rfd',
  dispute: 'dsp',
  balanceStep: 'bst',
  earning: 'ern',
  mail: 'mail',
  resentReceipt: 'rcp',
  notice: 'ntc',
  auditEvent: 'aud',
  offer: 'off',
  supportEmailProof: 'sep',
  oauthClient: 'cli',
  oauthGrant: 'grt',
  webhookEndpoint: 'whe',
  webhookDelivery: 'msg',
} as const

/** Kinds of things that have a public id. */
export type IdKind = keyof typeof idPrefixes

/** The prefix of ids of this kind, such as `vis`. */
export const idPrefix = (kind: IdKind): string => idPrefixes[kind]

/** The id of the one thing of its kind that examples tell of, or of another. */
export function exampleId(kind: IdKind, number = 0): string {
  const tail = 'f2x8t5w4q7r1m0ce'
  const start = (Object.keys(idPrefixes).indexOf(kind) + 5 * number) % tail.length
  return `${idPrefixes[kind]}_01kafzq2dx${tail.slice(start)}${tail.slice(0, start)}`
}

/** How a kind is called in a sentence, such as `webhook endpoint`. */
const kindName = (kind: IdKind) =>
  kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace('oauth', 'OAuth')

/** An opaque, sortable, prefixed id (TypeID form). */
export const Id = (kind: IdKind) =>
  z
    .string()
    .regex(new RegExp(`^${idPrefixes[kind]}_[0-7][0-9a-hjkmnp-tv-z]{25}$`))
    .openapi({
      description: `Id of the ${kindName(kind)} (\`${idPrefixes[kind]}_…\`).`,
      example: exampleId(kind),
    })

/** An amount of money. */
export const Money = z
  .object({
    amount: z.number().int().openapi({
      description: 'In the smallest unit of the currency: 2500 is USD 25.00, 500 is JPY 500.',
      example: shop.sale.price.amount,
    }),
    currency: z.string().openapi({ description: 'ISO 4217, lower case.', example: shop.sale.price.currency }),
  })
  .openapi('Money', { description: 'An amount of money.' })
export type Money = z.output<typeof Money>

/**
 * The schema, or `null`. For schemas with a name of their own, whose `.nullable()` would make the named schema itself
 * nullable in the OpenAPI document.
 */
export const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()])

/**
 * The schema, with what it is for where it stands. For schemas with a name of their own, whose `.openapi()` would
 * describe the named schema itself.
 */
export const described = <T extends z.ZodType>(schema: T, description: string, example?: z.input<T>) =>
  z.union([schema]).openapi({ description, ...(example !== undefined && { example }) })

/** Where a list that is ordered by time and id, newest first, goes on. */
export interface Position {
  readonly at: Date
  readonly id: string
}

const PositionJson = z.tuple([z.iso.datetime(), text(100, 1)])

const base64url = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** A position as it is handed out. */
export const writeCursor = ({ at, id }: Position): Cursor =>
  base64url(JSON.stringify([at.toISOString(), id])) as Cursor

/** The position that a cursor stands for; `null` when it is none that `writeCursor` made. */
export function readPosition(cursor: string): Position | null {
  try {
    const json = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    const [at, id] = PositionJson.parse(JSON.parse(json))
    const position = { at: new Date(at), id }
    return writeCursor(position) === cursor ? position : null
  } catch {
    return null
  }
}

/** Where a list goes on; the brand says that it was looked at, so that no list begins anew for one it does not know. */
export const Cursor = z
  .string()
  .max(500)
  .refine((value) => readPosition(value) !== null, 'must be the nextCursor of the previous page, unchanged')
  .brand<'Cursor'>()
export type Cursor = z.output<typeof Cursor>

/** A whole number in a query, in decimal digits only: `1e1`, `0x5`, `05` and `+5` are none. */
export const QueryInteger = (min: number, max: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^(?:0|-?[1-9]\d*)$/.test(value) ? Number(value) : value),
    z.int('must be a whole number').min(min).max(max),
  )

/** Query of every list. */
export const ListQuery = z.object({
  limit: QueryInteger(1, 100)
    .default(50)
    .openapi({ description: 'Maximum number of items, 1 to 100.', example: 20 }),
  cursor: Cursor.optional().openapi({
    description: '`nextCursor` of the previous page, unchanged; omit it for the first.',
    example: writeCursor({ at: new Date(moments.sold), id: exampleId('purchase') }),
  }),
})

/** One page of a list; `nextCursor` is `null` on the last. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item).openapi({ description: 'This part of the list, in its order.' }),
    nextCursor: z.string().nullable().openapi({
      description: 'Pass it as `cursor` to get the next items; `null` at the end of the list.',
      example: null,
    }),
  })
