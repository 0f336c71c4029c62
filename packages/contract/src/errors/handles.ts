import type { ErrorEntry } from './entry.ts'

/** Handles, their webhooks, and support. */
export const handleErrors = {
  handle_not_found: {
    status: 404,
    message: 'This handle does not exist, or you have no role on it.',
    cause: 'To those without a role on it, a handle looks the same as one that does not exist.',
    cure: 'Check the spelling, and the account you are signed in with.',
    retry: 'never',
  },
  handle_taken: {
    status: 409,
    message: 'This name is taken, or was in use until recently.',
    cause: 'Names are unique, and one that was given up becomes available again after 30 days.',
    cure: 'Choose another name.',
    retry: 'never',
  },
  handle_has_payments: {
    status: 409,
    message: 'This handle has taken payments, and their books must be kept.',
    cause: 'Deleting it would take away what buyers paid for, and the records that the law asks for.',
    cure: 'Transfer the handle to another owner, or keep it with its pages unpublished.',
    retry: 'never',
  },
  offer_not_found: {
    status: 404,
    message: 'This offer is not open, or was made to another address.',
    cause: 'It may have been answered, withdrawn or replaced, or it lapsed.',
    cure: 'List your offers, or ask whoever made it for a new one.',
    retry: 'never',
  },
  webhook_endpoint_not_found: {
    status: 404,
    message: 'This webhook endpoint does not exist.',
    cause: 'The handle has no endpoint with this id; it may have been deleted.',
    cure: 'List the endpoints of the handle.',
    retry: 'never',
  },
  webhook_delivery_not_found: {
    status: 404,
    message: 'This delivery does not exist.',
    cause: 'Deliveries are kept for 30 days, and deleted with their endpoint.',
    cure: 'List the deliveries of the endpoint to see those that are still there.',
    retry: 'never',
  },
  too_many_webhook_endpoints: {
    status: 409,
    message: 'This handle has reached its maximum number of webhook endpoints.',
    cause: 'Each event would be sent to every one of them.',
    cure: 'Delete an endpoint first, or send more events to an existing one.',
    retry: 'never',
  },
  job_not_found: {
    status: 404,
    message: 'There is no dead job with this id.',
    cause: 'Someone may already have retried it.',
    cure: 'List the dead jobs again.',
    retry: 'never',
  },
  report_not_found: {
    status: 404,
    message: 'This report does not exist.',
    cause: 'No report in the queue has this id.',
    cure: 'Check the id against the queue.',
    retry: 'never',
  },
  report_claimed: {
    status: 409,
    message: 'Someone else has claimed this report.',
    cause: 'One person works on a report at a time; `claimedBy` says who it is.',
    cure: 'Ask them to release it.',
    retry: 'never',
  },
} as const satisfies Record<string, ErrorEntry>
