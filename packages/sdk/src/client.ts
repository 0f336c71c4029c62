import { throwIfAborted } from './abort.ts'
import { readAnswer } from './answer.ts'
import { callSite, pointAt } from './call-site.ts'
import { TransportError } from './errors.ts'
import { operationTable } from './generated/operations.ts'
import type { Hooks } from './hooks.ts'
import { newIdempotencyKey } from './idempotency-key.ts'
import type { CallOptions, Methods, OperationId } from './operation.ts'
import { makeRequest } from './request.ts'
import { send } from './send.ts'

/** Settings of a client; the hooks tell of every request. */
export interface LatchkeyOptions extends Hooks {
  /** Where Latchkey answers, e.g. `https://latchkey.example`. On a page of Latchkey itself leave it empty. */
  baseUrl: string
  /** Sends the requests; the platform's `fetch` otherwise. */
  fetch?: ((request: Request) => Response | Promise<Response>) | undefined
  /** Bearer token: `sessionToken` of a visitor or `accessToken` of an account. A function is asked before every call. */
  token?: string | (() => string | null | Promise<string | null>) | undefined
  /** Milliseconds that each try may take; 30,000 otherwise. */
  timeout?: number | undefined
  /** How often a call is repeated at most, where that is safe; 2 otherwise. */
  retries?: number | undefined
}

/** The client: one namespace an area, one method an operation. */
export type Latchkey = Methods

interface AnyInput extends CallOptions {
  path?: Record<string, string>
  query?: Record<string, unknown>
  header?: Record<string, string>
  body?: unknown
  accept?: 'text/csv'
}

/** `traits`, one letter each: `K` takes an `Idempotency-Key`, `E` succeeds without a body, `C` leads to content. */
type Entry = readonly [method: string, route: string, codes: string, traits?: string]

/** A client of the Latchkey API. */
export function createLatchkey({
  baseUrl,
  fetch = (request) => globalThis.fetch(request),
  token,
  timeout = 30_000,
  retries = 2,
  ...hooks
}: LatchkeyOptions): Latchkey {
  // Types come from `Methods`; what runs is one function for all operations.
  const call = async (site: Error, operation: OperationId, entry: Entry, input: AnyInput) => {
    const [method, route, codes, traits = ''] = entry
    const { path, query, body, accept, signal } = input
    const bearer = typeof token === 'function' ? await token() : token
    const options = { operation, hooks, timeout: input.timeout ?? timeout, retries: input.retries ?? retries }
    const headers = [
      // With a key of its own the call may be repeated even when its answer was lost.
      traits.includes('K') && options.retries > 0 ? { 'Idempotency-Key': newIdempotencyKey() } : undefined,
      input.header,
      bearer ? { authorization: `Bearer ${bearer}` } : undefined,
      accept && { accept },
      input.headers,
    ]
    let request: Request | undefined
    let stopClock = () => {}
    try {
      request = makeRequest(baseUrl, { method, route, path, query, headers, body, signal })
      const sent = await send(fetch, request, options)
      stopClock = sent.stopClock
      const result = await readAnswer(sent.response, { codes, traits, csv: accept !== undefined })
      if (result.error) pointAt(site, result.error)
      return result
    } catch (cause) {
      throwIfAborted(signal)
      const isOwn = cause instanceof TransportError || !request
      throw pointAt(
        site,
        isOwn ? (cause as Error) : new TransportError('The answer could not be read.', { cause }),
      )
    } finally {
      stopClock()
    }
  }

  const method = (id: string, entry: Entry) => {
    const named = (input: AnyInput = {}) => call(callSite(named), id as OperationId, entry, input)
    return named
  }
  const methods = (operations: Record<string, Entry>) =>
    Object.fromEntries(Object.entries(operations).map(([id, entry]) => [id, method(id, entry)]))
  return Object.fromEntries(
    Object.entries(operationTable).map(([area, operations]) => [area, methods(operations)]),
  ) as unknown as Latchkey
}
