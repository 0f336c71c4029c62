import createFetchClient from 'openapi-fetch'
import { isErrorBody, LatchkeyError, TransportError } from './errors.ts'
import { operationTable } from './generated/operations.ts'
import type { CallOptions, Methods } from './operation.ts'
import { send } from './send.ts'

export interface LatchkeyOptions {
  /** Where Latchkey answers, e.g. `https://latchkey.example`. On a page of Latchkey itself leave it empty. */
  baseUrl: string
  /** Sends the requests; the platform's `fetch` otherwise. */
  fetch?: (request: Request) => Response | Promise<Response>
  /** Bearer token: `sessionToken` of a visitor or `accessToken` of an account. A function is asked before every call. */
  token?: string | (() => string | null | Promise<string | null>)
  /** Milliseconds that each try may take; 30,000 otherwise. */
  timeout?: number
  /** How often a call is repeated at most, where that is safe; 2 otherwise. */
  retries?: number
}

/** The client: one namespace an area, one method an operation. */
export type Latchkey = Methods

interface AnyInput extends CallOptions {
  path?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
}

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

  const call = async (method: string, route: string, input: AnyInput = {}) => {
    const bearer = typeof token === 'function' ? await token() : token
    const options = { timeout: input.timeout ?? timeout, retries: input.retries ?? retries }
    const { data, error, response } = await request(method, route, {
      params: { path: input.path, query: input.query },
      body: input.body,
      headers: { ...(bearer && { authorization: `Bearer ${bearer}` }), ...input.headers },
      signal: input.signal,
      fetch: (sent: Request) => send(fetch, sent, options),
    }).catch((cause: unknown) => {
      input.signal?.throwIfAborted()
      throw cause instanceof TransportError
        ? cause
        : new TransportError('The answer could not be read.', { cause })
    })
    if (response.ok) return { data, response }
    if (isErrorBody(error)) return { error: new LatchkeyError(error, response), response }
    throw new TransportError(`Something else than Latchkey answered, with status ${response.status}.`, {
      response,
    })
  }

  const methods = (operations: Record<string, readonly [method: string, route: string]>) =>
    Object.fromEntries(
      Object.entries(operations).map(([id, [method, route]]) => [
        id,
        (input?: AnyInput) => call(method, route, input),
      ]),
    )
  return Object.fromEntries(
    Object.entries(operationTable).map(([area, operations]) => [area, methods(operations)]),
  ) as unknown as Latchkey
}
