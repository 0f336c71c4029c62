import { readFileSync } from 'node:fs'
import { contract, type OperationDefinition } from '@latchkey/contract'

interface Schema {
  $ref?: string
  type?: string | string[]
  example?: unknown
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  items?: Schema
  required?: string[]
  minLength?: number
  minItems?: number
  minimum?: number
  format?: string
}
interface Media {
  schema: Schema
  example?: unknown
  examples?: Record<string, { value: unknown }>
}
interface Operation {
  operationId: string
  parameters?: { name: string; in: string; schema: Schema }[]
  requestBody?: { content: Record<string, Media> }
}
interface OpenApi {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

const file = new URL('../../../openapi/openapi.json', import.meta.url)
const document: OpenApi = JSON.parse(readFileSync(file, 'utf8'))
const documented = new Map(
  Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((operation) => [operation.operationId, operation]),
  ),
)

/** Every operation of the contract with its id. */
export const operations: [id: string, operation: OperationDefinition][] = Object.values(contract).flatMap(
  (area) => Object.entries<OperationDefinition>(area),
)

/** A value that the schema documents: its example, else the least that it asks for. */
function sample(schema: Schema): unknown {
  if (schema.$ref) return sample(resolved(schema))
  if (schema.example !== undefined) return schema.example
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [alternative] = schema.anyOf ?? schema.oneOf ?? []
  if (alternative) return sample(alternative)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sample(schema.properties?.[name] ?? {})]),
      )
    case 'array':
      return schema.minItems ? Array(schema.minItems).fill(sample(schema.items ?? {})) : []
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    default:
      return schema.format === 'uri' ? 'https://example.com/' : 'x'.repeat(Math.max(1, schema.minLength ?? 1))
  }
}

/** Path parameters as the document has them by example. */
export const sampleParams = (id: string): Record<string, string> =>
  Object.fromEntries(
    (documented.get(id)?.parameters ?? [])
      .filter((parameter) => parameter.in === 'path')
      .map((parameter) => [parameter.name, String(sample(parameter.schema))]),
  )

/** Queries of the operation that choose one of several kinds, e.g. `state=DRAFT`. */
export const queryChoices = (id: string): string[] =>
  (documented.get(id)?.parameters ?? [])
    .filter((parameter) => parameter.in === 'query')
    .flatMap(({ name, schema }) => (schema.enum ?? []).map((value) => `${name}=${value}`))

/** A JSON or form body as the document has it by example; `null` when there is none. */
export function sampleBody(id: string): unknown {
  const [media] = Object.values(documented.get(id)?.requestBody?.content ?? {})
  return media?.example ?? Object.values(media?.examples ?? {})[0]?.value ?? null
}

/** A body with every member that the document knows, also those that may be left out. */
export function fullBody(id: string): Record<string, unknown> {
  const [media] = Object.values(documented.get(id)?.requestBody?.content ?? {})
  const members = Object.entries(media ? propertiesOf(media.schema) : {})
  return {
    ...Object.fromEntries(members.map(([name, schema]) => [name, sample(schema)])),
    ...(sampleBody(id) as object),
  }
}

/** Another body that fits the contract too. */
export function otherBody(id: string, operation: OperationDefinition): object {
  const body = sampleBody(id) as Record<string, unknown>
  const [media] = Object.values(documented.get(id)?.requestBody?.content ?? {})
  const properties = media ? propertiesOf(media.schema) : {}
  const changes = Object.entries(properties).flatMap(([name, schema]) =>
    others(body[name], schema).map((value) => ({ ...body, [name]: value })),
  )
  const fitting = changes.find((change) => operation.body?.safeParse(change).success)
  if (!fitting) throw new Error(`There is no second body for ${id}; give a member of it an example.`)
  return fitting
}

const resolved = (schema: Schema): Schema =>
  schema.$ref ? (document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema

/** Members of a body; of a union, those of the body that is its first example. */
function propertiesOf(schema: Schema): Record<string, Schema> {
  const { properties, anyOf, oneOf } = resolved(schema)
  const [alternative] = anyOf ?? oneOf ?? []
  return properties ?? (alternative ? propertiesOf(alternative) : {})
}

/** Values that differ from `value`. */
function others(value: unknown, schema: Schema): unknown[] {
  if (typeof value === 'string') return [`${value}x`, `x${value}`, ...(schema.enum ?? []).slice(1)]
  if (typeof value === 'number') return [value + 1]
  if (typeof value === 'boolean') return [!value]
  if (Array.isArray(value)) return [value.length > 0 || !schema.items ? [] : [sample(schema.items)]]
  return value === undefined ? [sample(schema)] : []
}

export interface SampleOptions {
  readonly origin: string
  readonly params?: Record<string, string>
  /** How parameters are written into the path; `encodeURIComponent` otherwise. */
  readonly encode?: (value: string) => string
  readonly query?: string
  readonly token?: string | null
  readonly headers?: Record<string, string>
  /** In place of the sample; `null` sends none. */
  readonly body?: BodyInit | null
}

/** A request of the operation that fits the contract, or differs from such a one as told. */
export function sampleRequest(id: string, operation: OperationDefinition, options: SampleOptions): Request {
  const params = { ...sampleParams(id), ...options.params }
  const encode = options.encode ?? encodeURIComponent
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encode(params[name] ?? ''))
  const body = options.body === undefined ? encodedBody(id, operation) : options.body
  const type = operation.form ? 'application/x-www-form-urlencoded' : 'application/json'
  return new Request(`${options.origin}${path}${options.query ?? ''}`, {
    method: operation.method.toUpperCase(),
    headers: {
      ...(body !== null && { 'content-type': type }),
      ...(options.token && { authorization: `Bearer ${options.token}` }),
      ...options.headers,
    },
    ...(body !== null && { body, duplex: 'half' }),
  })
}

function encodedBody(id: string, operation: OperationDefinition): string | null {
  const body = sampleBody(id)
  if (body === null) return null
  return operation.form ? String(new URLSearchParams(body as Record<string, string>)) : JSON.stringify(body)
}
