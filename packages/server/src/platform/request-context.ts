import { AsyncLocalStorage } from 'node:async_hooks'
import { z } from 'zod'

/** What a request id looks like, also one that a caller chose. */
export const REQUEST_ID = /^req_[A-Za-z0-9]{10,64}$/

/** A place in a trace, by W3C Trace Context §3.2: trace, span, flags. Those of zeros are none. */
export const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/

const requests = new AsyncLocalStorage<string>()
const traces = new AsyncLocalStorage<string>()

/** Does the work of a request, or of a job that follows from one. */
export const inRequest = <T>(id: string, work: () => T): T => requests.run(id, work)

/** Does work within a span, of which jobs that follow from it are to know. */
export const inTrace = <T>(traceparent: string, work: () => T): T => traces.run(traceparent, work)

/** The request that this follows from, however many jobs ago; `null` when nobody asked. */
export const currentRequestId = (): string | null => requests.getStore() ?? null

/** The span that this happens in or follows from; without an exporter there is none. */
export const currentTraceparent = (): string | undefined => traces.getStore()

const Cause = z.object({
  requestId: z.string().regex(REQUEST_ID).optional().catch(undefined),
  traceparent: z.string().regex(TRACEPARENT).optional().catch(undefined),
})

/** What a line of the log has beside its own. */
export const causeForLog = (): { requestId?: string } => {
  const requestId = currentRequestId()
  return requestId === null ? {} : { requestId }
}

/** What a job's payload carries beside its own, so that it knows the request and the trace that it follows from. */
export const causeForPayload = (): { requestId?: string; traceparent?: string } => {
  const traceparent = currentTraceparent()
  return traceparent === undefined ? causeForLog() : { ...causeForLog(), traceparent }
}

/** Does the work of a job as what follows from the request and the trace that its payload names. */
export function inRequestOf<T>(payload: unknown, work: () => T): T {
  const { requestId, traceparent } = Cause.safeParse(payload).data ?? {}
  const within = traceparent === undefined ? work : () => inTrace(traceparent, work)
  return requestId === undefined ? within() : inRequest(requestId, within)
}
