import { createRoute, z } from '@hono/zod-openapi'
import { credentialsOf } from './credentials.ts'
import { errorBody, errorEntry } from './errors.ts'
import {
  type DeclaredHeaders,
  errorHeaders,
  headerComponent,
  type ResponseHeader,
  successHeaders,
} from './headers.ts'
import { withAddressLimit } from './limits.ts'
import { type OAuthErrorCode, oauthErrorBody, oauthErrorCatalogue } from './oauth-errors.ts'
import { inputRules } from './openapi-rules.ts'
import { type Auth, declaredErrors, errorAnswers, type OperationDefinition, type Success } from './route.ts'

const jsonContent = (schema: z.ZodType) => ({ 'application/json': { schema } })
const htmlContent = { 'text/html': { schema: z.string() } }
const csvContent = { 'text/csv': { schema: z.string() } }

/** The headers by reference to their components. */
const headersOf = (declared: DeclaredHeaders) =>
  Object.fromEntries(
    (Object.entries(declared) as [ResponseHeader, boolean][]).map(([name, required]) => [
      name,
      { $ref: `#/components/headers/${headerComponent(name, required)}` },
    ]),
  )

function successResponse(operation: OperationDefinition, success: Success) {
  const { description } = success
  const headers = headersOf(successHeaders(operation, success))
  if ('body' in success) {
    return { description, headers, content: { ...jsonContent(success.body), ...(success.csv && csvContent) } }
  }
  return { description, headers, ...('html' in success && { content: htmlContent }) }
}

function oauthErrorResponses(operation: OperationDefinition) {
  const byStatus = Map.groupBy(errorAnswers(operation), ({ status }) => status)
  return Object.fromEntries(
    [...byStatus].map(([status, answers]) => {
      const codes = answers.map(({ code }) => code as OAuthErrorCode)
      return [
        status,
        {
          description: codes.map((code) => `\`${code}\`: ${oauthErrorCatalogue[code].meaning}`).join('\n\n'),
          headers: headersOf(errorHeaders(operation, status)),
          content: jsonContent(oauthErrorBody(codes)),
        },
      ]
    }),
  )
}

function errorResponses(operation: OperationDefinition) {
  if (operation.oauthErrors) return oauthErrorResponses(operation)
  const byStatus = Map.groupBy(declaredErrors(operation), (code) => errorEntry(code).status)
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${errorEntry(code).message}`).join('\n\n'),
        headers: headersOf(errorHeaders(operation, status)),
        content: operation.errorsAsHtml ? htmlContent : jsonContent(errorBody(codes)),
      },
    ]),
  )
}

function requestBody(operation: OperationDefinition) {
  if (operation.body) return { required: !operation.bodyOptional, content: jsonContent(operation.body) }
  if (operation.form) {
    return { required: true, content: { 'application/x-www-form-urlencoded': { schema: operation.form } } }
  }
  if (operation.rawBody) {
    const schema = z
      .looseObject({})
      .openapi({ description: 'Read byte for byte, because the signature covers it.' })
    return { required: true, content: jsonContent(schema) }
  }
  return undefined
}

/** The credentials that the guard takes; a scope goes with OAuth. */
const security = (auth: Auth): Record<string, string[]>[] =>
  credentialsOf[auth.subject].map((credential) => ({
    [credential]: credential === 'oauth' && auth.subject === 'token' ? [auth.scope] : [],
  }))

const idempotencyHeader = {
  'Idempotency-Key': z.string().max(255).optional().openapi({
    description:
      'A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.',
    example: 'f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e',
  }),
}

const ifMatchHeader = {
  'If-Match': z.string().optional().openapi({
    description:
      'The `ETag` of the version you read. If the resource has changed since, nothing happens and the error is `precondition_failed`. Without it, the last write wins.',
    example: '"3fJx0Q2m9vKc"',
  }),
}

function requestHeaders({ idempotency, ifMatch }: OperationDefinition): z.ZodObject | undefined {
  if (!idempotency && !ifMatch) return undefined
  return z.object({ ...(ifMatch && ifMatchHeader), ...(idempotency && idempotencyHeader) })
}

/** The operation as a zod-openapi route, from which `openapi.json` is written. */
export function toOpenApiRoute(area: string, operationId: string, operation: OperationDefinition) {
  const body = requestBody(operation)
  const headers = requestHeaders(operation)
  const rules = inputRules(operation)
  return createRoute({
    operationId,
    method: operation.method,
    path: operation.path,
    tags: [area],
    summary: operation.summary,
    description: operation.description,
    security: security(operation.auth),
    request: {
      ...(operation.params && { params: operation.params }),
      ...(operation.query && { query: operation.query }),
      ...(headers && { headers }),
      ...(body && { body }),
    },
    responses: {
      ...Object.fromEntries(
        Object.entries(operation.success).map(([status, success]) => [
          status,
          successResponse(operation, success),
        ]),
      ),
      ...errorResponses(operation),
    },
    ...(operation.auth.subject === 'account' &&
      operation.auth.role && { 'x-required-role': operation.auth.role }),
    'x-rate-limit': withAddressLimit(operation.limits),
    ...(rules.length > 0 && { 'x-rules': rules }),
  })
}
