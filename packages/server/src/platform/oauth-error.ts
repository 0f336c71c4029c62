import type { OAuthErrorCode } from '@latchkey/contract'

/** An expected failure of an OAuth endpoint, as RFC 6749 §5.2 has it. */
export interface OAuthRefusal<C extends OAuthErrorCode = OAuthErrorCode> {
  readonly oauthError: C
  /** For developers of clients. */
  readonly description: string
}

export const refuse = <C extends OAuthErrorCode>(oauthError: C, description: string): OAuthRefusal<C> => ({
  oauthError,
  description,
})

export const isRefusal = (value: unknown): value is OAuthRefusal =>
  typeof value === 'object' && value !== null && 'oauthError' in value

/** The characters that `error_description` may hold: printable ASCII without `"` and `\` (RFC 6749 §5.2). */
export const describable = (text: string): string =>
  text.replaceAll(/["`]/g, "'").replaceAll(/[^\x20-\x5b\x5d-\x7e]/g, '?')
