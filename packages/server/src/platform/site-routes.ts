import type { Context } from 'hono'
import { assetFolder, assetProblem, CURRENT, IMMUTABLE, notBuilt, textTypeOf } from './built-asset.ts'
import type { Config } from './config.ts'
import type { Deps } from './deps.ts'
import type { Html } from './html/html.ts'
import { htmlResponse } from './html/response.ts'
import { hostOf } from './http/hosts.ts'
import { RequestFacts } from './http/request.ts'
import type { HeaderList } from './http/respond.ts'
import { serveStatic } from './http/static-file.ts'
import { forPrograms } from './http/typed-url.ts'
import { Site, type SiteFile } from './site.ts'

/** A site that `npm run build` made, and the host that it stands on. */
interface BuiltSite {
  readonly host: 'app' | 'docs'
  /** Its folder in ASSETS_DIR. */
  readonly asset: string
  /** Where the files are whose names change with their content. */
  readonly hashed: string
  /** Of its Content-Security-Policy, what is not the same on all of them. */
  readonly policy: (scripts: readonly string[]) => readonly string[]
  readonly words: {
    readonly readOnly: string
    readonly missing: string
    readonly subject: string
    /** For readers of text, who get no page: where there are others. */
    readonly listed?: string
  }
  /** A page for a path that the site lacks, or that is asked for before it is built. */
  readonly instead?: (path: string) => Html | null
  /** What answers the paths of an app that finds its own way; without it a path that is no file is not found. */
  readonly entry?: string
}

/** Answers a request that is on no route; `null` on other hosts. */
type SiteHandler = (c: Context) => Promise<Response> | null

/** The docs. `instead` has a page for a path that they lack, or that is asked for before they are built. */
export const docsSite = (deps: Deps, instead: (path: string) => Html | null): SiteHandler =>
  builtSite(deps, {
    host: 'docs',
    asset: 'docs',
    hashed: '/_astro/',
    policy: (scripts) => [
      // Search runs on WebAssembly.
      ["script-src 'self' 'wasm-unsafe-eval'", ...scripts].join(' '),
      "img-src 'self' data:",
      // Requests are tried out here, and at the bare host what has CORS only there.
      `connect-src 'self' ${deps.config.origin}`,
      "worker-src 'self'",
    ],
    words: {
      readOnly: 'The docs can only be read.',
      missing: 'The docs are not there yet',
      subject: 'The docs of this server are',
      listed: `Every page of these docs is listed in ${deps.config.docsUrl}/llms.txt.`,
    },
    instead,
  })

/** The dashboard: one page, whose scripts show what its path says. */
export const dashboardSite = (deps: Deps): SiteHandler =>
  builtSite(deps, {
    host: 'app',
    asset: 'dashboard',
    hashed: '/assets/',
    policy: (scripts) => [
      ["script-src 'self'", ...scripts].join(' '),
      // The preview of a page is a frame without scripts, which has this policy too; pages may show images from anywhere.
      "img-src 'self' data: blob: https:",
      // Files go straight to where they are stored.
      ['connect-src', "'self'", deps.config.origin, ...storageOrigins(deps.config)].join(' '),
    ],
    words: {
      readOnly: 'Nothing can be sent to this page.',
      missing: 'The dashboard is not there yet',
      subject: 'The dashboard of this server is',
    },
    entry: 'index.html',
  })

const storageOrigins = ({ S3_ENDPOINT }: Config): string[] =>
  S3_ENDPOINT === undefined ? [] : [new URL(S3_ENDPOINT).origin]

function builtSite(
  { config, log }: Deps,
  { host, asset, hashed, policy, words, instead = () => null, entry }: BuiltSite,
): SiteHandler {
  const site = new Site(assetFolder(config, asset), config)

  const policyOf = ({ scripts }: SiteFile) =>
    [
      "default-src 'none'",
      ...policy(scripts),
      "style-src 'self' 'unsafe-inline'",
      "font-src 'self'",
      "manifest-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; ')

  const serve = (c: Context, served: SiteFile, cacheControl: string, status = 200) => {
    const isPage = served.file.type.startsWith('text/html')
    const headers: HeaderList = [
      ...(isPage ? ([['content-security-policy', policyOf(served)]] satisfies HeaderList) : []),
      ['referrer-policy', 'strict-origin-when-cross-origin'],
    ]
    return serveStatic(c, served.file, { cacheControl, status, headers })
  }

  const withoutSite = async (c: Context, request: RequestFacts, path: string) => {
    const page = instead(path)
    if (page) return await htmlResponse(page, { status: 200, headers: [['x-request-id', request.id]] })
    const message = notBuilt(words.subject, words.subject.endsWith('are') ? 'them' : 'it')
    return await assetProblem(c, request, 'unavailable', { title: words.missing, message, reload: true })
  }

  /** Whether a path is that of a file: the app shows pages, to browsers. */
  const isFile = (c: Context, path: string) =>
    path.startsWith(hashed) || !c.req.header('accept')?.includes('text/html')

  const noFile = async (c: Context, request: RequestFacts) => {
    const problem = { title: 'Nothing is here', message: 'There is no such file. Load the page again.' }
    return await assetProblem(c, request, 'not_found', problem)
  }

  const answer = async (c: Context, path: string): Promise<Response> => {
    const request = new RequestFacts(c, config)
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!reads) {
      const headers: HeaderList = [['allow', 'GET, HEAD']]
      const problem = { title: 'Not possible here', message: words.readOnly, headers }
      return await assetProblem(c, request, 'method_not_allowed', problem)
    }
    const build = await site.current()
    if (build === null && entry !== undefined && isFile(c, path)) return await noFile(c, request)
    if (build === null) return await withoutSite(c, request, path)
    try {
      const found = site.find(build, path)
      if (found && 'moved' in found) {
        const location = `${found.moved}${new URL(c.req.url).search}`
        return new Response(null, { status: 308, headers: { location, 'cache-control': CURRENT } })
      }
      if (found) {
        const served = await site.read(build, found.file)
        return serve(c, served, path.startsWith(hashed) ? IMMUTABLE : CURRENT)
      }
      const page = instead(path)
      if (page) return await htmlResponse(page, { status: 200, headers: [['x-request-id', request.id]] })
      if (words.listed && textTypeOf(path)) {
        const problem = { title: 'This page is not here', message: words.listed }
        return await assetProblem(c, request, 'not_found', problem)
      }
      if (entry === undefined) return serve(c, await site.readNotFound(build), CURRENT, 404)
      if (isFile(c, path)) return await noFile(c, request)
      return serve(c, await site.read(build, entry), CURRENT)
    } catch (error) {
      log.warn({ err: error, requestId: request.id, asset }, 'a file of a built site could not be read')
      return await withoutSite(c, request, path)
    }
  }

  return (c) => {
    const url = new URL(c.req.url)
    if (hostOf(c.req.header('host') ?? url.host, config).kind !== host) return null
    return forPrograms.test(url.pathname) ? null : answer(c, url.pathname)
  }
}
