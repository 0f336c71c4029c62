import { z } from '@hono/zod-openapi'
import type { ErrorEntry } from './entry.ts'

const receiptUnavailable = z.object({
  reason: z.enum(['granted', 'erased']).openapi({ description: 'Why there is none.', example: 'granted' }),
})

/** Pages, payment and group buys. */
export const sellingErrors = {
  page_not_found: {
    status: 404,
    message: 'This page does not exist, or it is not published.',
    cause:
      'The handle has no page with this slug. To visitors, a draft looks the same as a page that does not exist.',
    cure: 'Check the handle and the slug, and publish the page if it is a draft.',
    retry: 'never',
  },
  page_archived: {
    status: 409,
    message: 'This page was deleted after it had been sold, so it can no longer be changed.',
    cause: 'Its buyers keep access to it as it is.',
    cure: 'Create a new page with another slug.',
    retry: 'never',
  },
  page_not_paid: {
    status: 409,
    message: 'This page is not for sale, so there is nothing to pay for.',
    cause: "The page's `accessMode` is not `PAID`.",
    cure: 'Ask `checkPageAccess` what the page needs: nothing, or signing in. To sell it, set `accessMode` and a price.',
    retry: 'never',
  },
  slug_taken: {
    status: 409,
    message: 'This slug is already in use on this handle.',
    forPeople: 'This address is already in use. Please choose another one.',
    cause:
      'Something of the same kind on this handle has it. A page that was deleted after it had been sold keeps its slug.',
    cure: 'Choose another slug.',
    retry: 'never',
  },
  already_purchased: {
    status: 409,
    message: 'This page has already been purchased.',
    cause: 'The visitor has access to the page, by a payment or because the creator granted it.',
    cure: 'Send the visitor to the page; they are not charged again.',
    retry: 'never',
  },
  payment_in_progress: {
    status: 409,
    message: 'A payment for this page is still being processed.',
    cause: 'Some payment methods take days, and nothing can be changed about the payment in the meantime.',
    cure: 'Check access again later: it begins as soon as the payment succeeds. If it fails, start another one.',
    retry: 'never',
  },
  purchase_disputed: {
    status: 409,
    message: "The payment for this page is under dispute with the buyer's bank.",
    cause: 'The bank has taken the money back until it decides, and the buyer has no access meanwhile.',
    cure: 'Wait for the dispute to be decided. If it is won, access returns.',
    retry: 'never',
  },
  connect_not_configured: {
    status: 409,
    message: 'The creator cannot accept payments yet.',
    cause: 'The handle has no Stripe account, or Stripe still needs something before it can take charges.',
    cure: 'The owner of the handle must connect Stripe and finish its onboarding; then the page can be sold.',
    retry: 'never',
  },
  purchase_not_found: {
    status: 404,
    message: 'There is no such purchase.',
    cause:
      'No purchase of the handle or page has these ids, or the id of the Checkout Session belongs elsewhere.',
    cure: 'Check the visitor and purchase ids against the list of buyers, or of sales.',
    retry: 'never',
  },
  receipt_unavailable: {
    status: 409,
    message: 'There is no receipt to send for this purchase.',
    cause:
      '`details.reason` says why. `granted`: access was given, and nothing was paid. `erased`: the buyer has erased their data, so there is no address to send it to.',
    cure: 'There is nothing to send. Offer the button only for purchases that were paid and have an email address.',
    retry: 'never',
    details: receiptUnavailable,
    detailsExample: { reason: 'granted' },
  },
  customer_not_found: {
    status: 404,
    message: 'This handle has no such customer.',
    cause:
      'Nobody with this id bought anything here, or was given access. People at other handles are not shown.',
    cure: 'Check the id against the list of customers.',
    retry: 'never',
  },
  already_refunded: {
    status: 409,
    message: 'This purchase has already been fully refunded.',
    cause: 'The whole amount was returned to the buyer before.',
    cure: 'There is nothing more to do.',
    retry: 'never',
  },
  payment_provider_error: {
    status: 502,
    message: 'Stripe could not complete the request; nothing was changed.',
    cause: 'Stripe did not respond in time, or refused what it was asked.',
    cure: 'Try again in a few minutes with the same `Idempotency-Key`. If it keeps failing, report the request id.',
    retry: 'same_key',
  },
  invalid_webhook_signature: {
    status: 400,
    message: 'The Stripe-Signature header does not match this body.',
    forPeople: 'Something went wrong on our side.',
    cause: 'The event was signed with another secret or more than five minutes ago, or its body was changed.',
    cure: 'Use the signing secret of this endpoint, and send the body exactly as it was signed, within five minutes.',
    retry: 'never',
  },
  group_buy_not_found: {
    status: 404,
    message: 'This group buy does not exist, or it is not published.',
    cause:
      'The handle has no group buy with this slug. To visitors, a draft looks the same as one that does not exist.',
    cure: 'Check the handle and the slug, and publish the group buy if it is a draft.',
    retry: 'never',
  },
  group_buy_not_open: {
    status: 409,
    message: "This action is not possible in the group buy's current state.",
    forPeople: 'This is not possible right now: the group buy has not started, or it is over.',
    cause:
      'A group buy takes interest while it is published and before its deadline. A page linked to it can be bought once it has been activated. Activated and closed group buys cannot be changed.',
    cure: 'Read the group buy: its `state` and `deadline` say what is possible now.',
    retry: 'never',
  },
  group_buy_target_not_reached: {
    status: 409,
    message: 'This group buy has not reached its target yet.',
    cause: 'It can be activated once `interestedQuantity` is at least `targetQuantity`.',
    cure: 'Wait until enough people are interested, or lower the target.',
    retry: 'never',
  },
} as const satisfies Record<string, ErrorEntry>
