// An OpenAPI document as far as it is compared, and how its references are followed.

export type Members<T> = Record<string, T>

export interface Schema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  oneOf?: Schema[]
  anyOf?: Schema[]
  allOf?: Schema[]
  discriminator?: { propertyName: string }
  properties?: Members<Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  items?: Schema
  [keyword: string]: unknown
}

export interface Media {
  schema?: Schema
  [member: string]: unknown
}

export interface Parameter {
  $ref?: string
  name: string
  in: string
  required?: boolean
  schema?: Schema
  [member: string]: unknown
}

export interface Header {
  $ref?: string
  required?: boolean
  schema?: Schema
  [member: string]: unknown
}

export interface Body {
  $ref?: string
  required?: boolean
  content?: Members<Media>
}

export interface Response {
  $ref?: string
  headers?: Members<Header>
  content?: Members<Media>
  [member: string]: unknown
}

/** A rule that JSON Schema cannot say; all but its prose is compared. */
export interface EnforcedRule {
  code: string
  path?: string
  rule: string
  [member: string]: unknown
}

export interface ErrorEntry {
  code: string
  status: number
  retry: string
}

export interface Operation {
  operationId: string
  description?: string
  deprecated?: boolean
  tags?: string[]
  security?: Members<string[]>[]
  parameters?: Parameter[]
  requestBody?: Body
  responses?: Members<Response>
  'x-errors'?: ErrorEntry[]
  'x-idempotency'?: string
  'x-rate-limit'?: Members<string>
  'x-required-role'?: string
  'x-rules'?: EnforcedRule[]
  'x-scope'?: string
  [member: string]: unknown
}

interface OAuthFlow {
  scopes?: Members<string>
  [member: string]: unknown
}

export interface SecurityScheme {
  flows?: Members<OAuthFlow>
  [member: string]: unknown
}

export interface OpenApi {
  paths?: Members<Members<Operation>>
  webhooks?: Members<Members<Operation>>
  components?: {
    schemas?: Members<Schema>
    securitySchemes?: Members<SecurityScheme>
    [kind: string]: Members<unknown> | undefined
  }
  [member: string]: unknown
}

/** Members that people read and no program depends on. */
export const prose: ReadonlySet<string> = new Set([
  'description',
  'summary',
  'title',
  'example',
  'examples',
  'externalDocs',
  '$comment',
])

/** The same value, whatever the order of its members. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  ) ?? 'undefined'

export const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)

const withoutProse = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, each: unknown) => (prose.has(key) ? undefined : each)))

/** All but the prose, and but those members that are compared by themselves. */
export const rest = (value: object, compared: readonly string[] = []): Members<unknown> =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => !prose.has(key) && !compared.includes(key) && each !== undefined)
      .map(([key, each]) => [key, typeof each === 'object' ? withoutProse(each) : each]),
  )

function lookUp(document: OpenApi, $ref: string): unknown {
  const segments = $ref.replace(/^#\//, '').split('/')
  return segments.reduce<unknown>((value, segment) => {
    const key = decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~')
    return typeof value === 'object' && value !== null ? (value as Members<unknown>)[key] : undefined
  }, document)
}

/** What a reference leads to, with what stands beside it; the value itself if it is none. */
export function resolve<T extends { $ref?: string }>(document: OpenApi, value: T): T {
  let resolved = value
  const seen = new Set<string>()
  while (resolved.$ref !== undefined && !seen.has(resolved.$ref)) {
    seen.add(resolved.$ref)
    const { $ref, ...beside } = resolved
    resolved = { ...(lookUp(document, $ref) as T | undefined), ...beside } as T
  }
  return resolved
}

/** Last part of a reference. */
export const refName = ($ref: string): string => $ref.split('/').at(-1) ?? ''
