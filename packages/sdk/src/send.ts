import { readRetryAfter, TransportError } from './errors.ts'

export interface SendOptions {
  /** Milliseconds that each try may take. */
  readonly timeout: number
  /** How often a request is repeated at most. */
  readonly retries: number
}

/** Seconds that a repeat is waited for at most; an answer that asks for more is handed to the caller. */
const LONGEST_WAIT = 10
/** Seconds before the first repeat after a network failure; doubled each time, with jitter. */
const FIRST_BACKOFF = 0.25

/** Whether sending the request again has no second effect (RFC 9110 §9.2.2). */
const isIdempotent = ({ method, headers }: Request) => method !== 'POST' || headers.has('idempotency-key')

/** Seconds to wait before the request is sent again; `null` when it must not be. */
function retryDelay(request: Request, response: Response): number | null {
  // A throttled request did nothing, and 409 asks for a repeat only while the first request with the same key runs;
  // one that met a failing database may have taken effect.
  const safe = response.status === 429 || response.status === 409
  if (!safe && !(response.status === 503 && isIdempotent(request))) return null
  const seconds = readRetryAfter(response)
  return seconds !== null && seconds <= LONGEST_WAIT ? seconds : null
}

const backoff = (attempt: number) => FIRST_BACKOFF * 2 ** attempt * (0.5 + Math.random())

function wait(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, seconds * 1000)
    signal.addEventListener('abort', stop, { once: true })
  })
}

/**
 * Sends a request, again where that is safe: when an answer's `Retry-After` is near, and after a network failure.
 * What could take effect twice is sent once.
 * @throws TransportError when no answer arrived; the signal's reason when the caller ended the call.
 */
export async function send(
  fetch: (request: Request) => Response | Promise<Response>,
  request: Request,
  { timeout, retries }: SendOptions,
): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const last = attempt >= retries
    const limit = AbortSignal.timeout(timeout)
    const copy = new Request(last ? request : request.clone(), {
      signal: AbortSignal.any([request.signal, limit]),
    })
    let delay: number
    try {
      const response = await fetch(copy)
      const wanted = last ? null : retryDelay(request, response)
      if (wanted === null) return response
      await response.body?.cancel()
      delay = wanted
    } catch (error) {
      request.signal.throwIfAborted()
      if (last || !isIdempotent(request)) throw noAnswer(error, limit, timeout)
      delay = backoff(attempt)
    }
    await wait(delay, request.signal)
  }
}

const noAnswer = (cause: unknown, limit: AbortSignal, timeout: number) =>
  new TransportError(
    limit.aborted ? `No answer within ${timeout} ms.` : 'The request did not reach Latchkey.',
    { cause },
  )
