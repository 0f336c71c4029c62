import { errorTable } from './generated/errors.ts'
import type { components } from './generated/schema.ts'

/** Body of an error that this version of the SDK knows. */
export type ErrorBody = Extract<
  components['schemas'][keyof components['schemas']],
  { error: string; message: string; requestId: string; docUrl: string }
>

/** What stands for an error that the operation did not declare when this SDK was built. */
export interface UnknownErrorBody {
  error: 'unknown'
  message: string
  requestId: string
  docUrl: string
  details: unknown
}

/** Any error code of the API; `unknown` stands for those that a newer server has added. */
export type ErrorCode = (ErrorBody | UnknownErrorBody)['error']

/**
 * What to do with the same request after an error: `never` (change something first), `same_key` (repeat it, with the
 * same `Idempotency-Key` if the operation takes one), `after` (wait for `retryAfter` seconds, then repeat it).
 */
export type Retry = keyof typeof errorTable

/** Each error of a union of bodies by itself, so that `code` narrows `details`. */
export type EachError<Body> = Body extends ErrorBody | UnknownErrorBody ? LatchkeyError<Body> : never

// In the registry of the agent: the same in every copy of this package, and in every realm (ECMA-262 §20.4.2.2).
const BRAND = /* @__PURE__ */ Symbol.for('@latchkey/sdk')

const isBranded = (value: unknown, as: string): boolean =>
  typeof value === 'object' && value !== null && (value as { [BRAND]?: unknown })[BRAND] === as

/**
 * An error that the API answered. `code` tells which; a union of them narrows by it, `details` included. Its stack
 * begins where the operation was called.
 */
export class LatchkeyError<
  Body extends ErrorBody | UnknownErrorBody = ErrorBody | UnknownErrorBody,
> extends Error {
  override readonly name = 'LatchkeyError'
  /** `unknown` when the operation did not declare what the server sent; `rawCode` has that. */
  readonly code: Body['error']
  /** The code as the server sent it. */
  readonly rawCode: string
  /** What this code has to add; `null` where there is nothing. */
  readonly details: Body['details']
  /** HTTP status. */
  readonly status: number
  /** Quote it when you report a problem. */
  readonly requestId: string
  /** The page of the docs about this code. */
  readonly docUrl: string
  /** Whether and how the same request may be repeated; for codes that this SDK does not know, judged by the status. */
  readonly retry: Retry
  /** Seconds after which the same request may succeed; `null` when waiting alone does not help. */
  readonly retryAfter: number | null

  /** @param codes the codes that the operation declares, as its table has them; any code that the SDK knows otherwise. */
  constructor(body: Body, response: Response, codes?: string) {
    super(body.message)
    const { retry, mark } = lookUp(body.error, response.status)
    this.code = mark && (codes?.includes(mark) ?? true) ? body.error : 'unknown'
    this.rawCode = body.error
    this.details = body.details
    this.status = response.status
    this.requestId = body.requestId
    this.docUrl = body.docUrl
    this.retry = retry
    this.retryAfter = readRetryAfter(response)
  }

  protected get [BRAND](): string {
    return 'LatchkeyError'
  }

  /**
   * Whether a value is an error that the API answered. Unlike `instanceof`, it also recognises those of another copy
   * of this package and of another realm, such as a frame.
   */
  static is(value: unknown): value is EachError<ErrorBody | UnknownErrorBody> {
    return isBranded(value, 'LatchkeyError')
  }
}

/**
 * No answer of Latchkey arrived: the network failed, the time was up, or something in between answered in its place.
 * Thrown, because no operation declares it; `cause` and `response` say more.
 */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  readonly #response: Response | null

  /** @param options `cause`: what failed below; `response`: the answer that is not Latchkey's. */
  constructor(message: string, options: { cause?: unknown; response?: Response } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.#response = options.response ?? null
  }

  /** The answer that is not Latchkey's, its body read; `null` when there was none. Logs do not print it. */
  get response(): Response | null {
    return this.#response
  }

  protected get [BRAND](): string {
    return 'TransportError'
  }

  /** Whether a value is a `TransportError`, also of another copy of this package or of another realm. */
  static is(value: unknown): value is TransportError {
    return isBranded(value, 'TransportError')
  }
}

/** What was given cannot be sent. To callers it is a `TypeError`. */
export class InvalidInput extends TypeError {}

/** What the contract says of a code; without `mark` it says nothing, and the status has to do. */
function lookUp(code: string, status: number): { retry: Retry; mark?: string } {
  let index = 0
  for (const retry of Object.keys(errorTable) as Retry[]) {
    for (const each of errorTable[retry].split(' ')) {
      if (each === code) return { retry, mark: String.fromCharCode(40 + index) }
      index++
    }
  }
  if (status === 429 || status === 503) return { retry: 'after' }
  return { retry: status > 499 || status === 408 ? 'same_key' : 'never' }
}

/** `Retry-After` in seconds (RFC 9110 §10.2.3; the API never sends the date form). */
export function readRetryAfter(response: Response): number | null {
  const value = response.headers.get('retry-after')
  return value !== null && /^\d+$/.test(value) ? Number(value) : null
}

/** Whether a body is an error of the API. */
export const isErrorBody = (body: unknown): body is ErrorBody =>
  ['error', 'message', 'requestId', 'docUrl'].every(
    (name) => typeof (body as Record<string, unknown> | null)?.[name] === 'string',
  )
