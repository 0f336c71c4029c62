import { authorizationQuery, codeForm, consentTicket, grantCode, grantTokens } from '../oauth.ts'
import type { Steps } from './step.ts'

const VERIFIER = 'a-verifier-of-the-contract-tests-0123456789-abcdef'

export const oauthSteps: Steps = {
  getJwks: async () => ({}),
  getAuthorizationServerMetadata: async () => ({}),
  getProtectedResourceMetadata: async () => ({}),
  registerOAuthClient: async (s, kind) => ({
    body: { client_name: 'Contract tests', redirect_uris: ['http://127.0.0.1/callback'] },
    as: await s.credential(kind),
  }),
  authorizeOAuthClient: async (s) => ({ query: authorizationQuery(await s.oauthClient(), VERIFIER) }),
  decideOAuthConsent: async (s) => {
    const owner = await s.owner()
    const ticket = await consentTicket(s.api, owner, authorizationQuery(await s.oauthClient(), VERIFIER))
    return { body: { ticket, decision: 'allow' }, headers: { cookie: owner.session.cookie } }
  },
  issueOAuthToken: async (s, kind) => {
    const client = await s.oauthClient(kind === null)
    return { body: codeForm(client, await grantCode(s.api, await s.owner(), client)) }
  },
  revokeOAuthToken: async (s, kind) => {
    const client = await s.oauthClient(kind === null)
    const { refreshToken } = await grantTokens(s.api, await s.owner(), client)
    return { body: { token: refreshToken, ...(kind === null && { client_id: client.id }) } }
  },
}
