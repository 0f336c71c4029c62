import { z } from '@hono/zod-openapi'
import type { ErrorEntry } from './entry.ts'

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

/** Requests that do not fit the contract. */
export const requestErrors = {
  invalid_request: {
    status: 400,
    message: 'The request is not valid; details.issues lists what to change.',
    forPeople: 'Some of what you entered does not fit. Please check it, and try again.',
    cause: 'A parameter, a header or the body breaks a rule of the operation, or the body is not JSON.',
    cure: 'Fix everything listed in `details.issues`, then send the request again.',
    retry: 'never',
    details: issues,
    detailsExample: {
      issues: [{ path: 'body.email', message: 'must be an email address, such as ana@example.com' }],
    },
  },
  invalid_redirect_url: {
    status: 400,
    message: "This URL is not on the handle's own site or on one of its allowed origins.",
    forPeople: 'This link leads to a site that the seller has not approved.',
    cause:
      'People are sent only to sites that the creator has named, so that no one can use Latchkey to send them elsewhere.',
    cure: "Use an absolute https URL on the handle's host, or add the origin to `allowedOrigins` of the handle's profile. Plain http is accepted for loopback addresses only.",
    retry: 'never',
    details: issues,
    detailsExample: {
      issues: [
        {
          path: 'body.successUrl',
          message: "must be on the handle's own site or on one of its allowed origins",
        },
      ],
    },
  },
  payload_too_large: {
    status: 413,
    message: 'The request body is larger than this operation accepts.',
    forPeople: 'What you sent is too large. Please send less.',
    cause: 'Bodies may have 256 KiB, those that Stripe signs 1 MiB.',
    cure: 'Send a smaller body. The content of a file goes to its upload URL instead.',
    retry: 'never',
  },
  unsupported_media_type: {
    status: 415,
    message: 'This operation does not accept the Content-Type of the request.',
    forPeople: 'Something went wrong on this page. Please reload it, and try again.',
    cause: 'The body has another media type than the operation reads, or names none.',
    cure: 'Send one of the media types listed in the reference, usually `application/json`.',
    retry: 'never',
  },
  method_not_allowed: {
    status: 405,
    message: 'This path does not support this method; the Allow header lists those it does.',
    forPeople: 'Something went wrong on this page. Please reload it, and try again.',
    cause: 'There is something at this address, but no operation with the method of the request.',
    cure: 'Use one of the methods listed in the `Allow` header.',
    retry: 'never',
  },
  precondition_failed: {
    status: 412,
    message: 'This has changed since you last read it, so your change was not saved.',
    cause:
      '`If-Match` names another version than the current one: someone, perhaps you, has changed it meanwhile.',
    cure: 'Read it again, reapply your change, and send the new `ETag` as `If-Match`.',
    retry: 'never',
  },
  not_found: {
    status: 404,
    message: 'There is nothing at this address.',
    cause: 'No operation and no page has this path, or the one that does is served on another host.',
    cure: 'Check the path, and that the request goes to the host that serves it.',
    retry: 'never',
  },
  cross_site_form: {
    status: 403,
    message: 'This form was not sent from one of our pages, so nothing was done.',
    cause: 'The browser says that another site sent the form, which protects people from forged requests.',
    cure: 'Open the page on this site and submit the form there.',
    retry: 'never',
  },
} as const satisfies Record<string, ErrorEntry>

/** Keys, limits and faults. */
export const serviceErrors = {
  idempotency_in_progress: {
    status: 409,
    message: 'A request with this Idempotency-Key is still being processed.',
    forPeople: 'We are still working on this. Please wait a moment.',
    cause: 'The first request with this key has not come to its end yet.',
    cure: 'Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.',
    retry: 'same_key',
  },
  idempotency_key_reused: {
    status: 422,
    message: 'This Idempotency-Key has already been used for a different request.',
    forPeople: 'Something went wrong on this page. Please reload it, and try again.',
    cause:
      'Within the last 24 hours the key came with another body, query or version, and a key stands for one request.',
    cure: 'Use a new key for each new request; reuse a key only to repeat exactly the same request.',
    retry: 'never',
  },
  rate_limited: {
    status: 429,
    message: 'Too many requests; wait a moment, then try again.',
    cause:
      'A limit of this operation has been reached, or that of the writes on a handle in one day. `details.limit` names it, and whom it counts.',
    cure: 'Wait for `Retry-After` seconds. For all but the daily writes, the `RateLimit` header tells in advance how much is left.',
    retry: 'after',
    details: rateLimited,
    detailsExample: { limit: 'listPages:ip', retryAfterSeconds: 42 },
  },
  mail_budget_used_up: {
    status: 429,
    message:
      'This handle cannot email that many new people in one day; nothing was changed and no email was sent.',
    cause:
      'Each handle has a daily budget for emails to people who have never signed in there. It grows with the age of the handle and of your account, and tenfold once Stripe is connected.',
    cure: 'Include fewer people (`details` has the numbers), or wait for `Retry-After` seconds. People who have signed in at the handle before do not count.',
    retry: 'after',
    details: mailBudget,
    detailsExample: { allowed: 50, used: 38, needed: 20, retryAfterSeconds: 21_600 },
  },
  internal_error: {
    status: 500,
    message: 'Something went wrong on our side.',
    cause: 'A fault in the service that was not foreseen; it is recorded under the request id.',
    cure: 'Try again. If it keeps failing, report the request id.',
    retry: 'same_key',
  },
  unavailable: {
    status: 503,
    message: 'The service is temporarily unavailable; try again shortly.',
    cause:
      'The database cannot be reached or is too busy, a disk is full, or the server is about to restart.',
    cure: 'Wait for `Retry-After` seconds, then repeat the request.',
    retry: 'after',
  },
} as const satisfies Record<string, ErrorEntry>
