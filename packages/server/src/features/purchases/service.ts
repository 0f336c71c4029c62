// What checkout, refunds and the rest may use of this area.
export { enqueueClosing } from './closing.ts'
export { applicationFee, chargedAmount, refundedAmount } from './entitlement.ts'
export { forgetRecipient } from './notice-queries.ts'
export { openAttempt, stripeUrl } from './open-attempt.ts'
export { listPurchases, presentPurchase } from './purchases.ts'
export {
  type AttemptRow,
  endAttempt,
  findAttempt,
  findCurrentAttempt,
  findLedger,
  findLedgerEntry,
  findOwnPage,
  findPurchase,
  findPurchases,
  findSellablePage,
  findUnfinishedPurchases,
  findVisitorAttempt,
  type LedgerRow,
  lockPurchase,
  type PurchaseRow,
} from './queries.ts'
export { settlePayment, settlePurchase, settleSession, updateStanding } from './settle.ts'
