import { createRoute, z } from '@hono/zod-openapi'
import { credentialsOf } from './credentials.ts'
import { headerReferences, successHeaders } from './headers.ts'
import { errorList, errorReferences } from './openapi-errors.ts'
import { operationExtensions } from './openapi-extensions.ts'
import { inputRules } from './openapi-rules.ts'
import type { OperationDefinition, Success } from './route.ts'

const content = <T extends string>(type: T, schema: z.ZodType, example?: unknown) => ({
  [type]: { schema, ...(example !== undefined && { example }) },
})
const jsonContent = (schema: z.ZodType, example?: unknown) => content('application/json', schema, example)
const htmlContent = { 'text/html': { schema: z.string() } }
const csvContent = (example?: string) => content('text/csv', z.string(), example)

function successResponse(operation: OperationDefinition, success: Success) {
  const { description } = success
  const headers = headerReferences(successHeaders(operation, success))
  if ('body' in success) {
    const csv = success.csv && csvContent(success.csvExample)
    return { description, headers, content: { ...jsonContent(success.body, success.example), ...csv } }
  }
  return { description, headers, ...('html' in success && { content: htmlContent }) }
}

function requestBody(operation: OperationDefinition) {
  const { bodyExample } = operation
  if (operation.body) {
    return { required: !operation.bodyOptional, content: jsonContent(operation.body, bodyExample) }
  }
  if (operation.form) {
    return {
      required: true,
      content: content('application/x-www-form-urlencoded', operation.form, bodyExample),
    }
  }
  if (operation.rawBody) {
    const schema = z
      .looseObject({})
      .openapi({ description: 'Read byte for byte, because the signature covers it.' })
    return { required: true, content: jsonContent(schema, bodyExample) }
  }
  return undefined
}

/** The credentials that the guard takes, or, after none, those that are looked at; a scope goes with OAuth. */
const security = ({ auth, accepts = [] }: OperationDefinition): Record<string, string[]>[] => [
  ...(accepts.length > 0 ? [{}] : []),
  ...[...credentialsOf[auth.subject], ...accepts].map((credential) => ({
    [credential]: credential === 'oauth' && auth.subject === 'token' ? [auth.scope] : [],
  })),
]

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
    security: security(operation),
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
      ...errorReferences(operation),
    },
    'x-errors': errorList(operation),
    ...operationExtensions(area, operationId, operation),
    ...(rules.length > 0 && { 'x-rules': rules }),
  })
}
