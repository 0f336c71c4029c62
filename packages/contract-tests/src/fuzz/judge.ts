import { checkAnswer } from '../answers.ts'
import type { ContractDocument, Operation } from '../document.ts'
import type { Exchange } from '../exchange.ts'
import type { Schema } from '../openapi-object.ts'
import type { RuleId } from '../rules.ts'

/** A rule that an exchange breaks, and how. */
export interface Problem {
  readonly rule: RuleId
  readonly sentence: string
}

/** Everything that is wrong with an exchange, by the document alone: a declared refusal never is. */
export function problemsOf(document: ContractDocument, exchange: Exchange): Problem[] {
  const problems: Problem[] = []
  checkAnswer(document, exchange, (rule, sentence) => problems.push({ rule, sentence }))
  const shape = shapeProblem(document, exchange)
  const { status } = exchange.answer
  if (shape !== null && status < 300) {
    problems.push({
      rule: 'invalid-input-accepted',
      sentence: `It answered ${status}, although ${shape.replace(/^\S+/, (place) => `\`${place}\``)}.`,
    })
  }
  if (shape === null) {
    const refused = unexplained(exchange)
    if (refused) {
      problems.push({
        rule: 'valid-input-refused',
        sentence: `It answered ${status} ${exchange.answer.code} for \`${refused.path}\` (${refused.message}), which the document allows.`,
      })
    }
  }
  return problems
}

type Request = Exchange['request']

/** What the document refuses in the query or the body of a request; `null` when it allows both. */
function shapeProblem(document: ContractDocument, exchange: Pick<Exchange, 'operation' | 'request'>) {
  const { operation, request } = exchange
  if (!operation || request.method !== operation.method) return null
  return (
    queryProblem(document, operation, new URL(request.url).searchParams) ??
    bodyProblem(document, operation, request)
  )
}

function queryProblem(document: ContractDocument, operation: Operation, search: URLSearchParams) {
  if (operation.querySchema === null) return null
  return document.problem(operation.querySchema, 'query', asObject(document, operation.querySchema, search))
}

function bodyProblem(document: ContractDocument, operation: Operation, { body, headers }: Request) {
  if (operation.body === null) return null
  const { type, schema, required } = operation.body
  const text = body === null ? '' : Buffer.from(body).toString()
  if (text === '') return required ? 'body is missing' : null
  if (headers['content-type'] !== type) return null
  if (type === 'application/x-www-form-urlencoded') {
    return document.problem(schema, 'form', asObject(document, schema, new URLSearchParams(text)))
  }
  if (type !== 'application/json') return null
  try {
    return document.problem(schema, 'body', leniently(operation, JSON.parse(text)))
  } catch (error) {
    if (error instanceof SyntaxError) return 'body is no JSON'
    throw error
  }
}

/** Libraries write `[]` for whatever they do not set, which RFC 7591 lets the server ignore and its description says. */
function leniently({ id }: Operation, body: unknown): unknown {
  if (id !== 'registerOAuthClient' || typeof body !== 'object' || body === null || Array.isArray(body))
    return body
  return Object.fromEntries(
    Object.entries(body).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  )
}

/** Queries and forms hold text; numbers and booleans are those that their text means. */
function asObject(document: ContractDocument, schema: Schema, search: URLSearchParams): object {
  const { properties = {} } = document.resolve(schema)
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const values = search.getAll(name)
      const member = document.resolve(properties[name] ?? {})
      return [name, values.length > 1 ? values : meant(member, values[0] ?? '')]
    }),
  )
}

function meant({ type }: Schema, text: string): unknown {
  const types = [type ?? []].flat()
  if (types.some((one) => one === 'integer' || one === 'number') && /^-?\d+(?:\.\d+)?$/.test(text)) {
    return Number(text)
  }
  if (types.includes('boolean') && /^(?:true|false)$/.test(text)) return text === 'true'
  return text
}

interface Issue {
  readonly path: string
  readonly message: string
}

/** Codes that say that a member is not as it must be. */
const REFUSALS = new Set(['invalid_request', 'invalid_redirect_url', 'invalid_client_metadata'])

/** What is refused of a request that its schemas allow, and no rule beside them refuses. */
function unexplained({ operation, request, answer }: Exchange): Issue | null {
  if (!operation || answer.status !== 400 || answer.code === null || !REFUSALS.has(answer.code)) return null
  const isWellFormed = wellFormed(request)
  const rules = (operation.object['x-rules'] ?? []).filter(({ code }) => code === answer.code)
  const explains = (path: string) =>
    rules.some((one) =>
      one.path === undefined
        ? // It is about every text of the request, so it is nobody's excuse when all are well-formed.
          !(isWellFormed && one.rule.includes('well-formed Unicode'))
        : one.path === anyIndex(path),
    )
  return (
    issuesOf(answer.json).find(({ path }) => /^(?:query|body|form)\b/.test(path) && !explains(path)) ?? null
  )
}

const anyIndex = (path: string) => path.replaceAll(/\.\d+(?=\.|$)/g, '.*')

function wellFormed({ body, url }: Request): boolean {
  const isMalformed = (text: string) => /\\u[dD][89a-fA-F]/.test(text) || !text.isWellFormed()
  // RFC 3986: bytes that are no UTF-8 become U+FFFD when they are read.
  return !isMalformed(body === null ? '' : Buffer.from(body).toString()) && !url.includes('%EF%BF%BD')
}

/** The members that an error names; OAuth has one text for all (RFC 6749 §5.2). */
function issuesOf(json: unknown): readonly Issue[] {
  const { details, error_description: description } = json as {
    details?: { issues?: readonly Issue[] } | null
    error_description?: string
  }
  if (details?.issues) return details.issues
  return (description ?? '').split('; ').map((line) => {
    const [path = '', ...message] = line.split(': ')
    return { path, message: message.join(': ') }
  })
}
