import { clientAuthMethods, contract, grantTypes, scopeNames } from '@latchkey/contract'
import type { Handlers } from '../../platform/http/operation.ts'
import { JWKS_SECONDS } from '../../platform/keys.ts'

const { oauth } = contract

/** What clients discover: the authorization server (RFC 8414), its keys (RFC 7517), and the API it protects (RFC 9728). */
export const metadataHandlers: Pick<
  Handlers<typeof oauth>,
  'getAuthorizationServerMetadata' | 'getJwks' | 'getProtectedResourceMetadata'
> = {
  async getAuthorizationServerMetadata({ deps: { config } }) {
    const { origin } = config
    return {
      status: 200,
      body: {
        issuer: origin,
        authorization_endpoint: `${origin}${oauth.authorizeOAuthClient.path}`,
        token_endpoint: `${origin}${oauth.issueOAuthToken.path}`,
        registration_endpoint: `${origin}${oauth.registerOAuthClient.path}`,
        revocation_endpoint: `${origin}${oauth.revokeOAuthToken.path}`,
        jwks_uri: `${origin}${oauth.getJwks.path}`,
        scopes_supported: scopeNames,
        response_types_supported: ['code'],
        response_modes_supported: ['query'],
        grant_types_supported: [...grantTypes],
        token_endpoint_auth_methods_supported: [...clientAuthMethods],
        revocation_endpoint_auth_methods_supported: [...clientAuthMethods],
        code_challenge_methods_supported: ['S256'],
        authorization_response_iss_parameter_supported: true,
        client_id_metadata_document_supported: true,
        protected_resources: [origin],
      },
    }
  },

  async getJwks({ deps: { keys } }) {
    return {
      status: 200,
      headers: [['cache-control', `public, max-age=${JWKS_SECONDS}`]],
      // Parsed, so that nothing leaves but the members that the contract names.
      body: oauth.getJwks.success[200].body.parse(keys.publicJwks()),
    }
  },

  async getProtectedResourceMetadata({ deps: { config } }) {
    return {
      status: 200,
      body: {
        resource: config.origin,
        resource_name: 'Latchkey',
        authorization_servers: [config.origin],
        scopes_supported: scopeNames,
        bearer_methods_supported: ['header'],
      },
    }
  },
}
