import type { OpenAPIHono } from '@hono/zod-openapi'
import { contract } from './index.ts'
import { type LimitsSetting, quotaIn } from './limits.ts'
import type { OperationDefinition } from './route.ts'

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>

/** URLs of an OAuth flow, of which the document has the paths. */
const flowUrls = ['authorizationUrl', 'tokenUrl', 'refreshUrl'] as const

/** What of a deployment its document tells. */
interface Deployment {
  readonly origin: string
  /** Where its inbox and its local Stripe are, when it is one for trying out. */
  readonly sandbox: { readonly inbox: string; readonly stripe: string } | null
  readonly limits: LimitsSetting
}

/** The document as a server hands it out: one concrete server, absolute URLs where only such are read, its own limits. */
export function servedDocument(document: Document, { origin, sandbox, limits }: Deployment): Document {
  const schemes = Object.entries(document.components?.securitySchemes ?? {}).map(([name, scheme]) => [
    name,
    'flows' in scheme ? { ...scheme, flows: absolute(scheme.flows ?? {}, origin) } : scheme,
  ])
  return {
    ...document,
    servers: [{ url: origin }],
    ...(sandbox && { 'x-latchkey-sandbox': sandbox }),
    paths: withLimits(document.paths ?? {}, limits),
    components: { ...document.components, securitySchemes: Object.fromEntries(schemes) },
  }
}

const absolute = (flows: object, origin: string) =>
  Object.fromEntries(
    Object.entries(flows).map(([name, flow]: [string, Record<string, unknown>]) => [
      name,
      Object.fromEntries(
        Object.entries(flow).map(([key, value]) => [
          key,
          flowUrls.some((url) => url === key) ? `${origin}${value}` : value,
        ]),
      ),
    ]),
  )

const operations: Readonly<Record<string, OperationDefinition>> = Object.assign(
  {},
  ...Object.values(contract),
)

/** Each operation with the limits that this deployment enforces. */
function withLimits(paths: object, limits: LimitsSetting): NonNullable<Document['paths']> {
  return Object.fromEntries(
    Object.entries(paths).map(([path, methods]: [string, Record<string, unknown>]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => [method, limited(operation, limits)]),
      ),
    ]),
  )
}

function limited(operation: unknown, limits: LimitsSetting): unknown {
  if (typeof operation !== 'object' || operation === null) return operation
  const { 'x-rate-limit': declared, ...rest } = operation as Record<string, unknown>
  if (typeof declared !== 'object' || declared === null || !limits.enabled) return rest
  const id = String(rest.operationId)
  const countedAs = operations[id]?.limitsAs ?? id
  const quotas = Object.entries<string>(declared as Record<string, string>).map(([dimension, quota]) => [
    dimension,
    quotaIn(limits, countedAs, dimension, quota),
  ])
  return { ...operation, 'x-rate-limit': Object.fromEntries(quotas) }
}
