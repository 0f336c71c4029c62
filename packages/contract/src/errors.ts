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
    .openapi({ description: 'Everything that is wrong with the request.' }),
})

const visitorUnauthorized = z.object({
  reason: z
    .enum(['missing', 'malformed', 'expired', 'revoked', 'other_handle'])
    .openapi({ description: 'Why the session was not accepted.' }),
})

const refreshRefused = z.object({
  reason: z
    .enum(['missing', 'unknown', 'expired', 'revoked', 'reused'])
    .openapi({ description: 'Why the token was not accepted.' }),
})

const ownedHandles = z.object({
  handles: z.array(z.string()).openapi({ description: 'Names of the handles, at most 100 of them.' }),
})

const storageQuota = z.object({
  quotaBytes: z
    .number()
    .int()
    .openapi({ description: 'Storage available to the files of the handle, in bytes.' }),
  usedBytes: z.number().int().openapi({
    description: 'Storage they use now, in bytes, including files still waiting for their content.',
  }),
})

const rateLimited = z.object({
  limit: z
    .string()
    .openapi({ description: 'The limit that was reached.', example: 'requestMagicLink:email' }),
  retryAfterSeconds: z.number().int().openapi({ description: 'Seconds until the next request may succeed.' }),
})

const mailBudget = z.object({
  allowed: z.number().int().openapi({ description: 'New addresses that may be emailed within 24 hours.' }),
  used: z.number().int().openapi({ description: 'How many were emailed in the last 24 hours.' }),
  needed: z.number().int().openapi({ description: 'How many this request would have added.' }),
  retryAfterSeconds: z.number().int().openapi({
    description: 'Seconds until they fit in the budget; a day if `needed` exceeds `allowed`.',
  }),
})

