import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { z } from 'zod'
import { assetFolder, assetProblem, CURRENT, IMMUTABLE, notBuilt, readManifest } from './built-asset.ts'
import type { Deps } from './deps.ts'
import { corsHeaders } from './http/cors.ts'
import { hostOf } from './http/hosts.ts'
import { RequestFacts } from './http/request.ts'
import type { HeaderList } from './http/respond.ts'
import { type StaticFile, serveStatic } from './http/static-file.ts'

/** The packages that a deployment hands out: name of the file, folder below `ASSETS_DIR`, and how a sentence on it begins. */
const packages = [
  { stem: 'latchkey-sdk', folder: 'sdk', subject: 'The SDK of this server is' },
  {
    stem: 'latchkey-contract-tests',
    folder: 'contract-tests',
    subject: 'The package of contract tests of this server is',
  },
] as const

type Package = (typeof packages)[number]

/** Written by `npm run build` beside what it describes. */
const Manifest = z.object({ tarball: z.string().regex(/^[\w.+-]+-[0-9a-f]{12}\.tgz$/) })

interface Packed {
  /** Its name with version and hash. */
  readonly name: string
  readonly file: StaticFile
}

/** `{stem}.tgz` is whatever this deployment has; `{stem}-{version}-{hash12}.tgz` is these bytes, or nothing. */
export function addPackageRoutes(app: Hono, { config }: Deps): void {
  const loaded = new Map<string, Packed>()

  /** Read anew each time: `npm run build` may replace it while the server runs. */
  async function current({ folder }: Package): Promise<Packed | null> {
    try {
      const path = assetFolder(config, folder)
      const { tarball } = await readManifest(path, Manifest)
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
    const { stem, subject } = wanted
    const request = new RequestFacts(c, config)
    const packed = await current(wanted)
    if (packed === null) {
      const problem = { title: 'Not built yet', message: notBuilt(subject), headers: corsHeaders }
      return await assetProblem(c, request, 'unavailable', problem)
    }
    const immutable = name === packed.name
    if (!immutable && name !== `${stem}.tgz`) {
      const message = `${subject} another one: ${config.origin}/sdk/${packed.name}`
      const problem = { title: 'Replaced', message, headers: corsHeaders }
      return await assetProblem(c, request, 'not_found', problem)
    }
    const headers: HeaderList = [
      ['x-request-id', request.id],
      ...corsHeaders,
      // RFC 9110 §8.7: where exactly these bytes will be found.
      ['content-location', `/sdk/${packed.name}`],
    ]
    return serveStatic(c, packed.file, { cacheControl: immutable ? IMMUTABLE : CURRENT, headers })
  })
}
