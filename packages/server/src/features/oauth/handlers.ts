import { type contract, grantTypes } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { isRefusal, refuse } from '../../platform/oauth-error.ts'
import { authenticateAccount } from '../accounts/service.ts'
import { authorizeOAuthClient } from './authorize.ts'
import { decideOAuthConsent } from './consent.ts'
import { metadataHandlers } from './metadata.ts'
import { type Registration, registerClient } from './register.ts'
import { revokeToken } from './revoke.ts'
import { issueToken } from './token.ts'

export const oauthHandlers: Handlers<typeof contract.oauth> = {
  ...metadataHandlers,
  authorizeOAuthClient,
  decideOAuthConsent,

  async registerOAuthClient({ deps, request, body }) {
    const account = request.bearer === null ? null : await authenticateAccount(deps, request)
    if (isFailure(account)) return refuse('invalid_token', 'The access token is not that of an account.')
    const registered = await registerClient(deps, body, account?.accountId ?? null)
    if (isRefusal(registered)) return registered
    return { status: 201, body: presentRegistration(registered) }
  },

  async issueOAuthToken({ deps, request, form }) {
    const issued = await issueToken(deps, form, request.header('authorization'))
    if (isRefusal(issued)) return issued
    return {
      status: 200,
      // RFC 6749 §5.1 asks for both.
      body: {
        access_token: issued.accessToken,
        token_type: 'Bearer',
        expires_in: issued.expiresIn,
        refresh_token: issued.refreshToken,
        scope: issued.scope.join(' '),
      },
    }
  },

  async revokeOAuthToken({ deps, request, form }) {
    const refused = await revokeToken(deps, form, request.header('authorization'))
    return refused ?? { status: 200, empty: true }
  },
}

function presentRegistration({ clientId, issuedAt, authentication, ...metadata }: Registration) {
  const registered = {
    client_id: clientId,
    client_id_issued_at: Math.floor(issuedAt.getTime() / 1000),
    client_name: metadata.name,
    redirect_uris: metadata.redirectUris,
    grant_types: [...grantTypes],
    response_types: ['code'] as ['code'],
    scope: metadata.scope.join(' '),
  }
  return authentication.method === 'none'
    ? { ...registered, token_endpoint_auth_method: authentication.method }
    : {
        ...registered,
        token_endpoint_auth_method: authentication.method,
        client_secret: authentication.secret,
        client_secret_expires_at: 0 as const,
      }
}
