import { z } from '@hono/zod-openapi'

/**
 * What a client should do with the same request after this error:
 * `never` (change something first), `same_key` (repeat it with the same `Idempotency-Key`),
 * `after` (wait for `Retry-After` seconds, then repeat).
 */
export type Retry = 'never' | 'same_key' | 'after'

interface ErrorEntry {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 412 | 413 | 415 | 422 | 429 | 500 | 502 | 503
  /** One sentence for the person who reads the response. */
  readonly message: string
  /** What to do about it; shown on the error's docs page. */
  readonly advice: string
  readonly retry: Retry
  /** Shape of `details`; `null` where there is nothing to add. */
  readonly details?: z.ZodType
}

const issues = z.object({
  issues: z
    .array(
      z.object({
        path: z.string().openapi({ description: 'Where in the request, e.g. `body.successUrl`.' }),
        message: z.string().openapi({ description: 'What is wrong there and what would be accepted.' }),
      }),
    )
    .openapi({ description: 'Everything that is wrong with the request, in one go.' }),
})

const visitorUnauthorized = z.object({
  reason: z
    .enum(['missing', 'malformed', 'expired', 'revoked', 'other_handle'])
    .openapi({ description: 'Why the session does not count.' }),
})

const refreshRefused = z.object({
  reason: z
    .enum(['missing', 'unknown', 'expired', 'revoked', 'reused'])
    .openapi({ description: 'Why the token does not count.' }),
})

const ownedHandles = z.object({
  handles: z.array(z.string()).openapi({ description: 'Names of the handles, at most 100 of them.' }),
})

const rateLimited = z.object({
  limit: z.string().openapi({ description: 'The limit that was hit.', example: 'requestMagicLink:email' }),
  retryAfterSeconds: z.number().int().openapi({ description: 'Seconds until the next request may succeed.' }),
})

