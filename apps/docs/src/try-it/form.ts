/** What the page of an operation knows of its form; it travels in the page as JSON. */
export interface Form {
  readonly operation: string
  /** Namespace in the SDK, or none where the SDK has no method for it. */
  readonly area: string | null
  readonly method: string
  readonly path: string
  /** Where the API is, as the server writes it. */
  readonly origin: string
  /** Where the docs are that the server serves; elsewhere nothing is called. */
  readonly docsOrigin: string
  /** Why it is not called from here, as a sentence; `null` where it is. */
  readonly curlOnly: string | null
  /** Called at the bare host, because no other answers. */
  readonly bareHost: boolean
  readonly credential: Credential
  readonly fields: readonly Field[]
  /** JSON bodies to begin with, by name; none where no body is sent. */
  readonly bodies: readonly { readonly name: string; readonly text: string }[]
  readonly bodyOptional: boolean
  /** Answers CSV too. */
  readonly csv: boolean
  /** Asked before it is sent; `null` where nothing is lost by trying. */
  readonly confirm: string | null
}

export interface Credential {
  readonly kind: 'none' | 'account' | 'visitor' | 'token' | 'cookie'
  /** Works without, too. */
  readonly optional: boolean
  /** Whom a server on this machine knows. */
  readonly demo?: { readonly email: string; readonly password: string }
}

export interface Field {
  readonly in: 'path' | 'query' | 'header' | 'form'
  readonly name: string
  readonly required: boolean
  /** What it is filled with; a key is made anew in each page. */
  readonly value: string
  /** Shown while it is empty. */
  readonly example: string
  readonly description: string
  /** The only values that it can have. */
  readonly choices: readonly string[] | null
  /** A number or truth value in the SDK. */
  readonly type: 'string' | 'number' | 'boolean'
}

/** What somebody has filled in. */
export interface Filled {
  /** By `keyOf`. */
  readonly fields: Readonly<Record<string, string>>
  readonly body: string
  readonly csv: boolean
  /** Somebody is signed in, or a token is there. */
  readonly hasToken: boolean
}

export const keyOf = ({ in: place, name }: Pick<Field, 'in' | 'name'>): string => `${place}.${name}`

/** The form as it opens. */
export const prefilled = ({ fields, bodies }: Form, newKey: () => string): Filled => ({
  fields: Object.fromEntries(
    fields.map((field) => [keyOf(field), field.name === 'Idempotency-Key' ? newKey() : field.value]),
  ),
  body: bodies[0]?.text ?? '',
  csv: false,
  hasToken: false,
})
