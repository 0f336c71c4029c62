import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotCheck } from './cannot-check.ts'
import type { Operation } from './document.ts'
import type { Credential, Exchange, RequestSpec } from './exchange.ts'

/** Seconds that a throttled request waits at most before it is sent again. */
const LONGEST_WAIT = 120
/** Part of what an operation allows one address that a run without sandbox uses, so that it can be repeated soon. */
const SHARE = 4
/** Milliseconds without a byte after which an answer counts as lost. */
const SILENCE = 60_000

export interface ClientOptions {
  readonly origin: string
  /** Looks at every exchange. */
  readonly onExchange: (exchange: Exchange) => void
  /** Ends what is under way. */
  readonly signal?: AbortSignal | undefined
  /** Why a request could leave something behind, and so is not to be sent; without it everything is sent. */
  readonly traceOf?: ((spec: RequestSpec) => string | null) | undefined
  /** Waits as long as a `Retry-After` asks, in milliseconds. */
  readonly wait?: ((milliseconds: number, signal?: AbortSignal) => Promise<void>) | undefined
}

/** No answer came: the connection was refused, or broke off. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/** Requests in a row without an answer after which nothing more is sent. */
const LOST = 5

/** The server does not answer any more. */
export class ServerGone extends Error {
  override readonly name = 'ServerGone'
}

/** A request was about to be sent to another server; it was not sent. */
export class OtherServer extends CannotCheck {
  override readonly name = 'OtherServer'
}

/** A request was about to be sent that could leave something behind; it was not sent. */
export class LeavesTrace extends Error {
  override readonly name = 'LeavesTrace'
}

/** The server asks to wait for longer than a run waits; the message says so. */
export class AskedToWait extends Error {
  override readonly name = 'AskedToWait'
  /** The operation that is throttled; `null` when the whole server asks for it. */
  readonly operation: Operation | null
  readonly seconds: number

  constructor(operation: Operation | null, status: number, seconds: number) {
    const who = operation?.id ?? 'The server'
    super(`${who} asks by ${status} to wait for ${seconds} seconds, and was left alone from then on.`)
    this.operation = operation
    this.seconds = seconds
  }
}

/** Sends requests exactly as they are given: no redirect is followed, no cookie kept, nothing decompressed. */
export class Client {
  readonly origin: string
  readonly #options: ClientOptions
  readonly #leftAlone = new Map<string, AskedToWait>()
  readonly #sent = new Map<string, number>()
  #lost = 0

  constructor(options: ClientOptions) {
    this.#options = options
    this.origin = options.origin
  }

  /**
   * @throws NoAnswer when none arrived.
   * @throws OtherServer when it would go to another.
   * @throws LeavesTrace when the request could leave something behind and must not.
   * @throws ServerGone when none arrived several times in a row.
   * @throws AskedToWait when the server asks to wait for too long, now or before.
   */
  async send(spec: RequestSpec): Promise<Exchange> {
    const url = urlOf(this.origin, spec)
    const trace = this.#options.traceOf?.(spec) ?? null
    if (trace !== null) throw new LeavesTrace(`Not sent, because ${trace}: ${pathOf(spec)}`)
    const { operation } = spec
    const before = operation && this.#leftAlone.get(operation.id)
    if (before) throw before
    for (let waited = 0; ; ) {
      this.#count(spec)
      const exchange = await this.#sendOnce(url, spec).catch((error: unknown) => {
        this.#lost += 1
        if (this.#lost < LOST || this.#options.signal?.aborted) throw error
        throw new ServerGone(`${LOST} requests in a row got no answer.`, { cause: error })
      })
      this.#lost = 0
      this.#options.onExchange(exchange)
      const { status, headers } = exchange.answer
      const seconds = status === 429 || status === 503 ? secondsOf(headers['retry-after']) : Number.NaN
      if (spec.takeThrottled || Number.isNaN(seconds)) return exchange
      waited += Math.max(1, seconds)
      if (waited > LONGEST_WAIT) {
        const asked = new AskedToWait(status === 429 ? operation : null, status, seconds)
        if (asked.operation) this.#leftAlone.set(asked.operation.id, asked)
        throw asked
      }
      await (this.#options.wait ?? pause)(seconds * 1000, this.#options.signal)
    }
  }

