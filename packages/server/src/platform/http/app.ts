import { errorEntry, type OperationDefinition, withAddressLimit } from '@latchkey/contract'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { type Failure, fail } from '../failure.ts'
import { errorPage } from '../html/error-page.ts'
import { errorSite } from '../html/error-site.ts'
import { htmlResponse } from '../html/response.ts'
import { corsHeaders, isOpenPath, preflight } from './cors.ts'
import { type FrameOptions, framed, operationRoute } from './frame.ts'
import { movedResponse } from './moved-host.ts'
import type { Handler } from './operation.ts'
import { RequestFacts } from './request.ts'
import { apiHeaders, errorHeaders, errorJson, type HeaderList, limitHeaders } from './respond.ts'
import { ApiFirstRouter } from './router.ts'
import { RequestThrottle } from './throttle.ts'
import { meantUrl } from './typed-url.ts'

/** Areas with the handlers of each. */
export type Implementation = Record<
  string,
  { operations: Record<string, OperationDefinition>; handlers: object }
>

/** An error outside any operation: unknown path, wrong method. A page for browsers, JSON for everybody else. */
async function plainError(
  options: FrameOptions,
  failure: Failure,
  request: RequestFacts,
  extra: HeaderList = [],
): Promise<Response> {
  const { status } = errorEntry(failure.code)
  const headers: HeaderList = [
    ['x-request-id', request.id],
    ...errorHeaders(failure, request.config.origin),
    ...extra,
  ]
  if (request.header('accept')?.includes('text/html')) {
    const page = errorPage(failure, request, await errorSite(options, request.host, failure))
    return await htmlResponse(page, { status, headers })
  }
  headers.push(...apiHeaders, ['content-type', 'application/json'])
  return new Response(errorJson(failure, request.id, request.config), { status, headers })
}

/** Every answer has browsers keep to https for a year, here and on the hosts of handles below (RFC 6797). */
const overHttpsOnly: MiddlewareHandler = async (c, next) => {
  await next()
  c.res.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
}

/**
 * Registers every operation of the contract. `addRoutes` adds what lies outside it. `site` answers what is on no route,
 * or leaves it to the 404 by `null`.
 */
export function createApp(
  implementation: Implementation,
  options: FrameOptions,
  addRoutes: (app: Hono) => void,
  site: (c: Context) => Promise<Response> | null = () => null,
): Hono {
  const app = new Hono({ strict: true, router: new ApiFirstRouter() })
  if (!options.deps.config.loopback) app.use(overHttpsOnly)
  const methodsByPath = new Map<string, { methods: string[]; cors: boolean }>()

  for (const { operations, handlers } of Object.values(implementation)) {
    for (const [operationId, operation] of Object.entries(operations)) {
      const { path } = operation
      const handler = (handlers as Record<string, Handler<OperationDefinition>>)[operationId]
      if (!handler) throw new Error(`There is no handler for ${operationId}.`)
      const route = operationRoute(operationId, operation, handler, options)
      app.on(operation.method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'), route)
      const known = methodsByPath.get(path) ?? { methods: [], cors: false }
      known.methods.push(operation.method.toUpperCase())
      known.cors ||= operation.cors === true
      methodsByPath.set(path, known)
    }
  }
  addRoutes(app)

  const { deps } = options
  const leadsSomewhere = (url: string) =>
    app.router.match('GET', new URL(url).pathname)[0].some(([[handler]]) => handler !== overHttpsOnly)
  const outside = (code: 'not_found' | 'method_not_allowed', extra: HeaderList = []) =>
    framed(
      options,
      code,
      async (request, c) => {
        const throttle = new RequestThrottle(deps, request, code, { limits: withAddressLimit() })
        const failure = (await throttle.countAddress()) ?? fail(code)
        const meant = failure.code === 'not_found' ? meantUrl(c, deps.config) : null
        if (meant !== null && leadsSomewhere(meant)) {
          return { response: movedResponse(meant, [['x-request-id', request.id], ...apiHeaders]), code: null }
        }
        const headers = [...limitHeaders(throttle.states), ...extra]
        return { response: await plainError(options, failure, request, headers), code: failure.code }
      },
      async (failure, request) => ({
        response: await plainError(options, failure, request, extra),
        code: failure.code,
      }),
    )
  const answerPreflight = (c: Context) => preflight(new RequestFacts(c, deps.config).id)

  // What is known under a path that has no such method is looked up here, after the routes: a handler for all
  // methods beside that of the operation would be called through by every request.
  const knownPaths = [...methodsByPath].map(([path, { methods, cors }]) => {
    const open = cors || isOpenPath(path)
    const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ')
    return {
      pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      open,
      answer: outside('method_not_allowed', [['allow', allow], ...(open ? corsHeaders : [])]),
    }
  })
  const unknown = outside('not_found')
  const unknownButOpen = outside('not_found', corsHeaders)
  app.notFound((c) => {
    const known = knownPaths.find(({ pattern }) => pattern.test(c.req.path))
    const open = known?.open ?? isOpenPath(c.req.path)
    if (open && c.req.method === 'OPTIONS') return answerPreflight(c)
    if (known) return known.answer(c)
    return open ? unknownButOpen(c) : (site(c) ?? unknown(c))
  })
  return app
}
