import type { contract } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import { clearCookie, VISITOR_COOKIE } from '../../platform/http/cookies.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { visitorCookies } from '../../platform/http/session-cookies.ts'
import { requestMagicLink, signOut, verifyCode, verifyToken } from './service.ts'

/** What the contract's `visitors` says of signing in. */
export const visitorHandlers: Pick<
  Handlers<typeof contract.visitors>,
  'requestMagicLink' | 'verifyMagicLink' | 'getVisitor' | 'signOutVisitor'
> = {
  async requestMagicLink({ deps, request, body }) {
    const challenge = await requestMagicLink(deps, request, body)
    if (isFailure(challenge)) return challenge
    return {
      status: 202,
      body: { challengeId: challenge.challengeId, expiresAt: challenge.expiresAt.toISOString() },
    }
  },

  async verifyMagicLink({ deps, request, body }) {
    const session =
      'token' in body
        ? await verifyToken(deps, body.token)
        : await verifyCode(deps, request, body.challengeId, body.code)
    if (isFailure(session)) return session
    const { visitor, challenge } = session
    return {
      status: 200,
      headers: visitorCookies(deps, request, session),
      body: {
        visitor: { id: visitor.id, email: visitor.email, createdAt: visitor.createdAt.toISOString() },
        session: { expiresAt: session.expiresAt.toISOString(), handle: challenge.handleName },
        // A creator's front end must not get a token that opens other creators' pages.
        sessionToken: challenge.handleName === null ? null : session.token,
        returnTo: challenge.returnTo,
      },
    }
  },

  async getVisitor({ subject }) {
    return {
      status: 200,
      body: {
        visitor: {
          id: subject.visitorId,
          email: subject.email,
          createdAt: subject.visitorCreatedAt.toISOString(),
        },
        session: {
          expiresAt: subject.sessionExpiresAt.toISOString(),
          handle: subject.boundHandle?.name ?? null,
        },
      },
    }
  },

  async signOutVisitor({ deps, request, body }) {
    const cookie = request.cookie(VISITOR_COOKIE)
    const tokens = [request.bearer, cookie].filter((token) => token !== null)
    await signOut(deps, tokens, body.everywhere ?? false)
    return {
      status: 204,
      empty: true,
      headers: cookie === null ? [] : [['set-cookie', clearCookie(deps.config, VISITOR_COOKIE)]],
    }
  },
}
