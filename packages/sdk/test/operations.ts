// Every operation of the client beside what the document says of it, for tests that call them all.
import { readFileSync } from 'node:fs'
import { operationTable } from '../src/generated/operations.ts'
import type { Latchkey, OperationId, Retry } from '../src/index.ts'

interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
}
interface Operation {
  readonly operationId: OperationId
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { content: Record<string, { schema: Schema }> }
  readonly responses: Record<string, unknown>
  readonly 'x-errors': readonly { code: string; status: number; retry: Retry }[]
}
interface Schema {
  readonly $ref?: string
  readonly properties?: Record<string, Schema>
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

const file = new URL('../../../openapi/openapi.json', import.meta.url)
const document: {
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, Parameter & Schema>>
} = JSON.parse(readFileSync(file, 'utf8'))

const resolved = (value: Parameter | Schema): Parameter & Schema => {
  const [kind = '', name = ''] = value.$ref?.split('/').slice(2) ?? []
  const found = value.$ref ? document.components[kind]?.[name] : value
  if (!found) throw new Error(`The document has no ${value.$ref}.`)
  return found as Parameter & Schema
}

/** The names of the members that a body may have. */
function membersOf(schema: Schema): string[] {
  const { properties = {}, anyOf = [], oneOf = [] } = resolved(schema)
  return [...Object.keys(properties), ...[...anyOf, ...oneOf].flatMap(membersOf)]
}

/** Any operation, as it is called here. */
export interface AnyOperation {
  readonly id: OperationId
  readonly errors: Operation['x-errors']
  /** Its codes, as the client's table has them. */
  readonly codes: string
  /** The status of its success. */
  readonly success: number
  /** Calls it, with `value` in every place of its input. */
  call(client: Latchkey, value?: string): Promise<{ data?: unknown; error?: CaughtError }>
}

/** What any error of an operation has. */
export interface CaughtError extends Error {
  readonly code: string
  readonly rawCode: string
  readonly retry: Retry
}

type AnyMethod = (input: object) => ReturnType<AnyOperation['call']>

function operationOf(area: string, codes: string, { operationId, ...operation }: Operation): AnyOperation {
  const parameters = (operation.parameters ?? []).map(resolved)
  const named = (place: Parameter['in'], value: string) =>
    Object.fromEntries(parameters.filter((each) => each.in === place).map(({ name }) => [name, value]))
  const json = operation.requestBody?.content['application/json']
  return {
    id: operationId,
    errors: operation['x-errors'],
    codes,
    success: Math.min(...Object.keys(operation.responses).map(Number)),
    call(client, value = 'x') {
      const method = (client as unknown as Record<string, Record<string, AnyMethod>>)[area]?.[operationId]
      if (!method) throw new Error(`The client has no ${operationId}.`)
      const body = json && Object.fromEntries(membersOf(json.schema).map((name) => [name, value]))
      const [path, query, header] = [named('path', value), named('query', value), named('header', value)]
      return method({ path, query, header, ...(body && { body }) })
    },
  }
}

const entries = Object.entries(operationTable).flatMap(([area, ids]) =>
  Object.entries<readonly [string, string, string, string?]>(ids).map(([id, [, , codes]]) => ({
    id,
    area,
    codes,
  })),
)

/** Every operation that the client has a method for. */
export const everyOperation: readonly AnyOperation[] = Object.values(document.paths)
  .flatMap((methods) => Object.values(methods))
  .flatMap((operation) => {
    const entry = entries.find(({ id }) => id === operation.operationId)
    return entry ? [operationOf(entry.area, entry.codes, operation)] : []
  })

/** An error as the API answers it. */
export const errorAnswer = (
  code: string,
  status: number,
  more: object = {},
  headers: Record<string, string> = {},
) =>
  Response.json(
    {
      error: code,
      message: 'It went wrong.',
      requestId: 'req_0123456789',
      docUrl: `https://docs.latchkey.test/errors/${code}`,
      details: null,
      ...more,
    },
    { status, headers },
  )
