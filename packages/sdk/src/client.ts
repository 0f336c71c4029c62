import createFetchClient from 'openapi-fetch'
import { abortable, throwIfAborted } from './abort.ts'
import { isErrorBody, LatchkeyError, TransportError } from './errors.ts'
import { operationTable } from './generated/operations.ts'
import { newIdempotencyKey } from './idempotency-key.ts'
import type { CallOptions, Methods } from './operation.ts'
import { pathParameters } from './path.ts'
import { send } from './send.ts'
import { INNER, type Inner, type MethodInner } from './signer.ts'

export interface LatchkeyOptions {
  /** Where Latchkey answers, e.g. `https://latchkey.example`. On a page of Latchkey itself leave it empty. */
  baseUrl: string
  /** Sends the requests; the platform's `fetch` otherwise. */
  fetch?: ((request: Request) => Response | Promise<Response>) | undefined
  /**
   * Bearer token: `sessionToken` of a visitor or `accessToken` of an account. A function is asked before every call.
   * Leave it out where `visitorAuth` or `accountAuth` signs the calls.
   */
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

/** `content`: it leads to bytes of whatever type; `read`: a POST that changes nothing. */
type Entry = readonly [method: string, route: string, trait?: 'Idempotency-Key' | 'content' | 'read']

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

  const callOnce = async (
    [method, route, trait]: Entry,
    input: AnyInput,
    bearer: string | null | undefined,
  ) => {
    const path = pathParameters(route, input.path)
    const options = { timeout: input.timeout ?? timeout, retries: input.retries ?? retries }
    let stopClock = () => {}
    const { data, error, response } = await request(method, route, {
      params: { path, query: input.query, header: input.header },
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

  const call = async (entry: Entry, given: AnyInput = {}, signed: boolean) => {
    // With a key of its own the call may be repeated even when its answer was lost.
    const isKeyed = entry[2] === 'Idempotency-Key' && (given.retries ?? retries) > 0
    const header = { ...(isKeyed && { 'Idempotency-Key': newIdempotencyKey() }), ...given.header }
    const input = { ...given, header }
    const { signer } = inner
    if (!signed) return await callOnce(entry, input, null)
    if (!signer) return await callOnce(entry, input, typeof token === 'function' ? await token() : token)

    const bearer = await abortable(signer.token(), input.signal)
    const result = await callOnce(entry, input, bearer)
    if (result.response.status !== 401 || !result.error) return result
    const renewed = await abortable(signer.renew(bearer, result.error), input.signal)
    return renewed && renewed !== bearer ? await callOnce(entry, input, renewed) : result
  }

  const methods = (area: string, operations: Record<string, Entry>, signed: boolean) =>
    Object.fromEntries(
      Object.entries(operations).map(([operationId, entry]) => {
        const method = (input?: AnyInput) => call(entry, input, signed)
        return [
          operationId,
          Object.assign(method, { operationId, [INNER]: { client: inner, area } satisfies MethodInner }),
        ]
      }),
    )
  const client = (signed: boolean) =>
    Object.assign(
      Object.fromEntries(
        Object.entries(operationTable).map(([area, operations]) => [area, methods(area, operations, signed)]),
      ),
      { [INNER]: inner },
    ) as unknown as Latchkey
  const inner: Inner = {
    baseUrl,
    signer: null,
    get unsigned() {
      return client(false)
    },
  }
  return client(true)
}
