import { type ErrorCode, errorEntry, type OperationDefinition } from '@latchkey/contract'
import { type Context, Hono } from 'hono'
import { fail } from '../failure.ts'
import { preflight } from './cors.ts'
import { type FrameOptions, framed, operationRoute } from './frame.ts'
import type { Handler } from './operation.ts'
import type { RequestFacts } from './request.ts'
import { apiHeaders, errorHeaders, errorJson, type HeaderList } from './respond.ts'

/** Areas with the handlers of each. */
export type Implementation = Record<
  string,
  { operations: Record<string, OperationDefinition>; handlers: object }
>

/** A JSON error outside any operation: unknown path, wrong method. */
function plainError(
  code: ErrorCode,
  request: RequestFacts,
  origin: string,
  extra: HeaderList = [],
): Response {
  return new Response(errorJson(fail(code as 'not_found'), request.id), {
    status: errorEntry(code).status,
    headers: [
      ...apiHeaders,
      ...errorHeaders(code, origin),
      ...extra,
      ['x-request-id', request.id],
      ['content-type', 'application/json'],
    ],
  })
}

/** Registers every operation of the contract. `addRoutes` adds what lies outside it, before the 404. */
export function createApp(
  implementation: Implementation,
  options: FrameOptions,
  addRoutes: (app: Hono) => void,
): Hono {
  const app = new Hono({ strict: true })
  const { origin } = options.deps.config
  const methodsByPath = new Map<string, { methods: string[]; cors: boolean }>()

  for (const { operations, handlers } of Object.values(implementation)) {
    for (const [operationId, operation] of Object.entries(operations)) {
      const path = operation.path.replaceAll(/\{(\w+)\}/g, ':$1')
      const handler = (handlers as Record<string, Handler<OperationDefinition>>)[operationId]
      if (!handler) throw new Error(`There is no handler for ${operationId}.`)
      app.on(operation.method.toUpperCase(), path, operationRoute(operationId, operation, handler, options))
      const known = methodsByPath.get(path) ?? { methods: [], cors: false }
      known.methods.push(operation.method.toUpperCase())
      known.cors ||= operation.cors === true
      methodsByPath.set(path, known)
    }
  }
  addRoutes(app)

  const outside = (
    name: string,
    answer: (request: RequestFacts, c: Context) => { response: Response; code: ErrorCode | null },
  ) =>
    framed(
      options,
      name,
      async (request, c) => answer(request, c),
      (failure, request) => plainError(failure.code, request, origin),
    )

  for (const [path, { methods, cors }] of methodsByPath) {
    if (cors) app.options(path, () => preflight(methods))
    const allow: HeaderList = [
      ['allow', [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ')],
    ]
    app.all(
      path,
      outside('method_not_allowed', (request) => ({
        response: plainError('method_not_allowed', request, origin, allow),
        code: 'method_not_allowed',
      })),
    )
  }
  app.notFound(
    outside('not_found', (request) => ({
      response: plainError('not_found', request, origin),
      code: 'not_found',
    })),
  )
  return app
}