/** Every error code of the API with everything that is known about it. Status, schemas, SDK types and docs derive from here. */
export const errorCatalogue = {
  // Requests that do not fit the contract
  invalid_request: {
    status: 400,
    message: 'The request does not have the expected shape; see details.issues.',
    advice: 'Correct every entry of `details.issues` and send the request again.',
    retry: 'never',
    details: issues,
  },
  invalid_redirect_url: {
    status: 400,
    message: "The URL is neither on the handle's own host nor on one of its allowed origins.",
    advice:
      "Use an absolute https URL on the handle's host, or add the origin to `allowedOrigins` of the handle's profile. Plain http is accepted for loopback addresses only.",
    retry: 'never',
    details: issues,
  },
  payload_too_large: {
    status: 413,
    message: 'The request body is larger than this operation accepts.',
    advice: 'Send less; the limit is part of the operation in the reference.',
    retry: 'never',
  },
  unsupported_media_type: {
    status: 415,
    message: 'The Content-Type of the request is not one this operation reads.',
    advice: 'Send the media type that the reference lists, usually `application/json`.',
    retry: 'never',
  },
  method_not_allowed: {
    status: 405,
    message: 'This path exists, but not with this method; see the Allow header.',
    advice: 'Use one of the methods listed in the `Allow` header.',
    retry: 'never',
  },
  precondition_failed: {
    status: 412,
    message: 'This was changed since you read it, so nothing was done.',
    advice: 'Read it again, apply your change to what is there now, and send the new `ETag` as `If-Match`.',
    retry: 'never',
  },
  not_found: {
    status: 404,
    message: 'There is nothing at this address.',
    advice: 'Check the path, and that the request goes to the host that serves it.',
    retry: 'never',
  },

  // Visitors
  visitor_unauthorized: {
    status: 401,
    message: 'A valid visitor session is needed; ask for a magic link to get one.',
    advice:
      'Send the `_10x_visitor` cookie from the same origin, or `Authorization: Bearer vst_…`. `details.reason` says why the one that was sent does not count.',
    retry: 'never',
    details: visitorUnauthorized,
  },
  invalid_magic_link: {
    status: 401,
    message: 'This magic link is not valid.',
    advice: 'Ask for a new link, and use it exactly as it stands in the mail.',
    retry: 'never',
  },
  expired_magic_link: {
    status: 401,
    message: 'This magic link has expired; ask for a new one.',
    advice: 'Links and codes live 15 minutes. Ask for a new one; a late mail is the usual cause.',
    retry: 'never',
  },
  used_magic_link: {
    status: 401,
    message: 'This magic link was already used; ask for a new one.',
    advice: 'A link or its code opens one session. Whoever used it first has that session.',
    retry: 'never',
  },
  invalid_code: {
    status: 401,
    message: 'This code is not valid; check it, or ask for a new one.',
    advice:
      'After too many wrong tries the codes mailed so far no longer work; a fresh one does. The link of a magic-link mail goes on working.',
    retry: 'never',
  },

  fresh_session_required: {
    status: 403,
    message: 'This needs a sign-in of the last ten minutes that works for all handles.',
    advice:
      'Ask for a magic link without `handle`, follow it, and repeat the request in that browser within ten minutes.',
    retry: 'never',
  },

  // Pages and checkout
  page_not_found: {
    status: 404,
    message: 'There is no page with this name here, or it is not published.',
    advice: 'Check handle and slug; to visitors drafts look the same as pages that do not exist.',
    retry: 'never',
  },
  page_archived: {
    status: 409,
    message: 'This page was deleted after it was sold, so it stays as its buyers know it.',
    advice: 'Create another page under another slug.',
    retry: 'never',
  },
  page_not_paid: {
    status: 409,
    message: 'This page is not for sale, so there is nothing to pay.',
    advice: 'Run the access check to see what opens the page: nothing, or signing in.',
    retry: 'never',
  },
  already_purchased: {
    status: 409,
    message: 'This visitor has already bought this page.',
    advice: 'Send the visitor to the page; no further payment is taken.',
    retry: 'never',
  },
  payment_in_progress: {
    status: 409,
    message: 'A payment for this page is still being processed.',
    advice: 'Some payment methods take days. Check access later; a second payment is not started meanwhile.',
    retry: 'never',
  },
  purchase_disputed: {
    status: 409,
    message: "The payment for this page is disputed at the buyer's bank.",
    advice: 'Wait for the dispute to end; it decides whether access returns.',
    retry: 'never',
  },
  connect_not_configured: {
    status: 409,
    message: 'The creator cannot take payments yet: no Stripe account is ready.',
    advice: 'The owner of the handle finishes Stripe Connect onboarding; then the page can be sold.',
    retry: 'never',
  },
  purchase_not_found: {
    status: 404,
    message: 'There is no such purchase of this page.',
    advice: 'Check the visitor and purchase ids against the buyers of the page.',
    retry: 'never',
  },
  already_refunded: {
    status: 409,
    message: 'Nothing of this purchase is left to refund.',
    advice: 'The money was already returned; look at the purchase for when.',
    retry: 'never',
  },
  payment_provider_error: {
    status: 502,
    message: 'Stripe did not accept or did not answer the request; nothing was changed.',
    advice: 'Repeat it in a while with the same `Idempotency-Key`; report the request id if it stays.',
    retry: 'same_key',
  },
  invalid_webhook_signature: {
    status: 400,
    message: 'The Stripe-Signature header does not fit this body.',
    advice:
      'Set the signing secret of this endpoint, and send the body byte for byte as signed, within five minutes.',
    retry: 'never',
  },

  // Group buys
  group_buy_not_found: {
    status: 404,
    message: 'There is no group buy with this name.',
    advice: 'Check handle and slug; drafts look the same as group buys that do not exist.',
    retry: 'never',
  },
  group_buy_not_open: {
    status: 409,
    message: 'This group buy is not open for that.',
    advice:
      'Interest is taken while it is published and before its deadline; a page that is linked to it is sold once it is activated; activated and closed ones stay as they are.',
    retry: 'never',
  },
  group_buy_target_not_reached: {
    status: 409,
    message: 'Not enough is wanted yet to activate this group buy.',
    advice: 'Wait until `interestedQuantity` reaches `targetQuantity`, or lower the target.',
    retry: 'never',
  },
  // Files
  file_not_found: {
    status: 404,
    message: 'There is no file with this id, or it is not shared with you.',
    advice:
      'Check the id, and the address you are signed in with. A file that was not uploaded yet is not there either.',
    retry: 'never',
  },
  file_expired: {
    status: 410,
    message: 'This file could be downloaded for a limited time, which is over.',
    advice: 'Ask the creator to share it again.',
    retry: 'never',
  },
  file_link_invalid: {
    status: 403,
    message: 'This upload or download URL has expired, or is not complete.',
    advice:
      'Use the URL exactly as it was answered. Download again for a fresh one; repeat `createFile` with its `Idempotency-Key` for a fresh upload URL.',
    retry: 'never',
  },
  file_already_uploaded: {
    status: 409,
    message: 'The content of this file was uploaded before; it cannot be replaced.',
    advice: 'Create another file for other content.',
    retry: 'never',
  },

  slug_taken: {
    status: 409,
    message: 'This handle already has something with this slug.',
    advice: 'Choose another slug.',
    retry: 'never',
  },

  // OAuth, as people meet it in the browser; what clients are told is in oauth-errors.ts
  oauth_client_not_found: {
    status: 400,
    message: 'The app that sent you here is not known.',
    advice:
      'Clients that were never used are forgotten after a while: register again, and use the `client_id` of the answer.',
    retry: 'never',
  },
  oauth_client_document_invalid: {
    status: 400,
    message: 'The app that sent you here could not be identified: its metadata document is not usable.',
    advice:
      'A `client_id` that is a URL must lead, over https, from a public address and without redirects, to a small JSON document which names itself by that URL.',
    retry: 'never',
  },
  oauth_redirect_uri_mismatch: {
    status: 400,
    message: 'The app that sent you here asked to send you on to an address that it did not register.',
    advice:
      'Send a `redirect_uri` that is registered, character by character. Only the port of a loopback address may differ.',
    retry: 'never',
  },
  oauth_consent_expired: {
    status: 400,
    message: 'This question was already answered, or waited too long for its answer.',
    advice:
      'Start again from the app. Each consent page can be answered once, by the account it was shown to.',
    retry: 'never',
  },
  cross_site_form: {
    status: 403,
    message: 'This form was not sent from our own page, so nothing was done.',
    advice: 'Open the page here and send the form from it.',
    retry: 'never',
  },

  // Tokens
  token_not_found: {
    status: 404,
    message: 'There is no token with this id.',
    advice: 'Check the id against the tokens of the handle; revoked ones are gone.',
    retry: 'never',
  },
  too_many_tokens: {
    status: 409,
    message: 'This handle has as many tokens as it may have.',
    advice: 'Revoke tokens that are not used any more; `lastUsedAt` tells.',
    retry: 'never',
  },

  // Support
  job_not_found: {
    status: 404,
    message: 'There is no dead job with this id.',
    advice: 'List the dead jobs again: it may have been retried meanwhile.',
    retry: 'never',
  },
  report_not_found: {
    status: 404,
    message: 'There is no report with this id.',
    advice: 'Check the id against the queue.',
    retry: 'never',
  },
  report_claimed: {
    status: 409,
    message: 'A colleague has claimed this report.',
    advice: 'Ask them to give it back; `claimedBy` says who it is.',
    retry: 'never',
  },

  // Accounts
  missing_bearer_token: {
    status: 401,
    message: 'This operation needs an access token in the Authorization header.',
    advice: 'Sign in and send `Authorization: Bearer <accessToken>`. Cookies are never accepted here.',
    retry: 'never',
  },
  invalid_token: {
    status: 401,
    message: 'This access token is not valid, or not for this operation.',
    advice: 'Sign in again; the session behind the token may have ended.',
    retry: 'never',
  },
  token_expired: {
    status: 401,
    message: 'This access token has expired; refresh the session.',
    advice: 'Access tokens live 15 minutes. Exchange the refresh token for a new pair.',
    retry: 'never',
  },
  invalid_credentials: {
    status: 401,
    message: 'E-mail address or password is wrong.',
    advice: 'Check both, or reset the password. Unknown addresses get the same answer.',
    retry: 'never',
  },
  invalid_refresh_token: {
    status: 401,
    message: 'This refresh token no longer counts; sign in again.',
    advice:
      '`details.reason` says why. `reused`: the token was presented again after its successor was in use, so the session was ended for whoever holds its tokens.',
    retry: 'never',
    details: refreshRefused,
  },
  weak_password: {
    status: 400,
    message: 'This password is too easy to guess; choose another one.',
    advice:
      'Avoid common passwords, repetitions, keyboard patterns, dates, and your own name and address. A few unrelated words make a good one.',
    retry: 'never',
  },
  expired_code: {
    status: 401,
    message: 'This code has expired; ask for a new one.',
    advice: 'The mail says how long its code works. Ask for a fresh one; that is always possible.',
    retry: 'never',
  },
  used_code: {
    status: 401,
    message: 'This code was already used; sign in.',
    advice: 'A code works once. What it was for has been done: sign in, or reset the password.',
    retry: 'never',
  },
  session_not_found: {
    status: 404,
    message: 'This account has no such session.',
    advice: 'List the sessions to see those that live.',
    retry: 'never',
  },
  owns_handles: {
    status: 409,
    message: 'This account owns handles; transfer or delete them first.',
    advice: 'Transfer each handle of `details.handles` to another account, or delete it, and try again.',
    retry: 'never',
    details: ownedHandles,
  },
  insufficient_role: {
    status: 403,
    message: 'Your role on this handle does not allow this.',
    advice: 'Ask someone with the role that the reference names for this operation.',
    retry: 'never',
  },
  insufficient_scope: {
    status: 403,
    message: 'This token may not be used for this operation.',
    advice: 'Use a token with the scope that the reference names, or sign in for control-plane operations.',
    retry: 'never',
  },
  handle_not_found: {
    status: 404,
    message: 'There is no handle with this name, or you have no role on it.',
    advice: 'Check the spelling, and the account you are signed in with.',
    retry: 'never',
  },

  // Handles
  handle_taken: {
    status: 409,
    message: 'This name is taken, or was in use until a short while ago.',
    advice: 'Choose another name. A name that a handle gave up is free again after 30 days.',
    retry: 'never',
  },
  handle_has_payments: {
    status: 409,
    message: 'This handle has taken payments, and their books must be kept.',
    advice: 'Transfer the handle to another owner, or keep it with its pages unpublished.',
    retry: 'never',
  },
  offer_not_found: {
    status: 404,
    message: 'This offer is not open, or was made to another address.',
    advice:
      'It may have been answered, withdrawn or replaced, or it lapsed. List your offers, or ask whoever made it for a new one.',
    retry: 'never',
  },

  // Webhooks
  webhook_endpoint_not_found: {
    status: 404,
    message: 'This handle has no such webhook endpoint.',
    advice: 'List the endpoints of the handle; it may have been deleted.',
    retry: 'never',
  },
  webhook_delivery_not_found: {
    status: 404,
    message: 'This webhook endpoint has no such delivery.',
    advice: 'List the deliveries of the endpoint. They are kept for 30 days, and go with their endpoint.',
    retry: 'never',
  },
  too_many_webhook_endpoints: {
    status: 409,
    message: 'This handle has as many webhook endpoints as it can have.',
    advice: 'Delete an endpoint first, or have one of them take more events.',
    retry: 'never',
  },

  // Idempotency
  idempotency_in_progress: {
    status: 409,
    message: 'A request with this Idempotency-Key is still being worked on.',
    advice: 'Repeat it with the same key in a while; it will answer with the result of the first.',
    retry: 'same_key',
  },
  idempotency_key_reused: {
    status: 422,
    message: 'This Idempotency-Key was used for another request.',
    advice: 'Make a new key for each new request; reuse one only to repeat the very same request.',
    retry: 'never',
  },

  // Limits and faults
  rate_limited: {
    status: 429,
    message: 'Too many requests; wait before the next one.',
    advice: 'Wait for `Retry-After` seconds. `details.limit` names the limit that was hit.',
    retry: 'after',
    details: rateLimited,
  },
  internal_error: {
    status: 500,
    message: 'Something failed on our side; it was recorded under the request id.',
    advice: 'Try again; if it stays, report the request id.',
    retry: 'same_key',
  },
  unavailable: {
    status: 503,
    message: 'The service is not able to answer right now.',
    advice: 'Wait for `Retry-After` seconds and repeat the request.',
    retry: 'after',
  },
} as const satisfies Record<string, ErrorEntry>

