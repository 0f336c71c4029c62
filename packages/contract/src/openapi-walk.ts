/** A schema of the document, as far as it is walked. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  default?: unknown
  not?: Schema
  discriminator?: { propertyName: string }
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  prefixItems?: Schema[]
  additionalProperties?: Schema | boolean
  description?: string
  example?: unknown
  'x-extensible-enum'?: true
  'x-rules'?: readonly Rule[]
}

/** Something that is refused although the schema allows it. */
interface Rule {
  rule: string
  code: string
  path?: string
}

/** A body in one media type. */
export interface Media {
  schema: Schema
  example?: unknown
  examples?: Record<string, { value: unknown }>
}

export interface Parameter {
  name: string
  in: string
  required?: boolean
  schema: Schema
  description?: string
  example?: unknown
}

interface Response {
  $ref?: string
  content?: Record<string, Media>
}

export interface Operation {
  operationId: string
  summary: string
  description: string
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Record<string, Media> }
  responses: Record<string, Response>
  externalDocs?: { url: string }
  'x-rules'?: readonly Rule[]
}

/** What is walked of a document. */
export interface Walked {
  paths?: object
  webhooks?: object
  components?: { schemas?: object; responses?: object }
}

const operationsIn = (paths: object = {}): Operation[] =>
  Object.values(paths).flatMap((methods) => Object.values(methods as Record<string, Operation>))

/** The operations of a document. */
export const operationsOf = ({ paths }: Walked): Operation[] => operationsIn(paths)
/** The events that it sends. */
export const eventsOf = ({ webhooks }: Walked): Operation[] => operationsIn(webhooks)

/** A body of a document: what callers send, or what is sent to them. */
export interface Body {
  readonly operationId: string
  /** Of an answer; `null` for requests and events. */
  readonly status: number | null
  readonly direction: 'received' | 'sent'
  readonly type: string
  readonly media: Media
}

/** What an answer holds, also one that is described elsewhere. */
function contentOf({ components }: Walked, response: Response): Response['content'] {
  if (response.$ref === undefined) return response.content
  const shared = components?.responses as Record<string, Response> | undefined
  return shared?.[refName(response.$ref)]?.content
}

/** Every body of a document: requests, answers and events. */
export function bodiesOf(document: Walked): Body[] {
  const bodies = (operation: Operation, from: Pick<Body, 'status' | 'direction'>, content = {}) =>
    Object.entries<Media>(content).map(([type, media]) => ({
      operationId: operation.operationId,
      ...from,
      type,
      media,
    }))
  return [
    ...operationsOf(document).flatMap((operation) => [
      ...bodies(operation, { status: null, direction: 'received' }, operation.requestBody?.content),
      ...Object.entries(operation.responses).flatMap(([status, response]) =>
        bodies(operation, { status: Number(status), direction: 'sent' }, contentOf(document, response)),
      ),
    ]),
    ...eventsOf(document).flatMap((event) =>
      bodies(event, { status: null, direction: 'sent' }, event.requestBody?.content),
    ),
  ]
}

/** Name of the schema that a reference leads to. */
export const refName = ($ref: string): string => $ref.split('/').at(-1) ?? ''

/** The schema itself, or the named one that it refers to. */
export function resolve(document: Walked, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema
  const named = document.components?.schemas as Record<string, Schema>
  return named[refName(schema.$ref)] ?? {}
}

/** The schemas that stand directly inside of one. */
export const partsOf = (schema: Schema): Schema[] => [
  ...Object.values(schema.properties ?? {}),
  ...(schema.items ? [schema.items] : []),
  ...(schema.prefixItems ?? []),
  ...(typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : []),
  ...alternativesOf(schema),
]

/** What a union allows, but for `null`. */
export const alternativesOf = ({ anyOf = [], oneOf = [] }: Schema): Schema[] =>
  [...anyOf, ...oneOf].filter(({ type }) => type !== 'null')
