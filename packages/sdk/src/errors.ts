import type { components } from './generated/schema.ts'

/** Body of any error that the API answers. */
export type ErrorBody = Extract<
  components['schemas'][keyof components['schemas']],
  { error: string; message: string; requestId: string; docUrl: string }
>

/** Any error code of the API. */
export type ErrorCode = ErrorBody['error']

/**
 * An error that the API answered. `code` tells which; a union of them narrows by it, `details` included.
 * A server that is newer than this SDK may answer codes it does not know: keep a default branch.
 */
export class LatchkeyError<Body extends ErrorBody = ErrorBody> extends Error {
  override readonly name = 'LatchkeyError'
  readonly code: Body['error']
  /** What this code has to add; `null` where there is nothing. */
  readonly details: Body['details']
  /** HTTP status. */
  readonly status: number
  /** Quote it when you report a problem. */
  readonly requestId: string
  /** The page of the docs about this code. */
  readonly docUrl: string
  /** Seconds after which the same request may succeed; `null` when waiting alone does not help. */
  readonly retryAfter: number | null

  constructor(body: Body, response: Response) {
    super(body.message)
    this.code = body.error
    this.details = body.details
    this.status = response.status
    this.requestId = body.requestId
    this.docUrl = body.docUrl
    this.retryAfter = readRetryAfter(response)
  }
}

/**
 * No answer of Latchkey arrived: the network failed, the time was up, or something in between answered in its place.
 * Thrown, because no operation declares it; `cause` and `response` say more.
 */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  /** The answer that is not Latchkey's; `null` when there was none. */
  readonly response: Response | null

  constructor(message: string, options: { cause?: unknown; response?: Response } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.response = options.response ?? null
  }
}

/** `Retry-After` in seconds (RFC 9110 §10.2.3; the API never sends the date form). */
export function readRetryAfter(response: Response): number | null {
  const value = response.headers.get('retry-after')
  return value !== null && /^\d+$/.test(value) ? Number(value) : null
}

/** Whether a body is an error of the API. */
export const isErrorBody = (body: unknown): body is ErrorBody =>
  typeof body === 'object' &&
  body !== null &&
  'error' in body &&
  typeof body.error === 'string' &&
  'message' in body &&
  typeof body.message === 'string' &&
  'requestId' in body &&
  typeof body.requestId === 'string'
