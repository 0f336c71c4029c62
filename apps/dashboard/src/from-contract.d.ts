/** What `from-contract.ts` takes from the contract. */
declare module 'virtual:contract' {
  /** By code: what to say to people, and what to do about it. */
  export const errorTexts: Readonly<
    Record<string, { readonly sentence: string; readonly cure: string } | undefined>
  >
  /** By operation: the role on a handle that it needs, where that is more than `CREATOR`. */
  export const requiredRoles: Readonly<Record<string, 'OPERATOR' | 'OWNER' | undefined>>
  /** By event: what has happened. */
  export const webhookEvents: Readonly<Record<import('@latchkey/contract').WebhookEventType, string>>
  export {
    FORMER_NAME_DAYS,
    MAX_ALLOWED_ORIGINS,
    MAX_COLLABORATORS,
    MAX_FILE_BYTES,
    MAX_FILE_READERS,
    MAX_TOKENS,
    MAX_WEBHOOK_ENDPOINTS,
    OFFER_DAYS,
    PASSWORD_LENGTH,
    PLATFORM_NAME,
    RECEIPTS_PER_DAY,
    REQUEST_RECORD_DAYS,
    SUPPORT_EMAIL_PROOF_HOURS,
    scopes,
    UNMATCHED_PAYMENT_DAYS,
    WEBHOOK_DELIVERY_DAYS,
    WEBHOOK_FAILURES_ALLOWED,
    WEBHOOK_TRIES,
  } from '@latchkey/contract'
}

declare module '*.css'
