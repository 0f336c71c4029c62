import type { Deps } from '../platform/deps.ts'
import type { Tasks } from '../platform/jobs.ts'
import { type Composers, type MailTransport, sendMail } from '../platform/mail/send.ts'
import { balanceDispute } from './checkout/disputes.ts'
import { handleEvent } from './checkout/events.ts'
import { purchaseConfirmedMail, purchaseRefundedMail } from './checkout/mails.ts'
import { completeRefund } from './checkout/refund.ts'
import { checkCheckout, sweepPayments } from './checkout/sweeps.ts'
import { magicLinkMail } from './visitors/mails.ts'

const composers: Composers = {
  magic_link: magicLinkMail,
  purchase_confirmed: purchaseConfirmedMail,
  purchase_refunded: purchaseRefundedMail,
}

/** What runs each job. */
export const createTasks = (deps: Deps, transport: MailTransport): Tasks => ({
  send_mail: ({ mailId }) => sendMail(deps, composers, transport, mailId),
  handle_stripe_event: ({ eventId }) => handleEvent(deps, eventId),
  check_checkout: (check) => checkCheckout(deps, check),
  complete_refund: async ({ refundId }) => {
    await completeRefund(deps, refundId)
  },
  balance_dispute: ({ entryId }) => balanceDispute(deps, entryId),
  sweep_payments: () => sweepPayments(deps),
})
