import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { OpenApiObject, OperationObject, OrRef, Parameter, Schema } from './openapi-object.ts'

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])

/** References that lead to references; more than this many lead in a circle. */
const LONGEST_CHAIN = 20

const segment = (text: string) => text.replaceAll('~', '~0').replaceAll('/', '~1')

/** What a document that is served says, and whether a value fits it. */
export class ContractDocument {
  readonly object: OpenApiObject
  /** Every operation, in the order of the document. */
  readonly operations: readonly Operation[]
  readonly #open: () => Ajv2020
  readonly #closed: () => Ajv2020
  readonly #least: () => Ajv2020
  readonly #validators = new Map<string, ValidateFunction>()
  readonly #fitting = new WeakMap<Schema, ValidateFunction>()

  constructor(object: OpenApiObject) {
    this.object = object
    this.#open = lazy(() => validatorOf(object))
    this.#closed = lazy(() => validatorOf(closed(object)))
    this.#least = lazy(() => validatorOf(opened(object)))
    this.operations = Object.entries(object.paths ?? {}).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method]) => METHODS.has(method))
        .map(([method, operation]) => new Operation(this, path, method, operation)),
    )
  }

  /** What the reference leads to; nothing in particular where it leads nowhere, which is a finding of its own. */
  resolve<T extends object>(value: OrRef<T>): T {
    let found: OrRef<T> = value
    for (let steps = 0; '$ref' in found && typeof found.$ref === 'string'; steps += 1) {
      const next = steps < LONGEST_CHAIN ? this.#follow(found.$ref) : undefined
      if (typeof next !== 'object' || next === null) return {} as T
      found = next as OrRef<T>
    }
    return found as T
  }

  /** Whether the reference leads to something. */
  has(reference: string): boolean {
    return this.#follow(reference) !== undefined
  }

  #follow(reference: string): unknown {
    if (!reference.startsWith('#/')) return undefined
    let found: unknown = this.object
    for (const part of reference.slice(2).split('/')) {
      const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
      found = (found as Record<string, unknown> | undefined)?.[name]
    }
    return found
  }

  /** What is wrong with what a server sent, by the schema at the pointer; no member more than declared. */
  answerProblem(pointer: string, value: unknown): string | null {
    return this.#problem(this.#closed, pointer, value)
  }

  /** What is wrong with what a client is to send, by the schema at the pointer. */
  inputProblem(pointer: string, value: unknown): string | null {
    return this.#problem(this.#open, pointer, value)
  }

  /** Whether a schema, which may refer to those of the document, allows the value. */
  fits(schema: Schema, value: unknown): boolean {
    let validate = this.#fitting.get(schema)
    if (!validate) {
      validate = this.#open().compile(absolute(schema))
      this.#fitting.set(schema, validate)
    }
    return validate(value)
  }

  /** What of a value a schema does not allow, with the name of the part in its places; `null` when it fits. */
  problem(schema: Schema, part: string, value: unknown): string | null {
    if (this.fits(schema, value)) return null
    const { instancePath = '', message = 'does not fit' } = this.#fitting.get(schema)?.errors?.[0] ?? {}
    return `${part}${instancePath.replaceAll('/', '.')} ${message}`
  }

  /** What is wrong with what a client is to send even if the server ignored every member that is not declared. */
  leastProblem(pointer: string, value: unknown): string | null {
    return this.#problem(this.#least, pointer, value)
  }

  /** The operation that such a request would reach. */
  operationAt(method: string, pathname: string): Operation | null {
    const found = this.operations.filter((one) => one.method === method && one.pattern.test(pathname))
    return found.find(({ path }) => path === pathname) ?? found[0] ?? null
  }

  #problem(ajv: () => Ajv2020, pointer: string, value: unknown): string | null {
    const kind = ajv === this.#closed ? 'closed' : ajv === this.#open ? 'open' : 'least'
    const key = `${kind} ${pointer}`
    let validate = this.#validators.get(key)
    if (!validate) {
      try {
        validate = ajv().compile({ $ref: `openapi#${encodeURI(pointer)}` })
      } catch (error) {
        return `its schema cannot be read (${error instanceof Error ? error.message : error})`
      }
      this.#validators.set(key, validate)
    }
    return validate(value) ? null : sentenceOf(validate.errors ?? [])
  }
}

/** A run over few operations needs one or two of the validators, and each takes its time to read the document. */
function lazy<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

const validatorOf = (object: object) =>
  formats
    .default(new Ajv2020({ strict: false, allErrors: true, validateSchema: false }))
    .addSchema(object, 'openapi')

/** A few of the problems, each with its place; of a union all variants complain. */
const sentenceOf = (errors: readonly ErrorObject[]) =>
  errors
    .slice(0, 3)
    .map(({ instancePath, message, params }) => {
      const extra = 'additionalProperty' in params ? ` ("${params.additionalProperty}")` : ''
      return `${instancePath || 'the body'} ${message}${extra}`
    })
    .join('; ')

/** Has the schema refer to those of the document from outside it. */
function absolute<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(absolute) as T
  if (typeof schema !== 'object' || schema === null) return schema
  const members = Object.entries(schema).map(([key, value]) => [
    key,
    key === '$ref' && typeof value === 'string' ? `openapi${value}` : absolute(value),
  ])
  return Object.fromEntries(members) as T
}

