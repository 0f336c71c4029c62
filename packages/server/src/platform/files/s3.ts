import { DOWNLOAD_SECONDS, Id, UPLOAD_SECONDS } from '@latchkey/contract'
import { AwsV4Signer } from 'aws4fetch'
import type { Clock } from '../clock.ts'
import { Unavailable } from '../http/faults.ts'
import { attachment, type FileStore, type UploadTarget } from './store.ts'

/** Milliseconds that one call to S3 may take. */
const S3_TIMEOUT = 10_000

const FileId = Id('file')

/** Which bucket, and with which key. */
export interface S3Settings {
  readonly endpoint: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

interface SignOptions {
  readonly headers?: Record<string, string>
  readonly query?: Record<string, string>
  /** Signs the URL, for others to use for so many seconds; else the headers. */
  readonly seconds?: number
}

/** Contents in a bucket of S3, or of anything that speaks its protocol; they never pass through this server. */
export class S3Files implements FileStore {
  readonly #settings: S3Settings
  readonly #clock: Clock

  constructor(settings: S3Settings, clock: Clock) {
    this.#settings = settings
    this.#clock = clock
  }

  async uploadTarget({ id, sizeBytes }: { id: string; sizeBytes: number }): Promise<UploadTarget> {
    // Signed, so that S3 takes no other length, and nothing where something is.
    const headers = { 'content-length': String(sizeBytes), 'if-none-match': '*' }
    const { url } = await this.#sign('PUT', id, { headers, seconds: UPLOAD_SECONDS })
    return { uploadUrl: url.href, uploadHeaders: { 'If-None-Match': '*' } }
  }

  async downloadUrl({ id, fileName }: { id: string; fileName: string }): Promise<string> {
    const query = {
      'response-content-disposition': attachment(fileName),
      'response-content-type': 'application/octet-stream',
    }
    const { url } = await this.#sign('GET', id, { query, seconds: DOWNLOAD_SECONDS })
    return url.href
  }

  async size(id: string): Promise<number | null> {
    const response = await this.#call('HEAD', id)
    return response.status === 404 ? null : Number(response.headers.get('content-length'))
  }

  async remove(id: string): Promise<void> {
    await this.#call('DELETE', id)
  }

  async #call(method: 'HEAD' | 'DELETE', id: string): Promise<Response> {
    const { url, headers } = await this.#sign(method, id)
    const response = await fetch(url, { method, headers, signal: AbortSignal.timeout(S3_TIMEOUT) }).catch(
      (error: unknown) => {
        throw new Unavailable('S3 did not answer', { cause: error })
      },
    )
    await response.body?.cancel()
    if (response.status >= 500) throw new Unavailable(`S3 answered ${method} with ${response.status}`)
    if (!response.ok && response.status !== 404) {
      throw new Error(`S3 refused ${method} with ${response.status}; check the S3 variables`)
    }
    return response
  }

  async #sign(method: string, id: string, { headers = {}, query = {}, seconds }: SignOptions = {}) {
    const { endpoint, bucket, accessKeyId, secretAccessKey } = this.#settings
    const url = new URL(`${endpoint.replace(/\/$/, '')}/${bucket}/files/${FileId.parse(id)}`)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    if (seconds !== undefined) url.searchParams.set('X-Amz-Expires', String(seconds))
    const now = this.#clock.now().toISOString()
    return await new AwsV4Signer({
      method,
      url: url.href,
      headers,
      accessKeyId,
      secretAccessKey,
      service: 's3',
      datetime: now.replaceAll(/[:-]|\.\d{3}/g, ''),
      signQuery: seconds !== undefined,
      allHeaders: true,
    }).sign()
  }
}
