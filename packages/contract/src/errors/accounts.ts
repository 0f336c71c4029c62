import { z } from '@hono/zod-openapi'
import type { ErrorEntry } from './entry.ts'

const refreshRefused = z.object({
  reason: z
    .enum(['missing', 'unknown', 'expired', 'revoked', 'reused'])
    .openapi({ description: 'Why the token was not accepted.' }),
})

const ownedHandles = z.object({
  handles: z.array(z.string()).openapi({ description: 'Names of the handles, at most 100 of them.' }),
})

/** Accounts, their sessions, tokens and rights. */
export const accountErrors = {
  missing_bearer_token: {
    status: 401,
    message: 'Send an access token in the Authorization header.',
    forPeople: 'Please sign in to continue.',
    cause: 'The request has no `Authorization: Bearer` header. Cookies are never accepted here.',
    cure: 'Sign in and send `Authorization: Bearer <accessToken>`.',
    retry: 'never',
  },
  invalid_token: {
    status: 401,
    message: 'This access token is not valid, or not valid for this operation.',
    forPeople: 'You have been signed out. Please sign in again.',
    cause:
      'The token is damaged or of another kind, or what it belongs to (session, app, account) has ended.',
    cure: 'Sign in again, or use a token of the kind that the reference names for this operation.',
    retry: 'never',
  },
  token_expired: {
    status: 401,
    message: 'This access token has expired; refresh the session.',
    forPeople: 'You have been signed out. Please sign in again.',
    cause: 'Access tokens last 15 minutes.',
    cure: 'Exchange the refresh token for a new pair, and repeat the request with the new access token.',
    retry: 'never',
  },
  invalid_credentials: {
    status: 401,
    message: 'The email address or the password is wrong.',
    cause: 'They do not match. Unknown addresses get the same answer.',
    cure: 'Check both, or reset the password.',
    retry: 'never',
  },
  invalid_refresh_token: {
    status: 401,
    message: 'This refresh token is no longer valid; sign in again.',
    forPeople: 'You have been signed out. Please sign in again.',
    cause:
      '`details.reason` says why. `reused` means the token was presented again after its successor had been used, so the whole session was ended.',
    cure: 'Sign in again, and keep only the latest refresh token.',
    retry: 'never',
    details: refreshRefused,
    detailsExample: { reason: 'expired' },
  },
  weak_password: {
    status: 400,
    message: 'This password is too easy to guess; choose another one.',
    cause: 'It is common, or made of repetitions, keyboard patterns, dates, or of your own name and address.',
    cure: 'Choose a longer one. A few unrelated words make a good password.',
    retry: 'never',
  },
  expired_code: {
    status: 401,
    message: 'This code has expired; request a new one.',
    cause: 'Codes work for a limited time, which the email names.',
    cure: 'Request a new code; you can do so at any time.',
    retry: 'never',
  },
  used_code: {
    status: 401,
    message: 'This code has already been used; sign in.',
    cause: 'A code works once, and this one has done its job.',
    cure: 'Sign in, or request another code to reset the password.',
    retry: 'never',
  },
  session_not_found: {
    status: 404,
    message: 'This session does not exist or has ended.',
    cause: 'None of your active sessions has this id.',
    cure: 'List the sessions to see which are active.',
    retry: 'never',
  },
  connected_app_not_found: {
    status: 404,
    message: 'This account has no such connected app.',
    cause: 'The app was never connected, or its access has already been withdrawn.',
    cure: 'List the connected apps to see those that still have access.',
    retry: 'never',
  },
  owns_handles: {
    status: 409,
    message: 'This account still owns handles; transfer or delete them first.',
    cause: 'Every handle needs an owner. `details.handles` names those that this account owns.',
    cure: 'Transfer each of them to another account, or delete it, then try again.',
    retry: 'never',
    details: ownedHandles,
    detailsExample: { handles: ['demo'] },
  },
  insufficient_role: {
    status: 403,
    message: 'Your role on this handle does not allow this.',
    cause: 'The operation needs a higher role than the account has; the reference names it.',
    cure: 'Ask someone with the required role.',
    retry: 'never',
  },
  insufficient_scope: {
    status: 403,
    message: 'This token does not have the scope for this operation.',
    forPeople: 'This app may not do this. Sign in yourself, or connect the app with more rights.',
    cause:
      'The token was made for other things, or it is a token for scripts and apps, and the operation takes a signed-in account.',
    cure: 'Use a token with the scope the reference names. Operations that manage a handle need a signed-in account instead.',
    retry: 'never',
  },
  token_not_found: {
    status: 404,
    message: 'This token does not exist.',
    cause: 'The handle has no token with this id; revoked tokens are gone.',
    cure: 'Check the id against the list of tokens.',
    retry: 'never',
  },
  too_many_tokens: {
    status: 409,
    message: 'This handle has reached its maximum number of tokens.',
    cause: 'Tokens that nobody uses any more count as well.',
    cure: 'Revoke tokens that are no longer used; `lastUsedAt` shows which.',
    retry: 'never',
  },
} as const satisfies Record<string, ErrorEntry>
