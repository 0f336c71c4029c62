import type { ErrorEntry } from './errors/entry.ts'
import type { ErrorCode } from './errors.ts'

type OAuthErrorEntry = Pick<ErrorEntry, 'status' | 'message' | 'cause' | 'cure' | 'retry'>

/** Errors of the OAuth endpoints that are called by clients, with their status and where they are defined. */
export const oauthErrorCatalogue = {
  invalid_request: {
    status: 400,
    message: 'The request is not valid.',
    cause: 'A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2).',
    cure: 'Correct what `error_description` names.',
    retry: 'never',
  },
  invalid_client: {
    status: 401,
    message: 'The client could not be authenticated.',
    cause: 'The client is unknown, or did not authenticate the way it registered (RFC 6749 §5.2).',
    cure: 'Authenticate as registered. A client that was removed must register again.',
    retry: 'never',
  },
  invalid_grant: {
    status: 400,
    message: 'The code or refresh token is not valid.',
    cause:
      'The code or refresh token is wrong, expired, used, revoked, or of another client (RFC 6749 §5.2).',
    cure: 'Send the account through the authorization endpoint again.',
    retry: 'never',
  },
  unsupported_grant_type: {
    status: 400,
    message: 'This grant type is not supported.',
    cause: 'Tokens are given for `authorization_code` and `refresh_token` only (RFC 6749 §5.2).',
    cure: 'Use one of these two.',
    retry: 'never',
  },
  invalid_scope: {
    status: 400,
    message: 'The requested scope is not valid.',
    cause: 'None of the scopes is known, or one goes beyond what was granted (RFC 6749 §5.2).',
    cure: 'Ask for scopes that the metadata lists, and when refreshing for no more than was granted.',
    retry: 'never',
  },
  invalid_target: {
    status: 400,
    message: 'Tokens are not issued for this resource.',
    cause: 'Tokens are issued for this server only; `resource` must be the issuer (RFC 8707 §2).',
    cure: 'Send the `resource` of the metadata, or leave it out.',
    retry: 'never',
  },
  invalid_redirect_uri: {
    status: 400,
    message: 'A redirect URI is not valid.',
    cause: 'A redirect URI cannot be registered (RFC 7591 §3.2.2).',
    cure: 'Register https URLs, or http URLs of a loopback address, without a fragment.',
    retry: 'never',
  },
  invalid_client_metadata: {
    status: 400,
    message: 'The client metadata is not valid.',
    cause: 'The client metadata cannot be registered as given (RFC 7591 §3.2.2).',
    cure: 'Correct what `error_description` names, then register again.',
    retry: 'never',
  },
  invalid_token: {
    status: 401,
    message: 'The access token is not valid.',
    cause: 'The access token that was sent to register as an account is not valid (RFC 6750 §3.1).',
    cure: 'Send the access token of a signed-in account, or register without one.',
    retry: 'never',
  },
  server_error: {
    status: 500,
    message: 'Something went wrong on our side.',
    cause: 'Something failed on our side (RFC 6749 §4.1.2.1).',
    cure: 'Try again. If it keeps failing, report the request id.',
    retry: 'same_key',
  },
  temporarily_unavailable: {
    status: 503,
    message: 'The server cannot respond now; try again shortly.',
    cause:
      'The server cannot respond now, or received too many requests; see `Retry-After` (RFC 6749 §4.1.2.1).',
    cure: 'Wait for `Retry-After` seconds, then repeat the request.',
    retry: 'after',
  },
} as const satisfies Record<string, OAuthErrorEntry>

/** Any error code in the JSON answers of the OAuth endpoints. */
export type OAuthErrorCode = keyof typeof oauthErrorCatalogue

/** What the catalogue knows of one code. */
export const oauthErrorEntry = (code: OAuthErrorCode): OAuthErrorEntry => oauthErrorCatalogue[code]

/** Error codes that the authorization endpoint puts into the redirect to the client (RFC 6749 §4.1.2.1, RFC 8707 §2, OpenID Connect Core §3.1.2.6). */
export const authorizationErrors = [
  'invalid_request',
  'unsupported_response_type',
  'invalid_scope',
  'invalid_target',
  'access_denied',
  'login_required',
  'consent_required',
  'interaction_required',
] as const
export type AuthorizationError = (typeof authorizationErrors)[number]

/**
 * The OAuth code for an error of the frame around an OAuth endpoint; its HTTP status stays.
 * @param invalidInput what this endpoint calls input of the wrong form.
 */
export function asOAuthError(code: ErrorCode, invalidInput: OAuthErrorCode): OAuthErrorCode {
  if (code === 'rate_limited' || code === 'unavailable') return 'temporarily_unavailable'
  if (code === 'internal_error') return 'server_error'
  return code === 'invalid_request' ? invalidInput : 'invalid_request'
}