/** Closes every object schema, so that a member which is not declared is refused. */
function closed<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(closed) as T
  if (typeof schema !== 'object' || schema === null) return schema
  const members = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  const isObject = 'properties' in schema && 'type' in schema && !('additionalProperties' in schema)
  return (isObject ? { ...members, additionalProperties: false } : members) as T
}

/** Opens every object schema, so that a member which is not declared is ignored. */
function opened<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(opened) as T
  if (typeof schema !== 'object' || schema === null) return schema
  const members = Object.entries(schema).filter(
    ([key, value]) => key !== 'additionalProperties' || value !== false,
  )
  return Object.fromEntries(members.map(([key, value]) => [key, opened(value)])) as T
}

/** One operation of the document, with what its requests and answers must look like. */
export class Operation {
  readonly id: string
  readonly path: string
  /** In capitals, as it is sent. */
  readonly method: string
  readonly object: OperationObject
  readonly pointer: string
  readonly parameters: readonly Parameter[]
  /** Its query as one object; `null` when it reads none. */
  readonly querySchema: Schema | null
  /** Matches its paths, with one group for each parameter. */
  readonly pattern: RegExp
  readonly #document: ContractDocument

  constructor(document: ContractDocument, path: string, method: string, object: OperationObject) {
    this.#document = document
    this.id = object.operationId
    this.path = path
    this.method = method.toUpperCase()
    this.object = object
    this.pointer = `/paths/${segment(path)}/${method}`
    this.parameters = (object.parameters ?? []).map((parameter) => document.resolve(parameter))
    const query = this.parametersIn('query')
    this.querySchema =
      query.length === 0
        ? null
        : {
            type: 'object',
            properties: Object.fromEntries(query.map(({ name, schema }) => [name, schema])),
            required: query.filter(({ required }) => required).map(({ name }) => name),
          }
    this.pattern = new RegExp(
      `^${path
        .split(/\{\w+\}/)
        .map((part) => part.replaceAll(/[.*+?^$()[\]\\|]/g, '\\$&'))
        .join('([^/]+)')}$`,
    )
  }

  /** Reads only, and so leaves no trace (RFC 9110 §9.2.1). */
  get isSafe(): boolean {
    return this.method === 'GET'
  }

  /** The credentials that it takes, by the names of the security schemes; `null` among them: none is needed. */
  get credentials(): readonly (string | null)[] {
    const ways = this.object.security ?? []
    if (ways.length === 0) return [null]
    return ways.flatMap((way) => (Object.keys(way).length === 0 ? [null] : Object.keys(way)))
  }

  get needsCredential(): boolean {
    return !this.credentials.includes(null)
  }

  parametersIn(place: Parameter['in']): readonly Parameter[] {
    return this.parameters.filter((parameter) => parameter.in === place)
  }

  /** What is wrong with a value of one of its parameters. */
  parameterProblem(parameter: Parameter, value: unknown): string | null {
    const index = this.parameters.indexOf(parameter)
    const given = this.object.parameters?.[index]
    if (!given) return null
    const pointer = '$ref' in given ? given.$ref.slice(1) : `${this.pointer}/parameters/${index}`
    return this.#document.inputProblem(`${pointer}/schema`, value)
  }

  /** The media type of its body, and the schema; `null` when it takes none. */
  get body(): {
    readonly type: string
    readonly schema: Schema
    readonly pointer: string
    readonly required: boolean
  } | null {
    const { requestBody } = this.object
    const [entry] = Object.entries(requestBody?.content ?? {})
    if (!requestBody || !entry) return null
    const [type, { schema }] = entry
    const pointer = `${this.pointer}/requestBody/content/${segment(type)}/schema`
    return { type, schema, pointer, required: requestBody.required ?? false }
  }

  /** A body as the document has it by example; `undefined` when there is none. */
  get exampleBody(): unknown {
    const [media] = Object.values(this.object.requestBody?.content ?? {})
    return media?.example ?? Object.values(media?.examples ?? {})[0]?.value
  }

  /** The statuses that it declares, with the codes that come with each. */
  get answers(): readonly { readonly status: number; readonly code: string | null }[] {
    const errors = this.object['x-errors'] ?? []
    return Object.keys(this.object.responses).flatMap((key): { status: number; code: string | null }[] => {
      const status = Number(key)
      const codes = errors.filter((error) => error.status === status)
      return codes.length > 0 ? codes.map(({ code }) => ({ status, code })) : [{ status, code: null }]
    })
  }

  /** How an answer of this status is declared; `null` when it is not. */
  answer(status: number): AnswerDeclaration | null {
    const given = this.object.responses[status]
    if (given === undefined) return null
    const pointer = '$ref' in given ? given.$ref.slice(1) : `${this.pointer}/responses/${status}`
    const { headers = {}, content = {} } = this.#document.resolve(given)
    const required = Object.entries(headers)
      .filter(([, header]) => this.#document.resolve(header).required)
      .map(([name]) => name.toLowerCase())
    return {
      types: Object.keys(content),
      headers: Object.keys(headers).map((name) => name.toLowerCase()),
      requiredHeaders: required,
      schemaPointer: (type) => `${pointer}/content/${segment(type)}/schema`,
      example: (type) => content[type]?.example,
    }
  }
}

/** How one answer is declared. */
export interface AnswerDeclaration {
  readonly types: readonly string[]
  readonly headers: readonly string[]
  readonly requiredHeaders: readonly string[]
  schemaPointer(type: string): string
  example(type: string): unknown
}
