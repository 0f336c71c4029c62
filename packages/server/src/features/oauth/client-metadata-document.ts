import { ClientName, optionalMember } from '@latchkey/contract'
import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import { isRefusal } from '../../platform/oauth-error.ts'
import { fetchPublic } from '../../platform/public-network.ts'
import { type ClientMetadata, readClientMetadata } from './client-metadata.ts'

/** Bytes of a document that are read at most. */
const MAX_BYTES = 16 * 1024
/** Milliseconds that fetching it may take. */
const TIMEOUT = 5000
/** Seconds for which a document is kept: what its Cache-Control says, within these bounds. */
const CACHE = { unsaid: 300, min: 60, max: 24 * 3600 }

/** A client that describes itself, and the seconds for which that may be kept. */
export interface FetchedDocument {
  readonly metadata: ClientMetadata
  readonly cacheSeconds: number
}

const Document = z.object({
  client_id: z.string(),
  redirect_uris: z.array(z.string().max(2000)).min(1).max(100),
  client_name: optionalMember(ClientName),
  token_endpoint_auth_method: optionalMember(z.literal('none')),
  client_secret: optionalMember(z.never()),
  grant_types: optionalMember(z.array(z.string())),
  response_types: optionalMember(z.array(z.string())),
  scope: optionalMember(z.string().max(2000)),
})

/** Whether a client id is the URL of a metadata document: https, with a path, as a browser would write it. */
export function isDocumentUrl(clientId: string): boolean {
  if (!clientId.startsWith('https://') || clientId.length > 2000 || !URL.canParse(clientId)) return false
  const url = new URL(clientId)
  // Written otherwise, such as with dot segments, one document would be many clients.
  const canonical = url.href === clientId && !clientId.includes('#')
  return canonical && url.pathname !== '/' && url.username === '' && url.password === ''
}

/**
 * Fetches and checks a client ID metadata document (draft-ietf-oauth-client-id-metadata-document).
 * @returns what the client says of itself; `problem` when the document cannot be used.
 */
export async function fetchDocument(
  { network, tracing }: Pick<Deps, 'network' | 'tracing'>,
  clientId: string,
): Promise<FetchedDocument | { readonly problem: string }> {
  const limits = { bytes: MAX_BYTES, milliseconds: TIMEOUT }
  const fetched = await tracing.call('fetch client metadata', {}, () =>
    fetchPublic(network, new URL(clientId), limits),
  )
  if (fetched.problem !== undefined) return { problem: fetched.problem }
  const type = fetched.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!/^application\/(?:[\w.-]+\+)?json$/.test(type)) return { problem: 'it is not application/json' }
  const document = Document.safeParse(parseJson(fetched.body))
  if (!document.success) {
    const [issue] = document.error.issues
    return { problem: `${issue?.path.join('.') || 'it'} is wrong: ${issue?.message}` }
  }
  // Whoever names a document must be the one that the document is about.
  if (document.data.client_id !== clientId) return { problem: 'its client_id is not its own URL' }
  const metadata = readClientMetadata(document.data, 'none')
  if (isRefusal(metadata)) return { problem: metadata.description.replace(/\.$/, '') }
  return { metadata, cacheSeconds: cacheSeconds(fetched.header('cache-control')) }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

function cacheSeconds(cacheControl = ''): number {
  const [, maxAge] = /(?:^|[\s,])max-age=(\d{1,9})/i.exec(cacheControl) ?? []
  const wanted = /no-store|no-cache/i.test(cacheControl) ? 0 : Number(maxAge ?? CACHE.unsaid)
  return Math.min(CACHE.max, Math.max(CACHE.min, wanted))
}
