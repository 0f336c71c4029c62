import type { Context } from 'hono'
import { assetFolder, assetProblem, CURRENT, IMMUTABLE, notBuilt } from './built-asset.ts'
import type { Deps } from './deps.ts'
import type { Html } from './html/html.ts'
import { htmlResponse } from './html/response.ts'
import { hostOf } from './http/hosts.ts'
import { RequestFacts } from './http/request.ts'
import type { HeaderList } from './http/respond.ts'
import { serveStatic } from './http/static-file.ts'
import { forPrograms } from './http/typed-url.ts'
import { Site, type SiteFile } from './site.ts'

/**
 * Answers what is asked for on the docs host and is on no route: the site that `npm run build` made. `instead` has a
 * page for a path that the site lacks, or that is asked for before it is built.
 */
export function docsSite(
  { config, log }: Deps,
  instead: (path: string) => Html | null,
): (c: Context) => Promise<Response> | null {
  const site = new Site(assetFolder(config, 'docs'), config)

  const policy = ({ scripts }: SiteFile) =>
    [
      "default-src 'none'",
      // Search runs on WebAssembly.
      ["script-src 'self' 'wasm-unsafe-eval'", ...scripts].join(' '),
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      // Requests are tried out here, and at the bare host what has CORS only there.
      `connect-src 'self' ${config.origin}`,
      "worker-src 'self'",
      "manifest-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; ')

  const serve = (c: Context, served: SiteFile, cacheControl: string, status = 200) => {
    const isPage = served.file.type.startsWith('text/html')
    const headers: HeaderList = [
      ...(isPage ? ([['content-security-policy', policy(served)]] satisfies HeaderList) : []),
      ['referrer-policy', 'strict-origin-when-cross-origin'],
    ]
    return serveStatic(c, served.file, { cacheControl, status, headers })
  }

  const withoutSite = async (c: Context, request: RequestFacts, path: string) => {
    const page = instead(path)
    if (page) return await htmlResponse(page, { status: 200, headers: [['x-request-id', request.id]] })
    const message = `${notBuilt('The docs of this server are', 'them')} This page looks again by itself.`
    const problem = { title: 'The docs are not there yet', message, reload: true }
    return await assetProblem(c, request, 'unavailable', problem)
  }

  const answer = async (c: Context, path: string): Promise<Response> => {
    const request = new RequestFacts(c, config)
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!reads) {
      const headers: HeaderList = [['allow', 'GET, HEAD']]
      const problem = { title: 'Not possible here', message: 'The docs can only be read.', headers }
      return await assetProblem(c, request, 'method_not_allowed', problem)
    }
    const build = await site.current()
    if (build === null) return await withoutSite(c, request, path)
    try {
      const found = site.find(build, path)
      if (found && 'moved' in found) {
        const location = `${found.moved}${new URL(c.req.url).search}`
        return new Response(null, { status: 308, headers: { location, 'cache-control': CURRENT } })
      }
      if (found) {
        const served = await site.read(build, found.file)
        return serve(c, served, path.startsWith('/_astro/') ? IMMUTABLE : CURRENT)
      }
      const page = instead(path)
      if (page) return await htmlResponse(page, { status: 200, headers: [['x-request-id', request.id]] })
      return serve(c, await site.readNotFound(build), CURRENT, 404)
    } catch (error) {
      log.warn({ err: error, requestId: request.id }, 'a page of the docs could not be read')
      return await withoutSite(c, request, path)
    }
  }

  return (c) => {
    const url = new URL(c.req.url)
    if (hostOf(c.req.header('host') ?? url.host, config).kind !== 'docs') return null
    return forPrograms.test(url.pathname) ? null : answer(c, url.pathname)
  }
}
