import type { Operation } from './document.ts'

/** How a request says who sends it: the name of a security scheme, and its secret. */
export interface Credential {
  readonly kind: string
  readonly secret: string
}

/** What the operation takes, of what is at hand; `null` for none. */
export const credentialFor = (
  operation: Operation,
  credentials: ReadonlyMap<string, Credential>,
): Credential | null =>
  operation.credentials.flatMap((kind) => (kind === null ? [] : (credentials.get(kind) ?? [])))[0] ?? null

/** A request to send; what is left out comes from the operation. */
export interface RequestSpec {
  /** Its answer is held against this operation's declarations; `null` for a path that is none. */
  readonly operation: Operation | null
  readonly method?: string
  /** Path on the server, where it is not the operation's with `params` filled in. */
  readonly path?: string
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | readonly string[]>>
  /** Headers to send; `null` takes one away. */
  readonly headers?: Readonly<Record<string, string | null>>
  /** Sent as the operation's media type; a string or bytes as they are. */
  readonly body?: unknown
  readonly as?: Credential | null
  /** Hands a 429 or 503 to the check, instead of waiting for as long as it asks. */
  readonly takeThrottled?: boolean
  /** Made from the schemas: the check judges the answer itself, and there is no secret in it beside its credential. */
  readonly generated?: boolean
}

/** A request as it went over the wire, and what came back. */
export interface Exchange {
  readonly operation: Operation | null
  readonly as: Credential | null
  /** As in the {@link RequestSpec}. */
  readonly generated?: boolean
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: string | Uint8Array | null
  }
  readonly answer: {
    readonly status: number
    /** By names in lower case; what came several times joined by `, `. */
    readonly headers: Readonly<Record<string, string>>
    /** The body as it came, still compressed if it was. */
    readonly bytes?: Uint8Array
    readonly text: string
    /** The body as JSON; `undefined` when it is none. */
    readonly json: unknown
    /** The `error` of a JSON body. */
    readonly code: string | null
  }
  readonly milliseconds: number
}