/** Every error code of the API with everything that is known about it. Status, schemas, SDK types and docs derive from here. */
export const errorCatalogue = {
  // Requests that do not fit the contract
  invalid_request: {
    status: 400,
    message: 'The request is not valid; details.issues lists what to change.',
    advice: 'Fix everything listed in `details.issues`, then send the request again.',
    retry: 'never',
    details: issues,
  },
  invalid_redirect_url: {
    status: 400,
    message: "This URL is not on the handle's own site or on one of its allowed origins.",
    advice:
      "Use an absolute https URL on the handle's host, or add the origin to `allowedOrigins` of the handle's profile. Plain http is accepted for loopback addresses only.",
    retry: 'never',
    details: issues,
  },
  payload_too_large: {
    status: 413,
    message: 'The request body is larger than this operation accepts.',
    advice: 'Send a smaller body. The reference gives the limit for each operation.',
    retry: 'never',
  },
  unsupported_media_type: {
    status: 415,
    message: 'This operation does not accept the Content-Type of the request.',
    advice: 'Send one of the media types listed in the reference, usually `application/json`.',
    retry: 'never',
  },
  method_not_allowed: {
    status: 405,
    message: 'This path does not support this method; the Allow header lists those it does.',
    advice: 'Use one of the methods listed in the `Allow` header.',
    retry: 'never',
  },
  precondition_failed: {
    status: 412,
    message: 'This has changed since you last read it, so your change was not saved.',
    advice: 'Read it again, reapply your change, and send the new `ETag` as `If-Match`.',
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
    message: 'Sign in to continue: request a magic link.',
    advice:
      'Send the `_10x_visitor` cookie from the same origin, or `Authorization: Bearer vst_…`. `details.reason` says why the session you sent was not accepted.',
    retry: 'never',
    details: visitorUnauthorized,
  },
  invalid_magic_link: {
    status: 401,
    message: 'This magic link is not valid.',
    advice: 'Request a new link, and use it exactly as it appears in the email.',
    retry: 'never',
  },
  expired_magic_link: {
    status: 401,
    message: 'This magic link has expired; request a new one.',
    advice: 'Links and codes work for 15 minutes. Request a new one; delayed email is the usual cause.',
    retry: 'never',
  },
  used_magic_link: {
    status: 401,
    message: 'This magic link has already been used; request a new one.',
    advice: 'A link, or the code sent with it, signs in once. Whoever used it first is signed in.',
    retry: 'never',
  },
  invalid_code: {
    status: 401,
    message: 'This code is not correct; check it, or request a new one.',
    advice:
      'After too many wrong attempts, codes sent so far stop working; a new one does. The link in a magic-link email keeps working.',
    retry: 'never',
  },

  codes_locked: {
    status: 401,
    message: 'Codes are switched off for this address for now; the link in the email still works.',
    advice:
      'Too many wrong codes were entered for this address, so no code is accepted for a day, right or wrong. Open the link in the latest email in this browser instead.',
    retry: 'never',
  },

  fresh_session_required: {
    status: 403,
    message: 'This requires a session for all handles that started within the last ten minutes.',
    advice:
      'Request a magic link without `handle`, follow it, and repeat the request in that browser within ten minutes.',
    retry: 'never',
  },

  // Pages and checkout
  page_not_found: {
    status: 404,
    message: 'This page does not exist, or it is not published.',
    advice:
      'Check the handle and the slug. To visitors, a draft looks the same as a page that does not exist.',
    retry: 'never',
  },
  page_archived: {
    status: 409,
    message: 'This page was deleted after it had been sold, so it can no longer be changed.',
    advice: 'Its buyers keep it as it is. Create a new page with another slug.',
    retry: 'never',
  },
  page_not_paid: {
    status: 409,
    message: 'This page is not for sale, so there is nothing to pay for.',
    advice: 'The access check tells you what the page needs: nothing, or signing in.',
    retry: 'never',
  },
  already_purchased: {
    status: 409,
    message: 'This page has already been purchased.',
    advice: 'Send the visitor to the page; they are not charged again.',
    retry: 'never',
  },
  payment_in_progress: {
    status: 409,
    message: 'A payment for this page is still being processed.',
    advice:
      'Some payment methods take days. Check access again later; no second payment can be started in the meantime.',
    retry: 'never',
  },
  purchase_disputed: {
    status: 409,
    message: "The payment for this page is under dispute with the buyer's bank.",
    advice: 'Wait for the dispute to be decided. If it is won, access returns.',
    retry: 'never',
  },
  connect_not_configured: {
    status: 409,
    message: 'The creator cannot accept payments yet.',
    advice:
      'The owner of the handle must connect Stripe and finish its onboarding; then the page can be sold.',
    retry: 'never',
  },
  purchase_not_found: {
    status: 404,
    message: 'This page has no such purchase.',
    advice: 'Check the visitor and purchase ids against the list of buyers.',
    retry: 'never',
  },
  already_refunded: {
    status: 409,
    message: 'This purchase has already been fully refunded.',
    advice: 'There is nothing more to do: the whole amount was returned to the buyer.',
    retry: 'never',
  },
  payment_provider_error: {
    status: 502,
    message: 'Stripe could not complete the request; nothing was changed.',
    advice:
      'Try again in a few minutes with the same `Idempotency-Key`. If it keeps failing, report the request id.',
    retry: 'same_key',
  },
  invalid_webhook_signature: {
    status: 400,
    message: 'The Stripe-Signature header does not match this body.',
    advice:
      'Use the signing secret of this endpoint, and send the body exactly as it was signed, within five minutes.',
    retry: 'never',
  },

  // Group buys
  group_buy_not_found: {
    status: 404,
    message: 'This group buy does not exist, or it is not published.',
    advice:
      'Check the handle and the slug. To visitors, a draft looks the same as a group buy that does not exist.',
    retry: 'never',
  },
  group_buy_not_open: {
    status: 409,
    message: "This action is not possible in the group buy's current state.",
    advice:
      'A group buy takes interest while it is published and before its deadline. A page linked to it can be bought once it has been activated. Activated and closed group buys cannot be changed.',
    retry: 'never',
  },
  group_buy_target_not_reached: {
    status: 409,
    message: 'This group buy has not reached its target yet.',
    advice: 'Wait until `interestedQuantity` reaches `targetQuantity`, or lower the target.',
    retry: 'never',
  },
  // Files
  file_not_found: {
    status: 404,
    message: 'This file does not exist, or it is not shared with you.',
    advice:
      'Check the id, and the address you are signed in with. A file whose content has not been uploaded yet does not exist either.',
    retry: 'never',
  },
  file_expired: {
    status: 410,
    message: 'This file is no longer available for download.',
    advice: 'It was shared for a limited time. Ask the creator to share it again.',
    retry: 'never',
  },
  file_link_invalid: {
    status: 403,
    message: 'This upload or download URL has expired or is incomplete.',
    advice:
      'Use the URL exactly as you received it. Request the download again for a new one; for a new upload URL, repeat `createFile` with its `Idempotency-Key`.',
    retry: 'never',
  },
  file_already_uploaded: {
    status: 409,
    message: 'This file has already been uploaded and cannot be replaced.',
    advice: 'Create a new file for the new content.',
    retry: 'never',
  },

  file_upload_in_progress: {
    status: 409,
    message: 'The content of this file is being uploaded right now.',
    advice:
      'Let that upload finish. If it was interrupted, wait for `Retry-After` seconds and upload again to the same URL.',
    retry: 'after',
  },
  storage_quota_exceeded: {
    status: 409,
    message: "The file does not fit in the handle's remaining storage.",
    advice:
      'Delete files you no longer need, or create a smaller one. `details` gives the quota and what is used. A file counts as soon as it is created, and one deleted soon afterwards counts until its upload URL expires.',
    retry: 'never',
    details: storageQuota,
  },

  slug_taken: {
    status: 409,
    message: 'This slug is already in use on this handle.',
    advice: 'Choose another slug.',
    retry: 'never',
  },

  // OAuth, as people meet it in the browser; what clients are told is in oauth-errors.ts
  oauth_client_not_found: {
    status: 400,
    message: 'We do not recognize the app that sent you here.',
    advice:
      'Clients that are never used are removed after a while. Register again, and use the `client_id` you receive.',
    retry: 'never',
  },
  oauth_client_document_invalid: {
    status: 400,
    message: 'The app that sent you here could not be identified: its metadata document cannot be used.',
    advice:
      'A `client_id` that is a URL must be an https URL at a public address which returns, without redirects, a small JSON document whose `client_id` is that URL.',
    retry: 'never',
  },
  oauth_redirect_uri_mismatch: {
    status: 400,
    message: 'The app that sent you here wants to send you to an address it has not registered.',
    advice:
      'Send a `redirect_uri` exactly as it is registered. Only the port of a loopback address may differ.',
    retry: 'never',
  },
  oauth_request_refused: {
    status: 400,
    message: 'The app that sent you here made a request that we cannot process. Go back to it and try again.',
    advice:
      'The page names the error. It is returned to the `redirect_uri` only for apps that the account has already connected, because anyone can register one.',
    retry: 'never',
  },
  oauth_consent_expired: {
    status: 400,
    message: 'This request has already been answered, or it has expired.',
    advice: 'Start again from the app. A consent page can be answered once, by the account it was shown to.',
    retry: 'never',
  },
  cross_site_form: {
    status: 403,
    message: 'This form was not sent from one of our pages, so nothing was done.',
    advice: 'Open the page on this site and submit the form there.',
    retry: 'never',
  },

  // Tokens
  token_not_found: {
    status: 404,
    message: 'This token does not exist.',
    advice: 'Check the id against the list of tokens; revoked tokens are gone.',
    retry: 'never',
  },
  too_many_tokens: {
    status: 409,
    message: 'This handle has reached its maximum number of tokens.',
    advice: 'Revoke tokens that are no longer used; `lastUsedAt` shows which.',
    retry: 'never',
  },

  // Support
  job_not_found: {
    status: 404,
    message: 'There is no dead job with this id.',
    advice: 'List the dead jobs again: someone may already have retried it.',
    retry: 'never',
  },
  report_not_found: {
    status: 404,
    message: 'This report does not exist.',
    advice: 'Check the id against the queue.',
    retry: 'never',
  },
  report_claimed: {
    status: 409,
    message: 'Someone else has claimed this report.',
    advice: 'Ask them to release it; `claimedBy` says who it is.',
    retry: 'never',
  },

  // Accounts
  missing_bearer_token: {
    status: 401,
    message: 'Send an access token in the Authorization header.',
    advice: 'Sign in and send `Authorization: Bearer <accessToken>`. Cookies are never accepted here.',
    retry: 'never',
  },
  invalid_token: {
    status: 401,
    message: 'This access token is not valid, or not valid for this operation.',
    advice: 'Sign in again; the session this token belongs to may have ended.',
    retry: 'never',
  },
  token_expired: {
    status: 401,
    message: 'This access token has expired; refresh the session.',
    advice: 'Access tokens last 15 minutes. Exchange the refresh token for a new pair.',
    retry: 'never',
  },
  invalid_credentials: {
    status: 401,
    message: 'The email address or the password is wrong.',
    advice: 'Check both, or reset the password. Unknown addresses get the same answer.',
    retry: 'never',
  },
  invalid_refresh_token: {
    status: 401,
    message: 'This refresh token is no longer valid; sign in again.',
    advice:
      '`details.reason` says why. `reused` means the token was presented again after its successor had been used, so the whole session was ended.',
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
    message: 'This code has expired; request a new one.',
    advice: 'The email says how long the code works. Request a new one; you can do so at any time.',
    retry: 'never',
  },
  used_code: {
    status: 401,
    message: 'This code has already been used; sign in.',
    advice: 'A code works once, and this one has done its job. Sign in, or reset the password.',
    retry: 'never',
  },
  session_not_found: {
    status: 404,
    message: 'This session does not exist or has ended.',
    advice: 'List the sessions to see which are active.',
    retry: 'never',
  },
  connected_app_not_found: {
    status: 404,
    message: 'This account has no such connected app.',
    advice: 'List the connected apps to see those that still have access.',
    retry: 'never',
  },
  owns_handles: {
    status: 409,
    message: 'This account still owns handles; transfer or delete them first.',
    advice: 'Transfer each handle in `details.handles` to another account, or delete it, then try again.',
    retry: 'never',
    details: ownedHandles,
  },
  insufficient_role: {
    status: 403,
    message: 'Your role on this handle does not allow this.',
    advice: 'Ask someone with the required role; the reference names it for each operation.',
    retry: 'never',
  },
  insufficient_scope: {
    status: 403,
    message: 'This token does not have the scope for this operation.',
    advice:
      'Use a token with the scope the reference names. Operations that manage a handle need a signed-in account instead.',
    retry: 'never',
  },
  handle_not_found: {
    status: 404,
    message: 'This handle does not exist, or you have no role on it.',
    advice: 'Check the spelling, and the account you are signed in with.',
    retry: 'never',
  },

  // Handles
  handle_taken: {
    status: 409,
    message: 'This name is taken, or was in use until recently.',
    advice: 'Choose another name. A name that was given up becomes available again after 30 days.',
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
    message: 'This webhook endpoint does not exist.',
    advice: 'List the endpoints of the handle; this one may have been deleted.',
    retry: 'never',
  },
  webhook_delivery_not_found: {
    status: 404,
    message: 'This delivery does not exist.',
    advice:
      'List the deliveries of the endpoint. They are kept for 30 days, and deleted with their endpoint.',
    retry: 'never',
  },
  too_many_webhook_endpoints: {
    status: 409,
    message: 'This handle has reached its maximum number of webhook endpoints.',
    advice: 'Delete an endpoint first, or send more events to an existing one.',
    retry: 'never',
  },

  // Idempotency
  idempotency_in_progress: {
    status: 409,
    message: 'A request with this Idempotency-Key is still being processed.',
    advice: 'Repeat it with the same key in a moment; you will get the result of the first request.',
    retry: 'same_key',
  },
  idempotency_key_reused: {
    status: 422,
    message: 'This Idempotency-Key has already been used for a different request.',
    advice: 'Use a new key for each new request; reuse a key only to repeat exactly the same request.',
    retry: 'never',
  },

  // Limits and faults
  rate_limited: {
    status: 429,
    message: 'Too many requests; wait a moment, then try again.',
    advice: 'Wait for `Retry-After` seconds. `details.limit` names the limit you reached.',
    retry: 'after',
    details: rateLimited,
  },
  mail_budget_used_up: {
    status: 429,
    message:
      'This handle cannot email that many new people in one day; nothing was changed and no email was sent.',
    advice:
      'Include fewer people (`details` has the numbers), or wait for `Retry-After` seconds. People who have signed in at the handle before do not count. The budget grows with the age of the handle and of your account, and tenfold once Stripe is connected.',
    retry: 'after',
    details: mailBudget,
  },
  internal_error: {
    status: 500,
    message: 'Something went wrong on our side.',
    advice: 'Try again. If it keeps failing, report the request id: the problem is recorded under it.',
    retry: 'same_key',
  },
  unavailable: {
    status: 503,
    message: 'The service is temporarily unavailable; try again shortly.',
    advice: 'Wait for `Retry-After` seconds, then repeat the request.',
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
      docUrl: z.string().openapi({
        description: 'The page of the docs about this code.',
        example: `https://docs.latchkey.example/errors/${code}`,
      }),
      details: (errorEntry(code).details ?? z.null()).openapi({
        description: errorEntry(code).details ? 'What there is to know about this case.' : 'Always `null`.',
      }),
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