  /** A preflight, or a method that the path does not have, counts in no limit of the operation. */
  #count({ operation, method = operation?.method }: RequestSpec) {
    if (!operation || (method !== operation.method && method !== 'HEAD')) return
    this.#sent.set(operation.id, (this.#sent.get(operation.id) ?? 0) + 1)
  }

  /** Whether the operation may be sent more without using up more than a part of what it allows one address. */
  hasQuota(operation: Operation): boolean {
    const points = Number.parseInt(operation.object['x-rate-limit']?.ip ?? '', 10)
    return Number.isNaN(points) || (this.#sent.get(operation.id) ?? 0) < Math.max(1, points / SHARE)
  }

  /** What the server asked to be left alone with. */
  get leftAlone(): readonly AskedToWait[] {
    return [...this.#leftAlone.values()]
  }

  #sendOnce(url: URL, spec: RequestSpec): Promise<Exchange> {
    const { operation, as = null } = spec
    const method = spec.method ?? operation?.method ?? 'GET'
    const encoded = encodedBody(spec)
    const headers = headersOf(spec, as, encoded)
    const body = encoded?.body ?? null
    const send = url.protocol === 'https:' ? requestHttps : requestHttp
    const start = performance.now()
    return new Promise((resolve, reject) => {
      const { signal } = this.#options
      const noAnswer = (cause: Error) =>
        reject(
          signal?.aborted
            ? signal.reason
            : new NoAnswer(`${method} ${url.pathname} got no answer: ${cause.message}.`, { cause }),
        )
      const request = send(url, { method, headers, signal }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', noAnswer)
        response.on('end', () => {
          const bytes = Buffer.concat(chunks)
          const text = bytes.toString()
          const json = parsed(text)
          resolve({
            operation,
            as,
            ...(spec.generated && { generated: true }),
            request: { method, url: url.href, headers, body },
            answer: {
              status: response.statusCode ?? 0,
              headers: joined(response.headersDistinct),
              bytes,
              text,
              json,
              code: codeOf(json),
            },
            milliseconds: performance.now() - start,
          })
        })
      })
      request.setTimeout(SILENCE, () => request.destroy(new Error(`${SILENCE / 1000} s of silence`)))
      request.on('error', noAnswer)
      request.end(body ?? undefined)
    })
  }
}

/** A `Retry-After`, as seconds or as a date (RFC 9110 §10.2.3); NaN when there is none. */
function secondsOf(retryAfter: string | undefined): number {
  if (retryAfter === undefined) return Number.NaN
  const seconds = Number(retryAfter)
  return Number.isNaN(seconds) ? Math.ceil((Date.parse(retryAfter) - Date.now()) / 1000) : seconds
}

const pause = async (milliseconds: number, signal?: AbortSignal) => {
  await sleep(milliseconds, undefined, { signal })
}

/**
 * Where a request is sent. A path may come from a report or from the server's document, and one such as `@host/` or
 * `.host/` would make another host of the origin, to which the credentials of this one must not go.
 * @throws OtherServer when it is no path of the origin.
 */
export function urlOf(origin: string, spec: RequestSpec): URL {
  const path = pathOf(spec)
  const url = path.startsWith('/') && URL.canParse(origin + path) ? new URL(origin + path) : null
  if (url?.origin !== origin) {
    throw new OtherServer(`"${path}" is no path of ${origin}, so nothing was sent to it.`)
  }
  return url
}

/** Path and query that a request is sent to. */
function pathOf({ operation, path, params = {}, query = {} }: RequestSpec): string {
  const template = path ?? operation?.path ?? '/'
  const filled =
    path === undefined
      ? template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
      : template
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, String(one)]),
    ),
  )
  return search.size > 0 ? `${filled}?${search}` : filled
}

function encodedBody({ operation, body }: RequestSpec): { body: string | Uint8Array; type: string } | null {
  if (body === undefined) return null
  const type = operation?.body?.type ?? 'application/json'
  if (typeof body === 'string' || body instanceof Uint8Array) return { body, type }
  if (type === 'application/x-www-form-urlencoded') {
    return { body: String(new URLSearchParams(body as Record<string, string>)), type }
  }
  return { body: JSON.stringify(body), type }
}

function headersOf(
  spec: RequestSpec,
  as: Credential | null,
  encoded: { body: string | Uint8Array; type: string } | null,
) {
  const given = {
    ...(encoded && {
      'content-type': encoded.type,
      'content-length': String(Buffer.byteLength(encoded.body)),
    }),
    ...(as && credentialHeader(as)),
    ...spec.headers,
  }
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null),
  )
}

/** The header by which a request carries a credential of this kind. */
function credentialHeader({ kind, secret }: Credential): Record<string, string> {
  switch (kind) {
    case 'visitorCookie':
      return { cookie: secret }
    case 'personalTokenHeader':
      return { 'x-api-key': secret }
    case 'clientBasic':
      return { authorization: `Basic ${Buffer.from(secret).toString('base64')}` }
    default:
      return { authorization: `Bearer ${secret}` }
  }
}

const joined = (headers: NodeJS.Dict<string[]>) =>
  Object.fromEntries(Object.entries(headers).map(([name, values = []]) => [name, values.join(', ')]))

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const codeOf = (json: unknown): string | null =>
  typeof json === 'object' && json !== null && 'error' in json && typeof json.error === 'string'
    ? json.error
    : null
