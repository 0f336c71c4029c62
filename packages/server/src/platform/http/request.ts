import { randomUUID } from 'node:crypto'
import { type Auth, type Credential, credentialsOf } from '@latchkey/contract'
import type { Context } from 'hono'
import type { Config } from '../config.ts'
import { REQUEST_ID } from '../request-context.ts'
import { clientAddress, networksOf } from './client-address.ts'
import { cookiesCount, readCookie, VISITOR_COOKIE } from './cookies.ts'
import { type Host, hostOf } from './hosts.ts'

/** What the caller sent to be recognised as a visitor, not yet looked up. */
export type VisitorCredential =
  | { readonly token: string; readonly reason?: never }
  | { readonly token?: never; readonly reason: 'missing' | 'malformed' }

const VISITOR_TOKEN = /^vst_[A-Za-z0-9_-]{43}$/

/** Facts of one request that handlers and guards ask for. */
export class RequestFacts {
  readonly id: string
  readonly method: string
  readonly config: Config
  /** Whether a session or token that came with it was found to be valid. */
  recognised = false
  readonly #c: Context

  constructor(c: Context, config: Config) {
    this.#c = c
    this.config = config
    this.method = c.req.method
    const sent = c.req.header('x-request-id')
    this.id = sent && REQUEST_ID.test(sent) ? sent : `req_${randomUUID().replaceAll('-', '')}`
  }

  header(name: string): string | undefined {
    return this.#c.req.header(name)
  }

  get host(): Host {
    return hostOf(this.header('host') ?? new URL(this.#c.req.url).host, this.config)
  }

  /** The address that throttles count by. */
  get address(): string {
    const incoming: { socket?: { remoteAddress?: string } } | undefined = this.#c.env?.incoming
    return clientAddress(
      incoming?.socket?.remoteAddress,
      this.header('x-forwarded-for'),
      this.config.TRUST_PROXY,
    )
  }

  /** The widest network that this address counts in: whose turn it is where requests wait. */
  get network(): string {
    return networksOf(this.address).at(-1)?.key ?? ''
  }

  /** Aborted when the client leaves before it has its answer. */
  get signal(): AbortSignal {
    return this.#c.req.raw.signal
  }

  /** A cookie, if cookies count on this request at all. */
  cookie(name: string): string | null {
    const value = readCookie(this.header('cookie'), name)
    return value !== null && this.ownOrigin ? value : null
  }

  /** Whether the request changes nothing, or was sent by a page of this very origin. */
  get ownOrigin(): boolean {
    return cookiesCount({
      method: this.method,
      header: (header) => this.header(header),
      scheme: this.config.PUBLIC_SCHEME,
    })
  }

  /** `Authorization: Bearer …`; the scheme's name is case-insensitive (RFC 9110 §11.1). */
  get bearer(): string | null {
    const header = this.header('authorization')
    return header && /^bearer /i.test(header) ? header.slice(7).trim() : null
  }

  /** What was sent of the credentials that this kind of caller is known by, or only of those among them; not looked up. */
  credential(subject: Auth['subject'], among: readonly Credential[] = credentialsOf[subject]): string | null {
    for (const taken of credentialsOf[subject]) {
      const sent = among.includes(taken) ? this.#sentAs(taken) : null
      if (sent) return sent
    }
    return null
  }

  #sentAs(credential: Credential): string | null {
    switch (credential) {
      case 'visitorCookie':
        return this.cookie(VISITOR_COOKIE)
      case 'personalTokenHeader':
        return this.header('x-api-key') ?? null
      default:
        return this.bearer
    }
  }

  get visitorCredential(): VisitorCredential {
    const token = this.credential('visitor')
    if (!token) return { reason: 'missing' }
    return VISITOR_TOKEN.test(token) ? { token } : { reason: 'malformed' }
  }
}
