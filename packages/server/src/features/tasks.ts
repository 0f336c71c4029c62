import type { Deps } from '../platform/deps.ts'
import { releaseLostJobs, type Schedule, type Tasks } from '../platform/jobs.ts'
import { type Composers, deliverMail } from '../platform/mail/delivery.ts'
import type { MailTransport } from '../platform/mail/smtp.ts'
import { eraseSuccessor } from '../platform/refresh-tokens.ts'
import { balanceDispute } from './checkout/disputes.ts'
import { handleEvent } from './checkout/events.ts'
import { purchaseConfirmedMail, purchaseRefundedMail } from './checkout/mails.ts'
import { completeRefund } from './checkout/refund.ts'
import { checkCheckout, sweepPayments } from './checkout/sweeps.ts'
import { removeExpired } from './visitors/expiry.ts'
import { magicLinkMail } from './visitors/mails.ts'

const composers: Composers = {
  magic_link: magicLinkMail,
  purchase_confirmed: purchaseConfirmedMail,
  purchase_refunded: purchaseRefundedMail,
}

/** What runs each job. */
export const createTasks = (deps: Deps, transport: MailTransport): Tasks => ({
  send_mail: ({ mailId }) => deliverMail(deps, composers, transport, mailId),
  handle_stripe_event: ({ eventId }) => handleEvent(deps, eventId),
  check_checkout: (check) => checkCheckout(deps, check),
  complete_refund: async ({ refundId }) => {
    await completeRefund(deps, refundId)
  },
  balance_dispute: ({ entryId }) => balanceDispute(deps, entryId),
  sweep_payments: () => sweepPayments(deps),
  remove_expired: () => removeExpired(deps),
  release_lost_jobs: () => releaseLostJobs(deps),
  erase_successor: ({ familyId }) => eraseSuccessor(deps, familyId),
})

/** When the jobs run that nothing else calls for. */
export const schedule: Schedule = {
  release_lost_jobs: '* * * * *',
  remove_expired: '23 * * * *',
  sweep_payments: '41 3 * * *',
}
