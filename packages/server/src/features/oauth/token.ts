import { createHash } from 'node:crypto'
import { ACCESS_TOKEN_SECONDS, type contract, REFRESH_TOKEN_SECONDS, type Scope } from '@latchkey/contract'
import type { z } from 'zod'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { newId } from '../../platform/ids.ts'
import { isRefusal, type OAuthRefusal, refuse } from '../../platform/oauth-error.ts'
import { newFamily, type RefreshTokenKind, revokeFamily, rotate } from '../../platform/refresh-tokens.ts'
import { hashSecret, sameHash } from '../../platform/secrets.ts'
import { issueAccessToken } from './access-tokens.ts'
import { isIssuer } from './authorization-request.ts'
import { authenticateClient } from './client-authentication.ts'
import { type Client, exchangeCode, findCode, findGrantByCode, findGrantByToken } from './queries.ts'
import { readScope } from './scope.ts'

/** Refresh tokens of OAuth clients. */
export const oauthRefreshTokens: RefreshTokenKind = { prefix: 'ort_', lifetime: REFRESH_TOKEN_SECONDS }

type TokenRequest = z.output<typeof contract.oauth.issueOAuthToken.form>

type TokenRefusal = OAuthRefusal<
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'invalid_target'
>

export interface IssuedTokens {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresIn: number
  readonly scope: readonly Scope[]
}

/** Exchanges a code or a refresh token for tokens (RFC 6749 §4.1.3, §6). */
export async function issueToken(
  deps: RootDeps,
  form: TokenRequest,
  authorization: string | undefined,
): Promise<IssuedTokens | TokenRefusal> {
  const client = await authenticateClient(deps.db, {
    authorization,
    clientId: form.client_id,
    clientSecret: form.client_secret,
  })
  if (isRefusal(client)) return client
  if (!isIssuer(form.resource, deps.config.origin)) {
    return refuse('invalid_target', `resource must be ${deps.config.origin}.`)
  }
  switch (form.grant_type) {
    case 'authorization_code':
      return await redeemCode(deps, client, form)
    case 'refresh_token':
      return await refresh(deps, client, form)
    default:
      return refuse('unsupported_grant_type', 'grant_type must be authorization_code or refresh_token.')
  }
}

const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/

async function redeemCode(
  deps: RootDeps,
  client: Client,
  { code, code_verifier: verifier, redirect_uri: redirectUri }: TokenRequest,
): Promise<IssuedTokens | TokenRefusal> {
  if (code === undefined) return refuse('invalid_request', 'code is missing.')
  if (verifier === undefined) return refuse('invalid_request', 'code_verifier is missing: PKCE is required.')
  const { db, pool, clock } = deps
  const now = clock.now()
  const codeHash = hashSecret(code)
  const stored = await findCode(db, codeHash)
  if (!stored) return await refuseUsedCode(deps, client, codeHash)
  if (stored.clientId !== client.id) return refuse('invalid_grant', 'The code was given to another client.')
  if (stored.expiresAt <= now) return refuse('invalid_grant', 'The code has expired.')
  // RFC 6749 §4.1.3. OAuth 2.1 lets it be left out: PKCE binds the code.
  if (redirectUri !== undefined && redirectUri !== stored.redirectUri) {
    return refuse('invalid_grant', 'redirect_uri is not the one of the authorization request.')
  }
  if (!VERIFIER.test(verifier) || !fitsChallenge(verifier, stored.codeChallenge)) {
    return refuse('invalid_grant', 'code_verifier does not fit the code_challenge.')
  }
  const { accountId, sessionId, scope } = stored
  const family = newFamily(oauthRefreshTokens, newId('oauthGrant'), now)
  const done = await exchangeCode(pool, {
    family,
    accountId,
    sessionId,
    codeHash,
    clientId: client.id,
    scope,
  })
  if (done !== 'exchanged') {
    const unknown = await refuseUsedCode(deps, client, codeHash)
    return done === 'used' ? unknown : refuse('invalid_grant', 'The session that allowed the code has ended.')
  }
  return await tokens(deps, client, {
    familyId: family.id,
    accountId,
    scope,
    refreshToken: family.refreshToken,
  })
}

/** RFC 6749 §4.1.2: used twice, a code may have been stolen, so what it gave ends. */
async function refuseUsedCode({ db, clock }: RootDeps, client: Client, codeHash: Buffer) {
  const grant = await findGrantByCode(db, codeHash, client.id)
  if (grant) await revokeFamily(db, grant.id, clock.now())
  return refuse('invalid_grant', 'The code is unknown, expired, or was used before.')
}

/** RFC 7636 §4.6. */
const fitsChallenge = (verifier: string, challenge: string): boolean =>
  sameHash(createHash('sha256').update(verifier).digest(), Buffer.from(challenge, 'base64url'))

async function refresh(
  deps: RootDeps,
  client: Client,
  { refresh_token: refreshToken, scope: wanted }: TokenRequest,
): Promise<IssuedTokens | TokenRefusal> {
  if (refreshToken === undefined) return refuse('invalid_request', 'refresh_token is missing.')
  const unknown = refuse(
    'invalid_grant',
    'The refresh token is unknown, expired, revoked, or was used before.',
  )
  const grant = await findGrantByToken(deps.db, hashSecret(refreshToken))
  // Looked at before the token is used up: a request that cannot succeed must not cost the client its token.
  if (!grant) return unknown
  if (grant.clientId !== client.id) return refuse('invalid_grant', 'The token was given to another client.')
  const scope = readScope(wanted, grant.scope)
  if (!scope) return refuse('invalid_scope', `scope may hold: ${grant.scope.join(' ')}.`)
  const rotated = await rotate(deps, oauthRefreshTokens, refreshToken)
  return 'refused' in rotated ? unknown : await tokens(deps, client, { ...rotated, scope })
}

async function tokens(
  deps: Deps,
  client: Client,
  given: { familyId: string; accountId: string; refreshToken: string; scope: readonly Scope[] },
): Promise<IssuedTokens> {
  const { familyId: grantId, accountId, refreshToken, scope } = given
  const accessToken = await issueAccessToken(deps, { grantId, clientId: client.id, accountId, scope })
  return { accessToken, refreshToken, expiresIn: ACCESS_TOKEN_SECONDS, scope }
}
