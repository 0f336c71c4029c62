// Generated from the contract by `npm run generate`; do not edit.

export const webhookEventTypes = [
  'purchase.completed',
  'purchase.refunded',
  'purchase.disputed',
  'access.revoked',
  'group_buy.target_reached',
  'group_buy.activated',
] as const
