import { AsyncLocalStorage } from 'node:async_hooks'
import { z } from 'zod'

/** What a request id looks like, also one that a caller chose. */
export const REQUEST_ID = /^req_[A-Za-z0-9]{10,64}$/

const requests = new AsyncLocalStorage<string>()

/** Does the work of a request, or of a job that follows from one. */
export const inRequest = <T>(id: string, work: () => T): T => requests.run(id, work)

/** The request that this follows from, however many jobs ago; `null` when nobody asked. */
export const currentRequestId = (): string | null => requests.getStore() ?? null

const Caused = z.object({ requestId: z.string().regex(REQUEST_ID) })

/** What a job's payload carries beside its own, so that it knows the request that it follows from. */
export const causeForPayload = (): { requestId?: string } => {
  const requestId = currentRequestId()
  return requestId === null ? {} : { requestId }
}

/** Does the work of a job as what follows from the request that its payload names. */
export function inRequestOf<T>(payload: unknown, work: () => T): T {
  const caused = Caused.safeParse(payload)
  return caused.success ? inRequest(caused.data.requestId, work) : work()
}
