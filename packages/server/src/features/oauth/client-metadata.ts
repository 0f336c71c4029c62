import { type ClientAuthMethod, type Scope, scopeNames } from '@latchkey/contract'
import { type OAuthRefusal, refuse } from '../../platform/oauth-error.ts'
import { redirectUriProblem } from './redirect-uris.ts'
import { readScope } from './scope.ts'

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

/** Why metadata are not accepted. */
export type MetadataRefusal = OAuthRefusal<
  'invalid_redirect_uri' | 'invalid_client_metadata' | 'invalid_scope'
>

/** Checks metadata (RFC 7591 §2). Values of lists that the server does not know are left out. */
export function readClientMetadata(
  given: GivenMetadata,
  authMethod: ClientAuthMethod,
): ClientMetadata | MetadataRefusal {
  const [problem] = given.redirect_uris.flatMap((uri) => {
    const reason = redirectUriProblem(uri, authMethod === 'none' ? 'public' : 'confidential')
    return reason === null ? [] : [`The redirect URI ${uri} ${reason}.`]
  })
  if (problem) return refuse('invalid_redirect_uri', problem)
  if (given.grant_types && !given.grant_types.includes('authorization_code')) {
    return refuse('invalid_client_metadata', 'grant_types must hold authorization_code.')
  }
  if (given.response_types && !given.response_types.includes('code')) {
    return refuse('invalid_client_metadata', 'response_types must hold code.')
  }
  const scope = readScope(given.scope, scopeNames)
  if (!scope) return refuse('invalid_scope', `scope must hold some of: ${scopeNames.join(' ')}.`)
  const name = given.client_name?.trim() ?? ''
  const [redirectUri = ''] = given.redirect_uris
  return {
    name: name || nameByAddress(redirectUri),
    redirectUris: [...new Set(given.redirect_uris)],
    scope,
  }
}

// What stands behind a private-use scheme is anything: it is not a host that the app would have to own.
function nameByAddress(redirectUri: string): string {
  const { host, protocol } = new URL(redirectUri)
  return /^https?:$/.test(protocol) ? `App at ${host}` : `App that opens ${protocol} links`
}
