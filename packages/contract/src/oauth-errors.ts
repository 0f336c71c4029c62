import { z } from '@hono/zod-openapi'
import type { ErrorCode } from './errors.ts'

/** Errors of the OAuth endpoints that are called by clients, with their status and where they are defined. */
export const oauthErrorCatalogue = {
  invalid_request: {
    status: 400,
    meaning: 'A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2).',
  },
  invalid_client: {
    status: 401,
    meaning: 'The client is unknown, or did not authenticate the way it registered (RFC 6749 §5.2).',
  },
  invalid_grant: {
    status: 400,
    meaning:
      'The code or refresh token is wrong, expired, used, revoked, or of another client (RFC 6749 §5.2).',
  },
  unsupported_grant_type: {
    status: 400,
    meaning: 'Tokens are given for `authorization_code` and `refresh_token` only (RFC 6749 §5.2).',
  },
  invalid_scope: {
    status: 400,
    meaning: 'None of the scopes is known, or one goes beyond what was granted (RFC 6749 §5.2).',
  },
  invalid_target: {
    status: 400,
    meaning: 'Tokens are issued for this server only; `resource` must be the issuer (RFC 8707 §2).',
  },
  invalid_redirect_uri: {
    status: 400,
    meaning: 'A redirect URI cannot be registered (RFC 7591 §3.2.2).',
  },
  invalid_client_metadata: {
    status: 400,
    meaning: 'The client metadata cannot be registered as given (RFC 7591 §3.2.2).',
  },
  invalid_token: {
    status: 401,
    meaning: 'The access token that was sent to register as an account is not valid (RFC 6750 §3.1).',
  },
  server_error: { status: 500, meaning: 'Something failed on our side (RFC 6749 §4.1.2.1).' },
  temporarily_unavailable: {
    status: 503,
    meaning:
      'The server cannot respond now, or received too many requests; see `Retry-After` (RFC 6749 §4.1.2.1).',
  },
} as const satisfies Record<string, { status: number; meaning: string }>

/** Any error code in the JSON answers of the OAuth endpoints. */
export type OAuthErrorCode = keyof typeof oauthErrorCatalogue

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

/** Schema of the error body of RFC 6749 §5.2 with one of `codes`. */
export const oauthErrorBody = (codes: readonly OAuthErrorCode[]) =>
  z.object({
    error: z.enum(codes).openapi({ description: 'Stable, machine-readable code (RFC 6749 §5.2).' }),
    error_description: z.string().openapi({ description: 'For developers; may be reworded.' }),
  })