/** Any error code of the API. */
export type ErrorCode = keyof typeof errorCatalogue

/** What the catalogue knows of one code. */
export const errorEntry = (code: ErrorCode): ErrorEntry => errorCatalogue[code]

/** `details` of an error with this code. */
export type ErrorDetails<C extends ErrorCode> = C extends unknown
  ? (typeof errorCatalogue)[C] extends { details: infer D extends z.ZodType }
    ? z.output<D>
    : null
  : never

/** Codes whose errors need no details. */
export type PlainErrorCode = {
  [C in ErrorCode]: null extends ErrorDetails<C> ? C : never
}[ErrorCode]

const errorSchema = (code: ErrorCode) =>
  z
    .object({
      error: z.literal(code).openapi({ description: 'Stable, machine-readable code.' }),
      message: z
        .string()
        .openapi({ description: 'One sentence a person can act on. May be reworded; do not parse.' }),
      requestId: z
        .string()
        .openapi({ description: 'Quote it when you report a problem.', example: 'req_4fSv1nXbL8r2Qm6W' }),
      details: errorEntry(code).details ?? z.null(),
    })
    .openapi(`${pascalCase(code)}Error`.replace(/ErrorError$/, 'Error'), {
      description: `${errorEntry(code).message} ${errorEntry(code).advice}`,
    })

const pascalCase = (code: string) =>
  code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())

const schemas = new Map(
  Object.keys(errorCatalogue).map((code) => [code as ErrorCode, errorSchema(code as ErrorCode)]),
)

/** Schema of an error body that carries one of `codes`, told apart by `error`. */
export function errorBody(codes: readonly ErrorCode[]): z.ZodType {
  const members = [...schemas].filter(([code]) => codes.includes(code)).map(([, schema]) => schema)
  const [only, ...others] = members
  return only && others.length === 0 ? only : z.union(members)
}
