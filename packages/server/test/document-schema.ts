import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

/** A schema of `openapi.json`, as far as what is sent to the server needs it. */
export interface InputSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly InputSchema[]
  readonly oneOf?: readonly InputSchema[]
  readonly not?: InputSchema
  readonly properties?: Readonly<Record<string, InputSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | InputSchema
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>
  readonly items?: InputSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly example?: unknown
  readonly examples?: readonly unknown[]
}

/** What an operation refuses and no keyword says. */
export interface DocumentedRule {
  readonly rule: string
  readonly code: string
  /** Where the input stands, such as `body.price.amount`; `*` for each entry of a list. */
  readonly path?: string
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: InputSchema
}
interface Operation {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: {
    readonly required?: boolean
    readonly content: Record<string, { readonly schema: InputSchema }>
  }
  readonly 'x-rules'?: readonly DocumentedRule[]
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[]
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, InputSchema>> }
}

const file = new URL('../../../openapi/openapi.json', import.meta.url)
const document: OpenApi = JSON.parse(readFileSync(file, 'utf8'))
const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }))
const { schemas } = document.components

/** The schemas that references lead to stand beside each one that is compiled. */
const validators = new WeakMap<InputSchema, ValidateFunction>()

/** Every operation of the document by its id. */
export const documentedOperations: ReadonlyMap<string, Operation> = new Map(
  Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((operation) => [operation.operationId, operation]),
  ),
)

export const resolved = (schema: InputSchema): InputSchema => {
  const name = schema.$ref?.replace('#/components/schemas/', '')
  return name === undefined ? schema : (schemas[name] ?? {})
}

/** Whether the document allows the value. */
export function fits(schema: InputSchema, value: unknown): boolean {
  let validate = validators.get(schema)
  if (!validate) {
    validate = ajv.compile({ ...schema, components: { schemas } })
    validators.set(schema, validate)
  }
  return validate(value)
}

/** Parameters of one place as one object. */
function parameters({ parameters = [] }: Operation, place: string): InputSchema | null {
  const found = parameters.filter((parameter) => parameter.in === place)
  if (found.length === 0) return null
  return {
    type: 'object',
    properties: Object.fromEntries(found.map(({ name, schema }) => [name, schema])),
    required: found.filter(({ required }) => required).map(({ name }) => name),
  }
}

/** What an operation reads of a request, by the name that its problems give the place. */
export interface Inputs {
  readonly query?: InputSchema
  readonly body?: InputSchema
  readonly form?: InputSchema
}

export function inputsOf(id: string): Inputs {
  const operation = documentedOperations.get(id)
  if (!operation) throw new Error(`${id} is not in openapi.json`)
  const query = parameters(operation, 'query')
  const content = operation.requestBody?.content ?? {}
  const body = content['application/json']?.schema
  const form = content['application/x-www-form-urlencoded']?.schema
  return { ...(query && { query }), ...(body && { body }), ...(form && { form }) }
}
