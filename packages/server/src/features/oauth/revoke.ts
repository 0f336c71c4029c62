import type { contract } from '@latchkey/contract'
import type { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import { isRefusal, type OAuthRefusal, refuse } from '../../platform/oauth-error.ts'
import { findFamily, revokeFamily } from '../../platform/refresh-tokens.ts'
import { readAccessToken } from './access-tokens.ts'
import { authenticateClient } from './client-authentication.ts'
import { findGrant } from './queries.ts'
import { oauthRefreshTokens } from './token.ts'

/**
 * Ends the grant that a token belongs to (RFC 7009 §2.1), and with it all its tokens.
 * @returns `null` when the token does not work any more, or never did.
 */
export async function revokeToken(
  deps: Deps,
  form: z.output<typeof contract.oauth.revokeOAuthToken.form>,
  authorization: string | undefined,
): Promise<null | OAuthRefusal<'invalid_request' | 'invalid_client' | 'invalid_grant'>> {
  const { db, clock } = deps
  const client = await authenticateClient(db, {
    authorization,
    clientId: form.client_id,
    clientSecret: form.client_secret,
  })
  if (isRefusal(client)) return client
  const grantId = await grantOf(deps, form.token)
  const grant = grantId === null ? undefined : await findGrant(db, grantId)
  if (grantId === null || !grant) return null
  if (grant.clientId !== client.id) return refuse('invalid_grant', 'The token was given to another client.')
  await revokeFamily(db, grantId, clock.now())
  return null
}

async function grantOf(deps: Deps, token: string): Promise<string | null> {
  const family = await findFamily(deps.db, oauthRefreshTokens, token)
  if (family) return family.id
  const accessToken = await readAccessToken(deps, token)
  return typeof accessToken === 'string' ? null : accessToken.grantId
}
