import { type contract, REFRESH_TOKEN_SECONDS } from '@latchkey/contract'
import { fail, isFailure } from '../../platform/failure.ts'
import { ACCOUNT_COOKIE, setCookie } from '../../platform/http/cookies.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { findAccount } from './queries.ts'
import { signIn } from './service.ts'

export const accountHandlers: Handlers<typeof contract.accounts> = {
  async signIn({ deps, body }) {
    const tokens = await signIn(deps, body)
    if (isFailure(tokens)) return tokens
    return {
      status: 200,
      headers: [
        ['set-cookie', setCookie(deps.config, ACCOUNT_COOKIE, tokens.refreshToken, REFRESH_TOKEN_SECONDS)],
      ],
      body: { ...tokens, tokenType: 'Bearer' },
    }
  },

  async getAccount({ deps, subject }) {
    const account = await findAccount(deps.db, subject.accountId)
    // The session was live a moment ago, so the account was deleted in between.
    if (!account) return fail('invalid_token')
    return { status: 200, body: { ...account, createdAt: account.createdAt.toISOString() } }
  },
}
