import { type Scope, scopeNames } from '@latchkey/contract'
import { type OAuthRefusal, refuse } from '../../platform/oauth-error.ts'
import { redirectUriProblem } from './redirect-uris.ts'

/** What a client says of itself, by registration or in its document. */
export interface GivenMetadata {
  readonly redirect_uris: readonly string[]
  readonly client_name?: string | undefined
  readonly grant_types?: readonly string[] | undefined
  readonly response_types?: readonly string[] | undefined
  readonly scope?: string | undefined
}

/** What is kept of it. */
export interface ClientMetadata {
  readonly name: string
  readonly redirectUris: string[]
  readonly scope: Scope[]
}

/** Checks metadata (RFC 7591 §2). Values of lists that the server does not know are left out. */
export function readClientMetadata(
  given: GivenMetadata,
): ClientMetadata | OAuthRefusal<'invalid_redirect_uri' | 'invalid_client_metadata'> {
  const [problem] = given.redirect_uris.flatMap((uri) => {
    const reason = redirectUriProblem(uri)
    return reason === null ? [] : [`The redirect URI ${uri} ${reason}.`]
  })
  if (problem) return refuse('invalid_redirect_uri', problem)
  if (given.grant_types && !given.grant_types.includes('authorization_code')) {
    return refuse('invalid_client_metadata', 'grant_types must hold authorization_code.')
  }
  if (given.response_types && !given.response_types.includes('code')) {
    return refuse('invalid_client_metadata', 'response_types must hold code.')
  }
  const scope = knownScopes(given.scope)
  if (scope.length === 0) {
    return refuse('invalid_client_metadata', `scope must hold some of: ${scopeNames.join(' ')}.`)
  }
  const name = given.client_name?.trim() ?? ''
  const [redirectUri = ''] = given.redirect_uris
  return {
    name: name || `App at ${new URL(redirectUri).host}`,
    redirectUris: [...new Set(given.redirect_uris)],
    scope,
  }
}

function knownScopes(scope: string | undefined): Scope[] {
  if (!scope?.trim()) return scopeNames
  const wanted = scope.split(' ')
  return scopeNames.filter((name) => wanted.includes(name))
}
