import { z } from '@hono/zod-openapi'
import type { ErrorEntry } from './entry.ts'

const visitorUnauthorized = z.object({
  reason: z
    .enum(['missing', 'malformed', 'expired', 'revoked', 'other_handle'])
    .openapi({ description: 'Why the session was not accepted.' }),
})

/** Visitors, their magic links and sessions. */
export const visitorErrors = {
  visitor_unauthorized: {
    status: 401,
    message: 'Sign in to continue: request a magic link.',
    forPeople: 'Please sign in to continue.',
    cause: 'The request has no session of a visitor, or one that is not accepted; `details.reason` says why.',
    cure: 'Send the `_10x_visitor` cookie from the same origin, or `Authorization: Bearer vst_…`. Where there is no session, request a magic link.',
    retry: 'never',
    details: visitorUnauthorized,
    detailsExample: { reason: 'expired' },
  },
  invalid_magic_link: {
    status: 401,
    message: 'This magic link is not valid.',
    cause: 'The token is unknown or was cut off on its way.',
    cure: 'Request a new link, and use it exactly as it appears in the email.',
    retry: 'never',
  },
  expired_magic_link: {
    status: 401,
    message: 'This magic link has expired; request a new one.',
    cause: 'Links and codes work for 15 minutes. Delayed email is the usual reason.',
    cure: 'Request a new link.',
    retry: 'never',
  },
  used_magic_link: {
    status: 401,
    message: 'This magic link has already been used; request a new one.',
    cause: 'A link, or the code sent with it, signs in once. Whoever used it first is signed in.',
    cure: 'Request a new link, unless the first use was yours.',
    retry: 'never',
  },
  invalid_code: {
    status: 401,
    message: 'This code is not correct; check it, or request a new one.',
    cause:
      'The code is not one that was sent for this address and purpose, or too many wrong ones came before it: then those sent so far stop working.',
    cure: 'Enter the code of the latest email, or request a new one. The link in a magic-link email keeps working.',
    retry: 'never',
  },
  codes_locked: {
    status: 401,
    message: 'Codes are switched off for this address for now; the link in the email still works.',
    cause: 'Too many wrong codes were entered for this address, so no code is accepted for a day.',
    cure: 'Open the link in the latest email in this browser instead.',
    retry: 'never',
  },
  fresh_session_required: {
    status: 403,
    message: 'This requires a session for all handles that started within the last ten minutes.',
    forPeople: 'For this, please sign in once more by a new link.',
    cause:
      'It concerns everything that is kept about you, so a session for one handle or an older one is not enough.',
    cure: 'Request a magic link without `handle`, follow it, and repeat the request in that browser within ten minutes.',
    retry: 'never',
  },
} as const satisfies Record<string, ErrorEntry>
