import type { OperationId } from './operation.ts'

/** A try of a call that begins. */
export interface RequestEvent {
  /** Which operation of the API. */
  readonly operation: OperationId
  /** 1 for the first try of a call. */
  readonly attempt: number
}

/** How a try ended; each that began has one. */
export interface ResponseEvent extends RequestEvent {
  /** From the start of the try to the head of its answer, or to its failure. */
  readonly milliseconds: number
  /** HTTP status; `null` when no answer arrived. */
  readonly status: number | null
  /** `X-Request-Id` of the answer; `null` when there is none, or a browser does not show it. */
  readonly requestId: string | null
}

/** That a call is about to be repeated; the rest is about the try that failed. */
export interface RetryEvent extends ResponseEvent {
  /** Milliseconds that are waited before it. */
  readonly delay: number
}

/**
 * Told of every request, for logs, metrics and traces. They get names, numbers and the request id, and nothing that a
 * caller or an answer contains: no token, code, address or URL. They are not waited for. What one throws is printed
 * with `console.error`, and changes nothing about the call.
 */
export interface Hooks {
  /** Before each try. */
  onRequest?: ((event: RequestEvent) => unknown) | undefined
  /** After each try. */
  onResponse?: ((event: ResponseEvent) => unknown) | undefined
  /** Before the wait that precedes a repeat. */
  onRetry?: ((event: RetryEvent) => unknown) | undefined
}

/** Tells a hook; it cannot hinder the call. */
export async function tell<Event>(
  hook: ((event: Event) => unknown) | undefined,
  event: Event,
): Promise<void> {
  try {
    await hook?.(event)
  } catch (error) {
    console.error('A hook of @latchkey/sdk failed:', error)
  }
}
