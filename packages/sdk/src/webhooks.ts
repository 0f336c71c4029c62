import type { webhooks } from './generated/schema.ts'
import { webhookEventTypes } from './generated/webhook-events.ts'

/** Body of an event of a type that this version of the SDK knows. */
export type WebhookEventBody = webhooks[keyof webhooks]['post']['requestBody']['content']['application/json']

type Identified<Body> = Body extends unknown
  ? Body & {
      /** `webhook-id`, the same on every attempt to deliver the event: ignore one that you have seen before. */
      id: string
    }
  : never

/** An event of a type that a newer server has added. */
export type UnknownWebhookEvent = Identified<{
  type: 'unknown'
  /** The type as the server sent it. */
  rawType: string
  /** When it happened. */
  timestamp: string
  data: unknown
}>

/** An event that an endpoint received; narrows by `type`. */
export type WebhookEvent = Identified<WebhookEventBody> | UnknownWebhookEvent

/** What arrived: its headers as any framework has them, and its body as it was sent, not parsed. */
export interface WebhookMessage {
  readonly headers:
    | { get(name: string): string | null }
    | { readonly [name: string]: string | readonly string[] | undefined }
  readonly body: string | ArrayBuffer | ArrayBufferView
}

/** Why a message was refused; see `WebhookVerificationError`. */
export type WebhookRefusal =
  | 'raw_body_required'
  | 'missing_header'
  | 'invalid_timestamp'
  | 'invalid_signature'
  | 'invalid_body'

/**
 * A message that must not be acted on; answer it with status 400. `reason` tells why: `raw_body_required` (this side
 * has parsed or read the body before, so that nothing is left to check), `missing_header`, `invalid_timestamp` (too
 * old or too new, such as when it is replayed), `invalid_signature`, or `invalid_body` (signed rightly, but no event).
 */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError'
  readonly reason: WebhookRefusal

  constructor(reason: WebhookRefusal, message: string) {
    super(message)
    this.reason = reason
  }
}

/** How a message is verified. */
export interface WebhookOptions {
  /** Seconds that `webhook-timestamp` may be off, either way; 300 otherwise. */
  toleranceSeconds?: number | undefined
  /** Milliseconds since 1970; `Date.now` otherwise. For tests. */
  now?: (() => number) | undefined
}

/**
 * The event in a message that Latchkey sent (https://www.standardwebhooks.com). Uses WebCrypto alone, and compares in
 * constant time.
 * @param message the `Request`, unread, or its headers and raw body.
 * @param secret the endpoint's `whsec_…`; several while one takes the place of another.
 * @throws WebhookVerificationError unless it was signed with one of the secrets, just now; TypeError when a secret is
 * none.
 */
export async function verifyWebhook(
  message: Request | WebhookMessage,
  secret: string | readonly string[],
  { toleranceSeconds = 300, now = Date.now }: WebhookOptions = {},
): Promise<WebhookEvent> {
  const keys = await Promise.all([secret].flat().map(importKey))
  if (keys.length === 0) throw new TypeError(NO_SECRET)
  const id = header(message, 'webhook-id')
  const timestamp = header(message, 'webhook-timestamp')
  const signatures = header(message, 'webhook-signature')
  // What is no number is not within it either.
  if (!(Math.abs(now() / 1000 - Number(timestamp)) <= toleranceSeconds)) {
    throw new WebhookVerificationError('invalid_timestamp', 'The message was not sent just now.')
  }
  const body = await rawBody(message)
  const signed = signedBytes(id, timestamp, body)
  let isSigned = false
  const listed = [...signatures.matchAll(/\bv1,([\w+/]+=*)/g)].slice(0, MOST_SIGNATURES)
  for (const [, signature = ''] of listed) {
    const bytes = fromBase64(signature)
    if (bytes?.length !== SIGNATURE_BYTES) continue
    for (const key of keys) isSigned ||= await crypto.subtle.verify('HMAC', key, bytes, signed)
  }
  if (!isSigned) throw new WebhookVerificationError('invalid_signature', 'No secret fits the signature.')
  return readEvent(id, new TextDecoder().decode(body))
}

