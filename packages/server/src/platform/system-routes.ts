import type { Context, Hono } from 'hono'
import { sql } from 'kysely'
import { isLoopbackHost } from './config.ts'
import type { Deps } from './deps.ts'
import { doneByNow } from './http/after-answer.ts'
import { corsHeaders, preflight } from './http/cors.ts'
import { RequestFacts } from './http/request.ts'
import { serveStatic } from './http/static-file.ts'
import { documentOf } from './openapi-document.ts'
import { hashSecret, sameHash } from './secrets.ts'

/** Milliseconds that the readiness check waits for the database. */
const READY_TIMEOUT = 2000

type Answer = (c: Context) => Response | Promise<Response>

const routes =
  (app: Hono, { config }: Deps) =>
  (path: string, answer: Answer) =>
    app.get(path, async (c) => {
      const response = await answer(c)
      response.headers.set('x-request-id', new RequestFacts(c, config).id)
      return response
    })

/** Routes that tell how the process is. */
export function addProbes(app: Hono, deps: Deps): void {
  const get = routes(app, deps)

  get('/healthz', (c) => c.text('ok\n'))

  get('/readyz', async (c) => {
    if (deps.readiness.stopping) return c.text('stopping\n', 503)
    const database = sql`select 1`.execute(deps.db).then(
      () => true,
      () => false,
    )
    const timeout = new Promise<boolean>((resolve) => setTimeout(resolve, READY_TIMEOUT, false).unref())
    const lacking = (await Promise.race([database, timeout])) ? [] : ['database unreachable']
    lacking.push(...deps.readiness.lacking)
    return lacking.length === 0 ? c.text('ready\n') : c.text(`${lacking.join('\n')}\n`, 503)
  })

  get('/metrics', async (c) => {
    if (!mayReadMetrics(c, deps)) return c.text('not found\n', 404)
    // What was answered just now is counted too.
    doneByNow()
    const { registry } = deps.metrics
    return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType })
  })
}

/** Routes for operators and tools, outside the contract. */
export function addSystemRoutes(app: Hono, deps: Deps): void {
  addProbes(app, deps)
  app.options('/openapi.json', (c) => preflight(new RequestFacts(c, deps.config).id))
  routes(app, deps)('/openapi.json', async (c) =>
    serveStatic(c, await documentOf(deps.config), { cacheControl: 'public, no-cache', headers: corsHeaders }),
  )
}

/**
 * With the token, or from loopback when no proxy stands in between (behind one, everybody comes from loopback) and
 * under a loopback name (a page whose host was rebound to loopback comes under its own).
 */
function mayReadMetrics(c: Context, { config }: Deps): boolean {
  const given = c.req.header('authorization')?.replace(/^Bearer /i, '')
  if (config.METRICS_TOKEN && given) return sameHash(hashSecret(given), hashSecret(config.METRICS_TOKEN))
  const proxied = config.TRUST_PROXY > 0 || c.req.header('x-forwarded-for') || c.req.header('forwarded')
  if (proxied || !isLoopbackHost(c.req.header('host') ?? '')) return false
  const remote: string | undefined = c.env?.incoming?.socket?.remoteAddress
  return remote !== undefined && /^(?:127\.|::1$|::ffff:127\.)/.test(remote)
}
