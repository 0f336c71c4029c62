import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import type { Deps } from './deps.ts'
import { fail } from './failure.ts'
import { layout } from './html/layout.ts'
import { htmlResponse } from './html/response.ts'
import { corsHeaders } from './http/cors.ts'
import { hostOf } from './http/hosts.ts'
import { RequestFacts } from './http/request.ts'
import { apiHeaders, errorHeaders, errorJson, type HeaderList } from './http/respond.ts'
import { type StaticFile, serveStatic } from './http/static-file.ts'

/** The packages that a deployment hands out: name of the file, folder below `ASSETS_DIR`, and what people call it. */
const packages = [
  { stem: 'latchkey-sdk', folder: 'sdk', what: 'SDK' },
  { stem: 'latchkey-contract-tests', folder: 'contract-tests', what: 'contract tests' },
] as const

type Package = (typeof packages)[number]

/** Written by `npm run build` beside what it describes. */
const Manifest = z.object({ tarball: z.string().regex(/^[\w.+-]+-[0-9a-f]{12}\.tgz$/) })

interface Packed {
  /** Its name with version and hash. */
  readonly name: string
  readonly file: StaticFile
}

const CURRENT = 'public, no-cache'
const IMMUTABLE = 'public, max-age=31536000, immutable'

/** `{stem}.tgz` is whatever this deployment has; `{stem}-{version}-{hash12}.tgz` is these bytes, or nothing. */
export function addPackageRoutes(app: Hono, { config }: Deps): void {
  const loaded = new Map<string, Packed>()

  /** Read anew each time: `npm run build` may replace it while the server runs. */
  async function current({ folder }: Package): Promise<Packed | null> {
    try {
      const path = join(config.ASSETS_DIR, folder)
      const { tarball } = Manifest.parse(JSON.parse(await readFile(join(path, 'manifest.json'), 'utf8')))
      const known = loaded.get(folder)
      if (known?.name === tarball) return known
      const bytes = new Uint8Array(await readFile(join(path, tarball)))
      const version = tarball.slice(-'0123456789ab.tgz'.length, -'.tgz'.length)
      const file = { type: 'application/gzip', version, bodies: new Map([['identity' as const, bytes]]) }
      const packed = { name: tarball, file }
      loaded.set(folder, packed)
      return packed
    } catch {
      return null
    }
  }

  app.get('/sdk/:file', async (c) => {
    const { kind } = hostOf(c.req.header('host') ?? new URL(c.req.url).host, config)
    const name = c.req.param('file')
    const wanted = packages.find(
      ({ stem }) =>
        name === `${stem}.tgz` || (name.startsWith(`${stem}-`) && /-[0-9a-f]{12}\.tgz$/.test(name)),
    )
    if (!wanted || (kind !== 'api' && kind !== 'docs')) return c.notFound()
    const request = new RequestFacts(c, config)
    const always: HeaderList = [['x-request-id', request.id], ...corsHeaders]
    const packed = await current(wanted)
    if (packed === null) return await problem(c, request, 'unavailable', always, missing(wanted))
    const immutable = name === packed.name
    if (!immutable && name !== `${wanted.stem}.tgz`) {
      const url = `${config.origin}/sdk/${packed.name}`
      return await problem(
        c,
        request,
        'not_found',
        always,
        `The ${wanted.what} of this server is another one: ${url}`,
      )
    }
    // RFC 9110 §8.7: where exactly these bytes will be found.
    const headers: HeaderList = [...always, ['content-location', `/sdk/${packed.name}`]]
    return serveStatic(c, packed.file, { cacheControl: immutable ? IMMUTABLE : CURRENT, headers })
  })
}

const missing = ({ what }: Package) =>
  `The ${what} of this server is not built yet. After \`npm start\` that takes a minute; elsewhere \`npm run build\` ` +
  'makes it in the folder dist, and ASSETS_DIR says where that is.'

/** For browsers as a page, for everybody else as an error of the API, with the sentence that helps here. */
async function problem(
  c: Context,
  request: RequestFacts,
  code: 'not_found' | 'unavailable',
  always: HeaderList,
  message: string,
): Promise<Response> {
  const failure = fail(code)
  const status = code === 'unavailable' ? 503 : 404
  const headers: HeaderList = [...always, ...errorHeaders(failure, request.config.origin)]
  if (c.req.header('accept')?.includes('text/html')) {
    const title = code === 'unavailable' ? 'Not built yet' : 'Replaced'
    const main = html`<h1>${title}</h1><p class="lead">${message}</p>`
    return await htmlResponse(layout({ title, card: 'alert', main }), { status, headers })
  }
  const body = { ...JSON.parse(errorJson(failure, request.id, request.config)), message }
  headers.push(...apiHeaders, ['content-type', 'application/json'])
  return new Response(JSON.stringify(body), { status, headers })
}
