import { abortReason, onAbort, throwIfAborted } from './abort.ts'
import { readRetryAfter, TransportError } from './errors.ts'
import { type Hooks, tell } from './hooks.ts'
import type { OperationId } from './operation.ts'

export interface SendOptions {
  /** Named to the hooks. */
  readonly operation: OperationId
  readonly hooks: Hooks
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
  { operation, hooks, timeout, retries }: SendOptions,
): Promise<Sent> {
  for (let attempt = 1; ; attempt++) {
    const last = attempt > retries
    throwIfAborted(request.signal)
    const limit = startTry(timeout, request.signal)
    tell(hooks.onRequest, { operation, attempt })
    const start = performance.now()
    let response: Response | undefined
    let failure: unknown
    try {
      response = await fetch(new Request(last ? request : request.clone(), { signal: limit.signal }))
    } catch (error) {
      failure = error
    }
    const event = {
      operation,
      attempt,
      milliseconds: performance.now() - start,
      status: response?.status ?? null,
      requestId: response?.headers.get('x-request-id') ?? null,
    }
    tell(hooks.onResponse, event)
    let delay: number | null = null
    if (response) {
      if (!last) delay = retryDelay(request, response)
      if (delay === null) return { response, stopClock: limit.stopClock }
      response.body?.cancel().catch(() => {})
      limit.stopClock()
    } else {
      limit.stopClock()
      throwIfAborted(request.signal)
      if (last || !isIdempotent(request)) throw noAnswer(failure, limit.isOver(), timeout)
      delay = FIRST_BACKOFF * 2 ** (attempt - 1) * (0.5 + Math.random())
    }
    tell(hooks.onRetry, { ...event, delay: delay * 1000 })
    await wait(delay, request.signal)
  }
}

/** A signal that ends one try: when its time is over, or when the caller ends the call. */
function startTry(timeout: number, caller: AbortSignal) {
  const controller = new AbortController()
  let over = false
  // Longer ones would end at once.
  const timer = setTimeout(
    () => {
      over = true
      controller.abort()
    },
    Math.min(timeout, 2 ** 31 - 1),
  )
  onAbort(caller, () => controller.abort(abortReason(caller)))
  return { signal: controller.signal, isOver: () => over, stopClock: () => clearTimeout(timer) }
}

const noAnswer = (cause: unknown, tooLate: boolean, timeout: number) =>
  new TransportError(tooLate ? `No answer within ${timeout} ms.` : 'The request did not reach Latchkey.', {
    cause,
  })
