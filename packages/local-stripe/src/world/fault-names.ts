/** What can be made to go wrong, see README.md. */
export const faultNames = [
  'webhook-late',
  'webhook-twice',
  'webhook-reordered',
  'webhook-never',
  'dispute-won-then-lost',
  'refund-partial-twice',
  'payment-pending',
  'api-down',
  'api-error',
  'rate-limited',
  'answer-lost',
  'slow',
] as const
export type FaultName = (typeof faultNames)[number]
