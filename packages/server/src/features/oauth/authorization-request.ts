import type { AuthorizationError, contract, Scope } from '@latchkey/contract'
import type { z } from 'zod'
import { redirectUriMatches } from './redirect-uris.ts'
import { readScope } from './scope.ts'

/** Parameters of the authorization request as they came; repeated ones as lists. */
export type Parameters = z.output<typeof contract.oauth.authorizeOAuthClient.query>

/** What the client asks for, checked. */
export interface AuthorizationRequest {
  readonly scope: Scope[]
  readonly codeChallenge: string
}

/** Why the client does not get what it asks for. */
export interface RequestProblem {
  readonly error: AuthorizationError
  readonly description: string
}

/** One value of a parameter; `undefined` when it is missing, empty (RFC 6749 §3.1), or repeated. */
export const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** What the account is to be asked (OpenID Connect Core §3.1.2.1). Values that mean nothing here change nothing. */
export const readPrompt = (value: Parameters['prompt']): string[] =>
  (single(value) ?? '').split(/\s+/).filter((one) => one !== '')

/** Where the answer goes: the URI that was asked for when it is registered, or the only one when none was named. */
export function chooseRedirectUri(
  registered: readonly string[],
  given: Parameters['redirect_uri'],
): string | null {
  const asked = single(given)
  if (asked === undefined) {
    const [only = null] = registered
    return registered.length === 1 && !Array.isArray(given) ? only : null
  }
  return registered.some((uri) => redirectUriMatches(uri, asked)) ? asked : null
}

/** Checks all that does not concern the client or its redirect URI. */
export function readAuthorizationRequest(
  parameters: Parameters,
  client: { readonly scope: readonly Scope[] },
  issuer: string,
): AuthorizationRequest | RequestProblem {
  // RFC 6749 §3.1. Only `resource` may be repeated (RFC 8707 §2).
  const repeated = Object.entries(parameters).find(
    ([name, value]) => Array.isArray(value) && name !== 'resource',
  )
  if (repeated) return invalid(`The parameter ${repeated[0]} is repeated.`)
  if (parameters.state?.includes('\0')) return invalid('state must not contain U+0000.')

  const responseType = single(parameters.response_type)
  if (responseType === undefined) return invalid('response_type is missing.')
  if (responseType !== 'code') return { error: 'unsupported_response_type', description: 'Only code is.' }
  if (!['query', undefined].includes(single(parameters.response_mode))) {
    return invalid('The only response_mode is query.')
  }

  // OpenID Connect Core §3.1.2.1.
  const prompt = readPrompt(parameters.prompt)
  if (prompt.includes('none') && prompt.length > 1) return invalid('prompt=none stands alone.')

  const codeChallenge = single(parameters.code_challenge)
  if (codeChallenge === undefined) return invalid('code_challenge is missing: PKCE is required.')
  // RFC 7636 §4.3: without a method it would be plain.
  if (single(parameters.code_challenge_method) !== 'S256')
    return invalid('code_challenge_method must be S256.')
  if (!/^[A-Za-z0-9_-]{43}$/.test(codeChallenge))
    return invalid('code_challenge is not a SHA-256 in base64url.')

  if (!isIssuer(parameters.resource, issuer)) {
    return { error: 'invalid_target', description: `resource must be ${issuer}.` }
  }
  const scope = readScope(single(parameters.scope), client.scope)
  if (!scope) return { error: 'invalid_scope', description: `scope may hold: ${client.scope.join(' ')}.` }
  return { scope, codeChallenge }
}

const invalid = (description: string): RequestProblem => ({ error: 'invalid_request', description })

/** RFC 8707 §2: tokens are for this server alone. An issuer with and without the slash of the empty path are the same. */
export const isIssuer = (resource: string | readonly string[] | undefined, issuer: string): boolean =>
  [resource ?? []]
    .flat()
    .filter((value) => value !== '')
    .every((value) => value === issuer || value === `${issuer}/`)
