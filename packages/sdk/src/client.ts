import createFetchClient, { mergeHeaders } from 'openapi-fetch'
import { abortable, throwIfAborted } from './abort.ts'
import { readAnswer } from './answer.ts'
import { callSite, pointAt } from './call-site.ts'
import { InvalidInput, TransportError } from './errors.ts'
import { operationTable } from './generated/operations.ts'
import type { Hooks } from './hooks.ts'
import { newIdempotencyKey } from './idempotency-key.ts'
import type { CallOptions, Methods, OperationId } from './operation.ts'
import { pathParameters } from './path.ts'
import { send } from './send.ts'
import { INNER, type Inner, type MethodInner } from './signer.ts'

/** Settings of a client; the hooks tell of every request. */
export interface LatchkeyOptions extends Hooks {
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

/** `traits`, one letter each: `K` takes an `Idempotency-Key`, `E` succeeds without a body, `C` leads to content, `R` only reads. */
type Entry = readonly [method: string, route: string, codes: string, traits?: string]

// Types come from `Methods`; what runs is one function for all operations.
type AnyRequest = (
  method: string,
  route: string,
  init: Record<string, unknown>,
) => Promise<{ error?: unknown; response: Response }>

/** A client of the Latchkey API. */
export function createLatchkey({
  baseUrl,
  fetch = (request) => globalThis.fetch(request),
  token,
  timeout = 30_000,
  retries = 2,
  ...hooks
}: LatchkeyOptions): Latchkey {
  const request = createFetchClient({ baseUrl }).request as AnyRequest

  const callOnce = async (
    operation: OperationId,
    [method, route, codes, traits = '']: Entry,
    input: AnyInput,
    bearer: string | null | undefined,
  ) => {
    const { query, body, accept, signal } = input
    const path = pathParameters(route, input.path)
    const options = { operation, hooks, timeout: input.timeout ?? timeout, retries: input.retries ?? retries }
    let isSent = false
    let stopClock = () => {}
    try {
      const { error, response } = await request(method, route, {
        params: { path, query },
        body,
        headers: mergeHeaders(
          input.header,
          bearer ? { authorization: `Bearer ${bearer}` } : undefined,
          accept && { accept },
          input.headers,
        ),
        parseAs: 'stream',
        // No other operation leads elsewhere; a body would be sent along.
        redirect: traits.includes('C') ? 'follow' : 'manual',
        signal,
        fetch: async (made: Request) => {
          isSent = true
          const sent = await send(fetch, made, options)
          stopClock = sent.stopClock
          return sent.response
        },
      })
      return await readAnswer(response, error, { codes, traits, csv: accept !== undefined })
    } catch (cause) {
      throwIfAborted(signal)
      if (cause instanceof TransportError) throw cause
      if (isSent) throw new TransportError('The answer could not be read.', { cause })
      // What the platform says would quote the token or the address.
      throw new InvalidInput(
        'This cannot be sent: `baseUrl` must be a URL without credentials, tokens and headers may have only the characters that HTTP allows, and the body must fit JSON.',
      )
    } finally {
      stopClock()
    }
  }

  const call = async (id: OperationId, entry: Entry, given: AnyInput, signed: boolean) => {
    // With a key of its own the call may be repeated even when its answer was lost.
    const isKeyed = entry[3]?.includes('K') && (given.retries ?? retries) > 0
    const header = { ...(isKeyed && { 'Idempotency-Key': newIdempotencyKey() }), ...given.header }
    const input = { ...given, header }
    const { signer } = inner
    if (!signed) return await callOnce(id, entry, input, null)
    if (!signer) return await callOnce(id, entry, input, typeof token === 'function' ? await token() : token)

    const bearer = await abortable(signer.token(), input.signal)
    const scope = signer.scope()
    const result = await callOnce(id, entry, input, bearer)
    if (result.response.status !== 401 || !result.error) return result
    const renewed = await abortable(signer.renew(bearer, result.error), input.signal)
    // Whoever has signed in meanwhile must not send what another has written.
    const isSame = signer.scope() === scope
    return renewed && renewed !== bearer && isSame ? await callOnce(id, entry, input, renewed) : result
  }

  const methodOf = (area: string, operationId: OperationId, entry: Entry, signed: boolean) => {
    const method = async (input: AnyInput = {}) => {
      const site = callSite(method)
      try {
        const result = await call(operationId, entry, input, signed)
        if (result.error) pointAt(site, result.error)
        return result
      } catch (error) {
        // What the caller's own signal or `token` throws is the caller's.
        if (error instanceof TransportError || error instanceof InvalidInput) pointAt(site, error)
        throw error
      }
    }
    return Object.assign(method, { operationId, [INNER]: { client: inner, area } satisfies MethodInner })
  }
  const methods = (area: string, operations: Record<string, Entry>, signed: boolean) =>
    Object.fromEntries(
      Object.entries(operations).map(([id, entry]) => [id, methodOf(area, id as OperationId, entry, signed)]),
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
