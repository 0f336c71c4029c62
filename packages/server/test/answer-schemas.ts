import { readFileSync } from 'node:fs'
import { contract, type ErrorCode, errorBody } from '@latchkey/contract'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { ObservedAnswer } from '../src/platform/deps.ts'
import { answerName, declaredAnswers } from './contract-answers.ts'

interface OpenApi {
  paths: Record<
    string,
    Record<string, { operationId: string; responses: Record<string, DeclaredResponse | { $ref: string }> }>
  >
  components: {
    headers: Record<string, { required: boolean }>
    responses: Record<string, DeclaredResponse>
  }
}
interface DeclaredResponse {
  content?: Record<string, { example?: unknown }>
  headers?: Record<string, { $ref: string }>
}

const file = new URL('../../../openapi/openapi.json', import.meta.url)
const document: OpenApi = close(JSON.parse(readFileSync(file, 'utf8')))
const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true })).addSchema(document, 'openapi')
const validators = new Map<string, ValidateFunction>()

const locations = new Map(
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, responses }]) => [
      operationId,
      { pointer: `/paths/${pointerSegment(path)}/${method}`, responses },
    ]),
  ),
)

const operations: object = Object.assign({}, ...Object.values(contract))

function pointerSegment(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** Closes every object schema, so that a member which is not declared is refused. */
function close<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(close) as T
  if (typeof schema !== 'object' || schema === null) return schema
  if ('allOf' in schema) throw new Error('allOf cannot be closed; write the schema out.')
  const closed = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, close(value)]))
  const isObject = 'properties' in schema && 'type' in schema && !('additionalProperties' in schema)
  return (isObject ? { ...closed, additionalProperties: false } : closed) as T
}

function validator(pointer: string): ValidateFunction {
  let validate = validators.get(pointer)
  if (!validate) {
    validate = ajv.compile({ $ref: `openapi#${encodeURI(pointer)}` })
    validators.set(pointer, validate)
  }
  return validate
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What HTTP, CORS and the browser's protection say beside the contract. */
const NOT_DECLARED =
  /^(?:date|connection|keep-alive|content-(?:type|length|encoding)|transfer-encoding|vary|access-control-.*|x-content-type-options|referrer-policy|content-security-policy|x-frame-options|strict-transport-security)$/

/** The declaration of a response, with where it stands in the document. */
function responseOf(operation: string, status: number) {
  const { pointer = '', responses = {} } = locations.get(operation) ?? {}
  const given = responses[status]
  if (given === undefined || !('$ref' in given)) {
    return given && { declared: given, pointer: `${pointer}/responses/${status}` }
  }
  const declared = document.components.responses[given.$ref.replace('#/components/responses/', '')]
  return declared && { declared, pointer: given.$ref.slice(1) }
}

const headerComponents = document.components.headers

/** A header that is missing although it is declared as always sent, or sent although it is not declared. */
function headerProblem({ headers: declared = {} }: DeclaredResponse, sent: Headers): string | null {
  for (const [name, { $ref }] of Object.entries(declared)) {
    const component = headerComponents[$ref.replace('#/components/headers/', '')]
    if (!component) return `declares ${name} by ${$ref}, which does not exist`
    if (component.required && !sent.has(name)) return `has no ${name}, which is declared as always sent`
  }
  const names = new Set(Object.keys(declared).map((name) => name.toLowerCase()))
  const undeclared = [...sent.keys()].find((name) => !names.has(name) && !NOT_DECLARED.test(name))
  return undeclared === undefined ? null : `has ${undeclared}, which is not declared`
}

/** Texts of the validator, which only those understand who wrote the schema. */
const RAW_PROBLEM =
  /Too (?:small|big): expected|Invalid input|Invalid (?:string|option|key|element|number|format|URL|email)|Unrecognized key/

/** What is wrong with an answer, compared with `openapi.json`; `null` when it is as declared. */
export async function answerProblem({
  operation,
  status,
  code,
  response,
}: ObservedAnswer): Promise<string | null> {
  const text = await response.clone().text()
  const type = response.headers.get('content-type')?.split(';')[0] ?? null
  if (response.headers.get('x-request-id') === null) return 'has no X-Request-Id'
  if (status >= 400 && RAW_PROBLEM.test(text)) return `shows what the validator says: ${text}`
  if (!(operation in operations)) {
    // Hosted pages, unknown paths, wrong methods: a page, a redirect, or an error body.
    if (type === 'text/html' || status === 303 || status === 308) return null
    const fits = code && errorBody([code as ErrorCode]).safeParse(parsed(text)).success
    return fits ? null : `is not an error body: ${text}`
  }
  if (!declaredAnswers.has(answerName(operation, status, code))) return 'is not declared'

  const documented = responseOf(operation, status)
  if (!documented) return 'is not in openapi.json'
  const { declared, pointer } = documented
  const problem = headerProblem(declared, response.headers)
  if (problem) return problem
  const types = Object.keys(declared.content ?? {})
  if (types.length === 0) return text === '' ? null : `has a body where none is declared: ${text}`
  if (type === null || !types.includes(type)) return `is ${type}, declared is ${types.join(' or ')}`
  if (type === 'text/csv') {
    const columns = (csv: unknown) => String(csv).split('\r\n', 1)[0]
    const example = declared.content?.[type]?.example
    return columns(text) === columns(example)
      ? null
      : `has other columns than its csvExample: ${columns(text)}`
  }
  if (type !== 'application/json') return null

  const body = parsed(text)
  const validate = validator(`${pointer}/content/${pointerSegment('application/json')}/schema`)
  if (!validate(body)) return `${ajv.errorsText(validate.errors)}: ${text}`
  const answered = code === null ? null : (body as { error: unknown }).error
  return answered === code ? null : `says ${answered} where the server meant ${code}`
}
