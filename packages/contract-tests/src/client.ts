import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Credential, Exchange, RequestSpec } from './exchange.ts'

/** Seconds that a throttled request waits at most before it is sent again. */
const LONGEST_WAIT = 120
/** Milliseconds without a byte after which an answer counts as lost. */
const SILENCE = 60_000

export interface ClientOptions {
  readonly origin: string
  /** Looks at every exchange. */
  readonly onExchange: (exchange: Exchange) => void
  /** Ends what is under way. */
  readonly signal?: AbortSignal | undefined
}

/** No answer came: the connection was refused, or broke off. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/** Sends requests exactly as they are given: no redirect is followed, no cookie kept, nothing decompressed. */
export class Client {
  readonly origin: string
  readonly #options: ClientOptions

  constructor(options: ClientOptions) {
    this.#options = options
    this.origin = options.origin
  }

  /** @throws NoAnswer when none arrived. */
  async send(spec: RequestSpec): Promise<Exchange> {
    for (;;) {
      const exchange = await this.#sendOnce(spec)
      this.#options.onExchange(exchange)
      const { status, headers } = exchange.answer
      const wait = status === 429 || status === 503 ? Number(headers['retry-after']) : Number.NaN
      if (spec.takeThrottled || !(wait <= LONGEST_WAIT)) return exchange
      await sleep(wait * 1000, undefined, { signal: this.#options.signal })
    }
  }

  #sendOnce(spec: RequestSpec): Promise<Exchange> {
    const { operation, as = null } = spec
    const url = new URL(this.origin + pathOf(spec))
    const method = spec.method ?? operation?.method ?? 'GET'
    const encoded = encodedBody(spec)
    const headers = headersOf(spec, as, encoded)
    const body = encoded?.body ?? null
    const send = url.protocol === 'https:' ? requestHttps : requestHttp
    const start = performance.now()
    return new Promise((resolve, reject) => {
      const noAnswer = (cause: Error) =>
        reject(new NoAnswer(`${method} ${url.href} got no answer: ${cause.message}`, { cause }))
      const request = send(url, { method, headers, signal: this.#options.signal }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', noAnswer)
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          const json = parsed(text)
          resolve({
            operation,
            as,
            ...(spec.generated && { generated: true }),
            request: { method, url: url.href, headers, body },
            answer: {
              status: response.statusCode ?? 0,
              headers: joined(response.headersDistinct),
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
