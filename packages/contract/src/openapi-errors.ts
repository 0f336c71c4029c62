import type { z } from '@hono/zod-openapi'
import { EXAMPLE_REQUEST_ID, errorBody, errorName, exampleDocUrl, oauthErrorBody } from './errors/bodies.ts'
import { type ErrorCode, errorEntry, retryMeanings } from './errors.ts'
import { errorHeaders, headerReferences } from './headers.ts'
import { type OAuthErrorCode, oauthErrorEntry } from './oauth-errors.ts'
import { type ErrorAnswer, errorAnswers, type OperationDefinition } from './route.ts'

const entryOf = (operation: OperationDefinition, code: ErrorAnswer['code']) =>
  operation.oauthErrors ? oauthErrorEntry(code as OAuthErrorCode) : errorEntry(code as ErrorCode)

/** `x-errors`: every error of an operation, for tools. */
export const errorList = (operation: OperationDefinition) =>
  errorAnswers(operation)
    .map(({ code, status }) => ({ code, status, retry: entryOf(operation, code).retry }))
    .toSorted((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1))

function describe(operation: OperationDefinition, code: ErrorAnswer['code']): string {
  const { message, cause, cure, retry } = entryOf(operation, code)
  const lines = [`Cause: ${cause}`, `Cure: ${cure}`, `Retry (\`${retry}\`): ${retryMeanings[retry]}`]
  return `\`${code}\`: ${message}\n\n${lines.map((line) => `- ${line}`).join('\n')}`
}

function example(operation: OperationDefinition, code: ErrorAnswer['code']) {
  const { message } = entryOf(operation, code)
  if (operation.oauthErrors) {
    return { summary: message, value: { error: code, error_description: message } }
  }
  const docUrl = exampleDocUrl(code as ErrorCode)
  const details = errorEntry(code as ErrorCode).detailsExample ?? null
  return { summary: message, value: { error: code, message, requestId: EXAMPLE_REQUEST_ID, docUrl, details } }
}

/** Headers that depend on the operation, not on its codes alone, with what they add to the name of the response. */
const variants = { 'Idempotent-Replayed': 'Replayable', 'Set-Cookie': 'SettingCookies' } as const

// A type, because an interface does not fit where members named `x-…` may follow.
type Content = {
  readonly schema: { readonly $ref: string } | { readonly type: 'string' }
  /** One of each code, by its name. */
  readonly examples?: Record<string, { summary: string; value: object }>
}

/** An error response, shared by all operations that answer the same codes in the same form with the same headers. */
interface ErrorResponse {
  readonly name: string
  readonly response: {
    readonly description: string
    readonly headers: ReturnType<typeof headerReferences>
    readonly content: Record<string, Content>
  }
  /** Schema of its body, unless that is a page. */
  readonly body: { readonly name: string; readonly schema: z.ZodType } | null
}

function errorResponse(
  operation: OperationDefinition,
  status: number,
  codes: readonly ErrorAnswer['code'][],
): ErrorResponse {
  const { oauthErrors, errorsAsHtml } = operation
  const prefix = oauthErrors ? 'OAuth' : ''
  const declared = errorHeaders(operation, status)
  const added = Object.entries(variants).flatMap(([header, suffix]) => (header in declared ? [suffix] : []))
  const form = errorsAsHtml ? 'Page' : ''
  // Of the codes of OAuth some are answered with more than one status.
  const always = oauthErrors ? String(status) : ''
  const response = {
    description: codes.map((code) => describe(operation, code)).join('\n\n'),
    headers: headerReferences(declared),
  }
  const name = [prefix, errorName(codes), always, form, ...added].join('')
  if (errorsAsHtml) {
    return {
      name,
      response: { ...response, content: { 'text/html': { schema: { type: 'string' } } } },
      body: null,
    }
  }
  const schemaName = `${prefix}${errorName(codes)}Error`
  const schema = oauthErrors ? oauthErrorBody(codes as OAuthErrorCode[]) : errorBody(codes as ErrorCode[])
  const json = {
    schema: { $ref: `#/components/schemas/${schemaName}` },
    examples: Object.fromEntries(codes.map((code) => [code, example(operation, code)])),
  }
  return {
    name,
    response: { ...response, content: { 'application/json': json } },
    body: { name: schemaName, schema },
  }
}

/** The error responses of an operation by their status. */
function errorResponses(operation: OperationDefinition): [status: number, ErrorResponse][] {
  const byStatus = Map.groupBy(errorAnswers(operation), ({ status }) => status)
  return [...byStatus]
    .toSorted(([a], [b]) => a - b)
    .map(([status, answers]) => {
      const codes = answers.map(({ code }) => code).toSorted()
      return [status, errorResponse(operation, status, codes)]
    })
}

/** The error responses of an operation by reference to their components. */
export const errorReferences = (operation: OperationDefinition) =>
  Object.fromEntries(
    errorResponses(operation).map(([status, { name }]) => [
      status,
      { $ref: `#/components/responses/${name}` },
    ]),
  )

/**
 * Every error response of the operations, by name.
 * @throws when two that differ have the same name: then something else than codes, form and `variants` makes a difference.
 */
export function errorResponseComponents(operations: readonly OperationDefinition[]): ErrorResponse[] {
  const found = new Map<string, ErrorResponse>()
  for (const [, each] of operations.flatMap(errorResponses)) {
    const same = found.get(each.name)
    if (same && JSON.stringify(same.response) !== JSON.stringify(each.response)) {
      throw new Error(`Two error responses that differ would both be named ${each.name}.`)
    }
    found.set(each.name, each)
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
