import {
  REQUEST_RECORD_DAYS,
  UNMATCHED_PAYMENT_DAYS,
  UNUSED_CLIENT_DAYS,
  WEBHOOK_DELIVERY_DAYS,
} from '@latchkey/contract'

/**
 * For how many days rows of a table are kept that are of no use to anybody any more: unless `RETENTION_DAYS` says
 * otherwise, and at least. What the contract promises may only be kept for longer.
 */
export const retention = {
  /** So that a browser that still holds one is told why it does not count. */
  visitor_sessions: { days: 30, least: 1 },
  /** So that whoever opens an old link is told that it expired or was used. */
  magic_link_challenges: { days: 7, least: 1 },
  refresh_token_families: { days: 30, least: 1 },
  mailed_codes: { days: 7, least: 1 },
  mails: { days: 30, least: 7 },
  webhook_deliveries: { days: WEBHOOK_DELIVERY_DAYS, least: WEBHOOK_DELIVERY_DAYS },
  request_records: { days: REQUEST_RECORD_DAYS, least: REQUEST_RECORD_DAYS },
  audit_events: { days: 1095, least: 90 },
  oauth_clients: { days: UNUSED_CLIENT_DAYS, least: UNUSED_CLIENT_DAYS },
  unmatched_payments: { days: UNMATCHED_PAYMENT_DAYS, least: UNMATCHED_PAYMENT_DAYS },
  /** Longer than Stripe goes on repeating an event, by hand too. */
  stripe_events: { days: 40, least: 31 },
  /** Attempts to pay that came to nothing. */
  checkout_sessions: { days: 365, least: 7 },
} as const

export type RetainedTable = keyof typeof retention
export type RetentionDays = { readonly [T in RetainedTable]: number }
