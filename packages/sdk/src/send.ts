import { abortReason, onAbort, throwIfAborted } from './abort.ts'
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
    const timer = setTimeout(() => {
      off()
      resolve()
    }, seconds * 1000)
    const off = onAbort(signal, () => {
      clearTimeout(timer)
      reject(abortReason(signal))
    })
  })
}

/** An answer, whose body is still to be read: the time of its try runs on until `stopClock`. */
export interface Sent {
  readonly response: Response
  stopClock(): void
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
): Promise<Sent> {
  for (let attempt = 0; ; attempt++) {
    const last = attempt >= retries
    throwIfAborted(request.signal)
    const limit = startTry(timeout, request.signal)
    let delay: number
    try {
      const copy = new Request(last ? request : request.clone(), { signal: limit.signal })
      const response = await fetch(copy)
      const wanted = last ? null : retryDelay(request, response)
      if (wanted === null) return { response, stopClock: limit.stopClock }
      await response.body?.cancel()
      limit.stopClock()
      delay = wanted
    } catch (error) {
      limit.stopClock()
      throwIfAborted(request.signal)
      if (last || !isIdempotent(request)) throw noAnswer(error, limit.isOver(), timeout)
      delay = backoff(attempt)
    }
    await wait(delay, request.signal)
  }
}

/** A signal that ends one try: when its time is over, or when the caller ends the call. */
function startTry(timeout: number, caller: AbortSignal) {
  const controller = new AbortController()
  let over = false
  const timer = setTimeout(() => {
    over = true
    controller.abort()
  }, timeout)
  onAbort(caller, () => controller.abort(abortReason(caller)))
  return { signal: controller.signal, isOver: () => over, stopClock: () => clearTimeout(timer) }
}

const noAnswer = (cause: unknown, tooLate: boolean, timeout: number) =>
  new TransportError(tooLate ? `No answer within ${timeout} ms.` : 'The request did not reach Latchkey.', {
    cause,
  })