/**
 * A message as Latchkey would send it, for tests of an endpoint: `verifyWebhook(await signWebhook(event, secret),
 * secret)` gives the event, and `new Request(url, { method: 'POST', ...message })` sends it.
 * @param event the body; as text, one that has another form.
 * @param options `id`: the `webhook-id`; `now`: when it is sent, in milliseconds since 1970.
 */
export async function signWebhook(
  event: WebhookEventBody | string,
  secret: string,
  {
    id = `msg_${Math.random().toString(36).slice(2)}`,
    now = Date.now,
  }: { id?: string; now?: () => number } = {},
): Promise<{ headers: Record<string, string>; body: string }> {
  const body = typeof event === 'string' ? event : JSON.stringify(event)
  const timestamp = String(Math.floor(now() / 1000))
  const signed = signedBytes(id, timestamp, new TextEncoder().encode(body))
  const signature = await crypto.subtle.sign('HMAC', await importKey(secret), signed)
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${btoa(String.fromCharCode(...new Uint8Array(signature)))}`,
  }
  return { headers, body }
}

const NO_SECRET = 'A webhook secret must be the `whsec_…` that came with the endpoint.'

/** Of those that a message lists, which anybody may have sent; the server sends one for each secret. */
const MOST_SIGNATURES = 8
/** Of HMAC-SHA256. */
const SIGNATURE_BYTES = 32
/** Shorter ones could be guessed, or are no secrets but words. */
const LEAST_SECRET_BYTES = 16

function importKey(secret: unknown): Promise<CryptoKey> {
  const [, text = ''] = typeof secret === 'string' ? (/^whsec_(.+)$/.exec(secret) ?? []) : []
  const bytes = fromBase64(text)
  if (!bytes || bytes.length < LEAST_SECRET_BYTES) throw new TypeError(NO_SECRET)
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}

function signedBytes(id: string, timestamp: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`${id}.${timestamp}.`)
  const bytes = new Uint8Array(head.length + body.length)
  bytes.set(head)
  bytes.set(body, head.length)
  return bytes
}

/** A header, as `Headers` or Node has it. */
function header({ headers }: Pick<Request | WebhookMessage, 'headers'>, name: string): string {
  const value =
    typeof headers.get === 'function'
      ? headers.get(name)
      : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  if (!value) throw new WebhookVerificationError('missing_header', `The message has no ${name}.`)
  return [value].flat().join(' ')
}

async function rawBody(message: Request | WebhookMessage): Promise<Uint8Array> {
  const isRequest = 'arrayBuffer' in message
  const body: unknown = isRequest ? await message.arrayBuffer().catch(() => null) : message.body
  if (typeof body === 'string') return new TextEncoder().encode(body)
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
  // Not `instanceof`, because it may be another realm's.
  if (Object.prototype.toString.call(body) === '[object ArrayBuffer]')
    return new Uint8Array(body as ArrayBuffer)
  throw new WebhookVerificationError(
    'raw_body_required',
    'The signature is of the body as it was sent, byte by byte: pass the text or bytes, not a parsed object, and read them once, such as with `request.text()` or `express.raw()`.',
  )
}

function readEvent(id: string, text: string): WebhookEvent {
  let event: { type?: unknown; data?: unknown } | null = null
  try {
    event = JSON.parse(text)
  } catch {}
  const type = event?.type
  if (typeof type !== 'string') {
    throw new WebhookVerificationError('invalid_body', 'The body is signed, but it is no event.')
  }
  const isKnown = (webhookEventTypes as readonly string[]).includes(type)
  return { ...event, ...(isKnown ? {} : { type: 'unknown', rawType: type }), id } as WebhookEvent
}
