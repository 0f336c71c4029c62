import type { RootDeps } from '../platform/deps.ts'
import { removeReplaced, type Schedule, type Tasks } from '../platform/jobs.ts'
import { type Composers, deliverMail } from '../platform/mail/delivery.ts'
import type { MailTransport } from '../platform/mail/smtp.ts'
import { eraseSuccessor } from '../platform/refresh-tokens.ts'
import type { Tracing } from '../platform/tracing.ts'
import {
  newSignInMail,
  passwordChangedMail,
  passwordResetCodeMail,
  signUpCodeMail,
} from './accounts/mails.ts'
import { checkCheckout } from './checkout/checks.ts'
import { closeCheckouts } from './checkout/close-checkouts.ts'
import { handleEvent } from './checkout/events.ts'
import { sweepAccounts, syncConnectAccount } from './connect/service.ts'
import { removeContent } from './files/storage.ts'
import { settleUpload } from './files/uploads.ts'
import { mailActivation } from './group-buys/activation-mails.ts'
import { closeAfterDeadline } from './group-buys/lifecycle.ts'
import { groupBuyActivatedMail } from './group-buys/mails.ts'
import { supportEmailProofMail } from './handles/support-email.ts'
import { handleReceivedMail, handleTransferredMail, roleOfferedMail } from './offers/mails.ts'
import { levaEndedMail } from './pages/mails.ts'
import { findRequestedPage } from './pages/service.ts'
import { resolveCharges } from './purchases/automatic-refunds.ts'
import { checkEarnings, sumEarnings } from './purchases/earnings-sums.ts'
import { accessGrantedMail, purchaseConfirmedMail, purchaseRefundedMail } from './purchases/mails.ts'
import { noticeMail } from './purchases/notice-mails.ts'
import { receiptResentMail } from './purchases/receipts.ts'
import { settleAndBalance } from './purchases/settle-job.ts'
import { sweepPayments } from './purchases/sweep.ts'
import { refundUnfitPayment } from './purchases/unfit-payments.ts'
import { renderTextsAnew } from './render-texts.ts'
import { enqueueRemovers, removeRows } from './retention.ts'
import { magicLinkMail } from './visitors/mails.ts'
import { deliverWebhook } from './webhooks/deliver.ts'
import { webhookDisabledMail } from './webhooks/mails.ts'
import { resealSecrets } from './webhooks/secrets.ts'

/** What writes each kind of mail. */
export const composers: Composers = {
  magic_link: magicLinkMail(findRequestedPage),
  purchase_confirmed: purchaseConfirmedMail,
  receipt_resent: receiptResentMail,
  purchase_refunded: purchaseRefundedMail,
  access_granted: accessGrantedMail,
  sale_made: noticeMail,
  sale_refunded: noticeMail,
  refund_failed: noticeMail,
  dispute_opened: noticeMail,
  dispute_closed: noticeMail,
  sign_up_code: signUpCodeMail,
  password_reset_code: passwordResetCodeMail,
  password_changed: passwordChangedMail,
  new_sign_in: newSignInMail,
  group_buy_activated: groupBuyActivatedMail,
  role_offered: roleOfferedMail,
  handle_received: handleReceivedMail,
  handle_transferred: handleTransferredMail,
  webhook_disabled: webhookDisabledMail,
  leva_ended: levaEndedMail,
  support_email_proof: supportEmailProofMail,
}

/** What runs each job. */
export const createTasks = (deps: RootDeps, transport: MailTransport): Tasks =>
  traced(deps.tracing, tasksOf(deps, transport))

const traced = (tracing: Tracing, tasks: Tasks): Tasks =>
  Object.fromEntries(
    Object.entries(tasks).map(([name, task]: [string, (payload: never, jobId?: string) => Promise<void>]) => [
      name,
      (payload: never, jobId?: string) => tracing.job(name, jobId ?? '', () => task(payload, jobId)),
    ]),
  ) as unknown as Tasks

const tasksOf = (deps: RootDeps, transport: MailTransport): Tasks => ({
  send_sign_in_mail: ({ mailId }, jobId) => deliverMail(deps, composers, transport, mailId, jobId),
  send_mail: ({ mailId }, jobId) => deliverMail(deps, composers, transport, mailId, jobId),
  handle_stripe_event: ({ eventId }) => handleEvent(deps, eventId),
  check_checkout: (check) => checkCheckout(deps, check),
  settle_purchase: ({ purchaseId }) => settleAndBalance(deps, purchaseId),
  resolve_charges: (pair) => resolveCharges(deps, pair),
  refund_unfit_payment: ({ paymentIntentId }) => refundUnfitPayment(deps, paymentIntentId),
  close_checkouts: ({ handleId }) => closeCheckouts(deps, handleId),
  sweep_payments: async () => {
    await sweepAccounts(deps)
    await sweepPayments(deps)
  },
  sync_connect_account: ({ stripeAccountId }) => syncConnectAccount(deps, stripeAccountId),
  mail_activation: ({ groupBuyId }) => mailActivation(deps, groupBuyId),
  close_group_buy: ({ groupBuyId }) => closeAfterDeadline(deps, groupBuyId),
  sum_earnings: () => sumEarnings(deps),
  check_earnings: () => checkEarnings(deps),
  render_texts: () => renderTextsAnew(deps),
  remove_expired: async () => {
    await removeReplaced(deps.db)
    await enqueueRemovers(deps)
  },
  remove_rows: ({ table }) => removeRows(deps, table),
  erase_successor: ({ familyId }) => eraseSuccessor(deps, familyId),
  settle_upload: ({ fileId }) => settleUpload(deps, fileId),
  remove_content: ({ fileId, last }) => removeContent(deps, fileId, last === true),
  deliver_webhook: ({ deliveryId }, jobId) => deliverWebhook(deps, deliveryId, jobId),
  reseal_webhook_secrets: () => resealSecrets(deps),
})

/** When the jobs run that nothing else calls for. */
export const schedule: Schedule = {
  remove_expired: '23 * * * *',
  // Asked for at every start; this is for what a server of an older version wrote after that.
  render_texts: '37 * * * *',
  reseal_webhook_secrets: '53 * * * *',
  sweep_payments: '41 3 * * *',
  // Asked for at every start, and by the check; this is for a process that ended before it was done.
  sum_earnings: '7 * * * *',
  check_earnings: '11 4 * * *',
}
