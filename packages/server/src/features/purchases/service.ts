// What checkout, refunds and the rest may use of this area.
export {
  countBuyers,
  findAttemptsToClose,
  hasOpenCheckouts,
  insertAttempt,
  unfinishedPurchase,
  wasTaken,
} from './attempt-queries.ts'
export { countFailedRefunds, countUnansweredDisputes } from './attention.ts'
export { enqueueClosing } from './closing.ts'
export { readCustomerSales } from './customers.ts'
export { chargedAmount, refundedAmount } from './entitlement.ts'
export { applicationFee, feeTerms, losses } from './fees.ts'
export { findReceipt, type Receipt } from './mails.ts'
export { forgetBuyer, forgetRecipient } from './notice-queries.ts'
export { openAttempt, sessionIdOf, stripeUrl } from './open-attempt.ts'
export { listPurchases, presentPurchase } from './purchases.ts'
export {
  type AttemptRow,
  endAttempt,
  findAttempt,
  findCurrentAttempt,
  findIntendedRefund,
  findLedger,
  findOwnedPages,
  findOwnPage,
  findPurchase,
  findPurchases,
  findSellablePage,
  findUnfinishedPurchases,
  findVisitorAttempt,
  hasPayments,
  type LedgerRow,
  lockPurchase,
  type PurchaseRow,
  type PurchasesOf,
  purchaseHistory,
  purchasesOf,
  removePurchases,
} from './queries.ts'
export { completeRefund, insertRefund, markUnanswered, type RefundRefusal, readRefund } from './refunding.ts'
export { findEarnings, findOwed, findSalesFigures } from './revenue-queries.ts'
export { isSettled, type News, settleOf, settlePayment, settlePurchase, settleSession } from './settle.ts'
export { statementSuffix } from './statement-descriptor.ts'
export type { Voucher } from './stripe-state.ts'
export { recordUnmatched } from './unmatched-payments.ts'
export { findPendingPayments, voucherIn } from './vouchers.ts'
