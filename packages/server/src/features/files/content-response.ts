import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { attachment } from '../../platform/files/store.ts'
import { corsHeaders } from '../../platform/http/cors.ts'
import { type HeaderList, respond } from '../../platform/http/respond.ts'

/** What was asked of a content. */
export interface ContentRequest {
  readonly id: string
  readonly fileName: string
  readonly headOnly: boolean
  readonly range: string | undefined
  readonly ifRange: string | undefined
}

/** First and last byte of a part. */
type Part = readonly [first: number, last: number]

/**
 * The part that a `Range` header asks for (RFC 9110 §14.1.2): `whole` when it is none that we serve, which is
 * always allowed; `none` when nothing of the content is in it.
 */
export function readRange(range: string | undefined, size: number): Part | 'whole' | 'none' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(range ?? '')
  if (!match) return 'whole'
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return 'whole'
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length > 0 ? [size - length, size - 1] : 'none'
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return 'whole'
  return start < size ? [start, end] : 'none'
}

// Whatever a creator uploads is saved, never shown as a page of ours: neither type nor script of it counts.
const contentHeaders: HeaderList = [
  ['content-type', 'application/octet-stream'],
  ['x-content-type-options', 'nosniff'],
  ['content-security-policy', "default-src 'none'; sandbox"],
  ['cross-origin-resource-policy', 'cross-origin'],
  ['referrer-policy', 'no-referrer'],
  ['cache-control', 'private, no-store'],
  ['accept-ranges', 'bytes'],
  ...corsHeaders,
]

/** Hands out a content, or a part of it, as an attachment; closes it in the end. */
export async function contentResponse(content: FileHandle, asked: ContentRequest): Promise<Response> {
  const { size } = await content.stat()
  // A content never changes, so its id names it for good.
  const etag = `"${asked.id}"`
  const headers: HeaderList = [
    ...contentHeaders,
    ['etag', etag],
    ['content-disposition', attachment(asked.fileName)],
  ]
  const sameAsBefore = asked.ifRange === undefined || asked.ifRange === etag
  const part = readRange(sameAsBefore ? asked.range : undefined, size)
  if (part === 'none') {
    await content.close()
    return respond(null, 416, [...contentHeaders, ['content-range', `bytes */${size}`]])
  }
  const [first, last] = part === 'whole' ? [0, size - 1] : part
  headers.push(['content-length', String(last - first + 1)])
  if (part !== 'whole') headers.push(['content-range', `bytes ${first}-${last}/${size}`])
  const status = part === 'whole' ? 200 : 206
  if (asked.headOnly) {
    await content.close()
    return respond(null, status, headers)
  }
  const stream = content.createReadStream({ start: first, end: last })
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    status,
    headers: Object.fromEntries(headers),
  })
}
