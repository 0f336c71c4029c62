import createFetchClient from 'openapi-fetch'
import { throwIfAborted } from './abort.ts'
import { isErrorBody, LatchkeyError, TransportError } from './errors.ts'
import { operationTable } from './generated/operations.ts'
import { newIdempotencyKey } from './idempotency-key.ts'
import type { CallOptions, Methods } from './operation.ts'
import { pathParameters } from './path.ts'
import { send } from './send.ts'

export interface LatchkeyOptions {
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

/** `content`: it leads to bytes of whatever type. */
type Entry = readonly [method: string, route: string, trait?: 'Idempotency-Key' | 'content']

// Types come from `Methods`; what runs is one function for all operations.
type AnyRequest = (
  method: string,
  route: string,
  init: Record<string, unknown>,
) => Promise<{ data?: unknown; error?: unknown; response: Response }>

/** A client of the Latchkey API. */
export function createLatchkey({
  baseUrl,
  fetch = (request) => globalThis.fetch(request),
  token,
  timeout = 30_000,
  retries = 2,
}: LatchkeyOptions): Latchkey {
  const request = createFetchClient({ baseUrl }).request as AnyRequest

  const call = async ([method, route, trait]: Entry, input: AnyInput = {}) => {
    const path = pathParameters(route, input.path)
    const bearer = typeof token === 'function' ? await token() : token
    const options = { timeout: input.timeout ?? timeout, retries: input.retries ?? retries }
    // With a key of its own the call may be repeated even when its answer was lost.
    const key = trait === 'Idempotency-Key' && options.retries > 0 ? { [trait]: newIdempotencyKey() } : {}
    let stopClock = () => {}
    const { data, error, response } = await request(method, route, {
      params: { path, query: input.query, header: { ...key, ...input.header } },
      body: input.body,
      headers: {
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...(input.accept && { accept: input.accept }),
        ...input.headers,
      },
      parseAs: trait === 'content' ? 'stream' : input.accept ? 'text' : 'json',
      signal: input.signal,
      fetch: async (sent: Request) => {
        const answer = await send(fetch, sent, options)
        stopClock = answer.stopClock
        return answer.response
      },
    })
      .catch((cause: unknown) => {
        throwIfAborted(input.signal)
        throw cause instanceof TransportError
          ? cause
          : new TransportError('The answer could not be read.', { cause })
      })
      .finally(() => stopClock())
    if (response.ok) return { data: trait === 'content' ? response : data, response }
    if (isErrorBody(error)) return { error: new LatchkeyError(error, response), response }
    throw new TransportError(`Something else than Latchkey answered, with status ${response.status}.`, {
      response,
    })
  }

  const methods = (operations: Record<string, Entry>) =>
    Object.fromEntries(
      Object.entries(operations).map(([id, entry]) => [id, (input?: AnyInput) => call(entry, input)]),
    )
  return Object.fromEntries(
    Object.entries(operationTable).map(([area, operations]) => [area, methods(operations)]),
  ) as unknown as Latchkey
}
