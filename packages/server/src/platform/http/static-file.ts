import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'
import type { Context } from 'hono'
import type { HeaderList } from './respond.ts'

/** Codings in the order in which they are preferred. */
const codings = ['br', 'gzip', 'identity'] as const
type Coding = (typeof codings)[number]

/** A file that stays the same while the process lives, held in every coding that makes it smaller. */
export interface StaticFile {
  readonly type: string
  /** Changes with the content. */
  readonly version: string
  readonly bodies: ReadonlyMap<Coding, Uint8Array<ArrayBuffer>>
}

/** Bytes above which brotli is not given all the time it wants: half a megabyte would take it a second. */
const LARGE = 64 * 1024
const FAST = 5

const brotliOptions = (body: Buffer, quality: number) => ({
  params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
})

/** Prepares a file: compressed once, when the first one asks for it. */
export function staticFile(content: string | Buffer, type: string): StaticFile {
  const body = Buffer.from(content)
  let bodies: StaticFile['bodies'] | null = null
  return {
    type,
    version: versionOf(body),
    get bodies() {
      const quality = body.length > LARGE ? FAST : constants.BROTLI_MAX_QUALITY
      bodies ??= worthSending(body, {
        br: brotliCompressSync(body, brotliOptions(body, quality)),
        gzip: gzipSync(body, { level: 9 }),
      })
      return bodies
    },
  }
}

/** Prepares a file that somebody waits for, beside other requests. */
export async function staticFileSoon(content: string | Buffer, type: string): Promise<StaticFile> {
  const body = Buffer.from(content)
  const [br, gzipped] = await Promise.all([
    promisify(brotliCompress)(body, brotliOptions(body, FAST)),
    promisify(gzip)(body),
  ])
  return { type, version: versionOf(body), bodies: worthSending(body, { br, gzip: gzipped }) }
}

const versionOf = (body: Buffer) => createHash('sha256').update(body).digest('base64url').slice(0, 12)

function worthSending(body: Buffer, smaller: { br: Buffer; gzip: Buffer }): StaticFile['bodies'] {
  const compressed = { ...smaller, identity: body }
  const worth = codings.filter((coding) => coding === 'identity' || compressed[coding].length < body.length)
  return new Map(worth.map((coding) => [coding, new Uint8Array(compressed[coding])]))
}

/** The coding that the client likes best (RFC 9110 §12.5.3); unchanged for those who say nothing. */
function negotiate(accepted: string | undefined, offered: StaticFile['bodies']): Coding {
  const weights = new Map(
    (accepted ?? '').split(',').map((item) => {
      const [name = '', ...parameters] = item.toLowerCase().split(';')
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean)
      return [name.trim().replace(/^x-gzip$/, 'gzip'), Number(quality ?? 1)] as const
    }),
  )
  const weight = (coding: Coding) => weights.get(coding) ?? weights.get('*') ?? 0
  const liked = codings.filter((coding) => offered.has(coding) && weight(coding) > 0)
  const [best] = liked.toSorted((left, right) => weight(right) - weight(left))
  return best ?? 'identity'
}

/** Answers a request for the file: as the client can read it, or by 304 when it has it already. */
export function serveStatic(
  c: Context,
  { type, version, bodies }: StaticFile,
  {
    cacheControl,
    headers = [],
    status = 200,
  }: { cacheControl: string; headers?: HeaderList; status?: number },
): Response {
  const coding = negotiate(c.req.header('accept-encoding'), bodies)
  // Each coding is a representation of its own (RFC 9110 §8.8.3.3).
  const etag = coding === 'identity' ? `"${version}"` : `"${version}-${coding}"`
  const always = {
    ...Object.fromEntries(headers),
    etag,
    'cache-control': cacheControl,
    'x-content-type-options': 'nosniff',
    ...(bodies.size > 1 && { vary: 'Accept-Encoding' }),
  }
  const known = c.req.header('if-none-match')?.split(',') ?? []
  // RFC 9110 §13.2.1: a condition counts only where the answer would be 200.
  if (status === 200 && known.some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))) {
    return new Response(null, { status: 304, headers: always })
  }
  const body = bodies.get(coding)
  return new Response(body ?? null, {
    status,
    headers: {
      ...always,
      'content-type': type,
      'content-length': String(body?.length ?? 0),
      ...(coding !== 'identity' && { 'content-encoding': coding }),
    },
  })
}
