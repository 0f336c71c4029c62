import type { contract } from '@latchkey/contract'
import { fail, isFailure } from '../../platform/failure.ts'
import { ACCOUNT_COOKIE, clearCookie } from '../../platform/http/cookies.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import type { HeaderList } from '../../platform/http/respond.ts'
import { accountCookie, deviceCookie, signedInCookies } from '../../platform/http/session-cookies.ts'
import { deleteAccount } from './delete-account.ts'
import { describeDevice } from './device.ts'
import type { AccountHooks } from './hooks.ts'
import { forgotPassword, resetPassword } from './password-reset.ts'
import { findAccount } from './queries.ts'
import { endSession, listSessions, refreshSession, signOut } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { confirmSignUp, resendSignUpCode, signUp } from './sign-up.ts'

const mailed = ({ expiresAt }: { expiresAt: Date }) => ({
  status: 202 as const,
  body: { expiresAt: expiresAt.toISOString() },
})

const shown = <T extends { createdAt: Date }>(account: T) => ({
  ...account,
  createdAt: account.createdAt.toISOString(),
})

/** Of the operations that the contract has under `accounts`, those of the areas above. */
type Elsewhere =
  | 'listConnectedApps'
  | 'disconnectApp'
  | 'listOffers'
  | 'acceptOffer'
  | 'declineOffer'
  | 'getNotifications'
  | 'updateNotifications'

export const accountHandlers = (
  hooks: AccountHooks,
): Omit<Handlers<typeof contract.accounts>, Elsewhere> => ({
  async signUp({ deps, request, body }) {
    const code = await signUp(deps, request, {
      ...body,
      device: describeDevice(request.header('user-agent')),
    })
    return isFailure(code) ? code : mailed(code)
  },

  async confirmSignUp({ deps, request, body }) {
    const account = await confirmSignUp(deps, body)
    if (isFailure(account)) return account
    return {
      status: 200,
      headers: deviceCookie(deps, request, account.email),
      body: { account: shown(account) },
    }
  },

  async resendSignUpCode({ deps, body }) {
    return mailed(await resendSignUpCode(deps, body.email))
  },

  async signIn({ deps, request, body, throttle }) {
    const session = await signIn(deps, request, body)
    if (isFailure(session)) return session
    // The limits are against guessing.
    await throttle.giveBack()
    const { accessToken, refreshToken, expiresIn } = session
    return {
      status: 200,
      headers: signedInCookies(deps, request, { email: body.email, refreshToken }),
      body: { accessToken, refreshToken, expiresIn, tokenType: 'Bearer' },
    }
  },

  async refreshSession({ deps, request, body }) {
    const cookie = request.cookie(ACCOUNT_COOKIE)
    const token = body.refreshToken ?? cookie
    const tokens = await refreshSession(deps, token)
    const fromCookie = cookie !== null && token === cookie
    if (isFailure(tokens)) {
      const headers: HeaderList = fromCookie ? [['set-cookie', clearCookie(deps.config, ACCOUNT_COOKIE)]] : []
      return { ...tokens, headers }
    }
    const { accessToken, refreshToken, expiresIn } = tokens
    return {
      status: 200,
      headers: fromCookie ? accountCookie(deps, request, refreshToken) : [],
      body: {
        accessToken,
        // Scripts never see the token of the cookie: that is what HttpOnly is for.
        refreshToken: body.refreshToken === undefined ? null : refreshToken,
        expiresIn,
        tokenType: 'Bearer',
      },
    }
  },

  async signOut({ deps, request, body }) {
    const cookie = request.cookie(ACCOUNT_COOKIE)
    await signOut(
      deps,
      [body.refreshToken, cookie].filter((token) => typeof token === 'string'),
    )
    return {
      status: 204,
      empty: true,
      headers: cookie === null ? [] : [['set-cookie', clearCookie(deps.config, ACCOUNT_COOKIE)]],
    }
  },

  async forgotPassword({ deps, body }) {
    return mailed(await forgotPassword(deps, body.email))
  },

  async resetPassword({ deps, request, body }) {
    const ended = await resetPassword(deps, hooks, request, body)
    if (isFailure(ended)) return ended
    return { status: 200, headers: deviceCookie(deps, request, body.email), body: ended }
  },

  async getAccount({ deps, subject }) {
    const account = await findAccount(deps.db, subject.accountId)
    // The session was live a moment ago, so the account was deleted in between.
    return account ? { status: 200, body: shown(account) } : fail('invalid_token')
  },

  async deleteAccount({ deps, request, subject }) {
    const failure = await deleteAccount(deps, hooks, { accountId: subject.accountId, requestId: request.id })
    if (failure) return failure
    const cookie = request.cookie(ACCOUNT_COOKIE)
    return {
      status: 204,
      empty: true,
      headers: cookie === null ? [] : [['set-cookie', clearCookie(deps.config, ACCOUNT_COOKIE)]],
    }
  },

  async listSessions({ deps, subject, query }) {
    return { status: 200, body: await listSessions(deps, subject, query) }
  },

  async endSession({ deps, subject, params }) {
    const failure = await endSession(deps, subject.accountId, params.sessionId)
    return failure ?? { status: 204, empty: true }
  },
})
