import type { AuditAction, ClientAuthMethod, Scope, WebhookEventType } from '@latchkey/contract'
import type { ColumnType, Generated } from 'kysely'
import type { MailKind } from '../mail/kinds.ts'

/** What a mailed code of an account is for. */
export type CodePurpose = 'sign_up' | 'password_reset'
/** What people are told of a charge, a refund or a dispute. */
export type NoticeEvent =
  | 'sale_made'
  | 'sale_refunded'
  | 'refund_failed'
  | 'inquiry_opened'
  | 'inquiry_closed'
  | 'dispute_opened'
  | 'dispute_won'
  | 'dispute_lost'
/** Whoever runs the platform, who works on the handle, who bought. */
export type NoticeAudience = 'platform' | 'seller' | 'buyer'
type Role = 'CREATOR' | 'OPERATOR' | 'OWNER'
/** Why we made a refund: a creator asked for it, or it was made by itself. */
export type RefundCause = 'creator' | 'duplicate_charge' | 'erased_visitor'
/** bigint in PostgreSQL; every amount of money fits a double exactly. */
type Amount = number

// Each table has one owner. Why: apps/docs/src/content/docs/internals/decisions/0011-table-owners.md
export interface Database {
  accounts: {
    id: string
    email: string
    name: string | null
    password_hash: string
    created_at: Date
  }
  refresh_token_families: {
    id: string
    account_id: string
    created_at: Date
    last_used_at: Date
    expires_at: Date
    revoked_at: Date | null
  }
  refresh_tokens: {
    token_hash: Buffer
    family_id: string
    created_at: Date
    expires_at: Date
    used_at: Date | null
    sealed_successor: Buffer | null
  }
  account_sessions: { id: string; device: string | null }
  sign_ups: {
    id: string
    email: string
    name: string | null
    password_hash: string
    device: string | null
    created_at: Date
    expires_at: Date
  }
  code_requests: {
    id: string
    purpose: CodePurpose
    email: string
    sign_up_id: string | null
    created_at: Date
    expires_at: Date
  }
  mailed_codes: {
    id: string
    purpose: CodePurpose
    email: string
    sign_up_id: string | null
    code_hash: Buffer
    guessable: boolean
    wrong_tries: Generated<number>
    created_at: Date
    expires_at: Date
    used_at: Date | null
  }
  /** Wrong codes on the latest day on which there were any. */
  wrong_account_codes: { email: string; purpose: CodePurpose; day: string; tries: number }
  handles: {
    id: string
    name: string
    display_name: string
    allowed_origins: Generated<string[]>
    stripe_account_id: string | null
    created_at: Date
    /** The row stays, under a name that no address can spell; its own name stays taken. */
    deleted_at: Generated<Date | null>
    support_email: string | null
    support_email_verified_at: Date | null
    /** The support address once it was verified. */
    contact_email: ColumnType<string | null, never, never>
    terms_url: string | null
    privacy_url: string | null
    refund_policy_url: string | null
    /** Where a front end of the seller's own shows a page. */
    page_url_template: string | null
  }
  support_email_proofs: {
    id: string
    handle_id: string
    email: string
    created_at: Date
    expires_at: Date
  }
  collaborators: {
    handle_id: string
    account_id: string
    role: Role
    created_at: Date
    /** Which mails they want about the handle. */
    sale_mails: Generated<boolean>
    refund_mails: Generated<boolean>
    dispute_mails: Generated<boolean>
  }
  former_handle_names: { name: string; handle_id: string; until: Date }
  /** Roles on handles, and their ownership, that wait for an answer; answered ones are gone. */
  offers: {
    id: string
    handle_id: string
    email: string
    role: Role
    offered_by: string
    created_at: Date
    expires_at: Date
  }
  /** Mail to addresses that were never verified at the handle, by request. */
  stranger_mails: { handle_id: string; account_id: string | null; addresses: number; sent_at: Date }
  connect_accounts: {
    stripe_account_id: string
    handle_id: string
    account_id: string | null
    charges_enabled: Generated<boolean>
    transfers_active: Generated<boolean>
    payouts_enabled: Generated<boolean>
    details_submitted: Generated<boolean>
    requirements_due: Generated<string[]>
    /** The account of ours whose key reached it. */
    platform_account_id: string | null
    /** Counts applied readings of the account: one that was read before another was applied is discarded. */
    revision: Generated<number>
    created_at: Date
    updated_at: Date
    /** Since when it is out of our reach: closed, or taken from us. For good; the row is kept for the books. */
    disconnected_at: Date | null
  }
  pages: {
    id: string
    handle_id: string
    slug: string
    title: string
    teaser: string | null
    content: string
    access_mode: 'PUBLIC' | 'FREE_WITH_LOGIN' | 'PAID'
    state: 'draft' | 'published' | 'archived'
    price_amount: Amount | null
    price_currency: string | null
    created_at: Date
    updated_at: Date
    published_at: Date | null
    /** Grows with every change that its creators make. */
    version: Generated<number>
    /** The texts as HTML; `null` when not rendered yet, or when the renderer refused them. */
    teaser_html: Generated<string | null>
    content_html: Generated<string | null>
    /** The version of the renderer that made them; `0`: none yet. */
    renderer: Generated<number>
  }
  visitors: { id: string; email: string; created_at: Date }
  visitor_sessions: {
    id: string
    token_hash: Buffer
    visitor_id: string
    handle_id: string | null
    created_at: Date
    expires_at: Date
    revoked_at: Date | null
  }
  magic_link_challenges: {
    id: string
    email: string
    handle_id: string | null
    page_slug: string | null
    return_to: string | null
    created_at: Date
    expires_at: Date
    used_at: Date | null
    wrong_codes: Generated<number>
    /** The known browser in which it was asked for. */
    device: Generated<string | null>
  }
  magic_link_secrets: {
    token_hash: Buffer
    challenge_id: string
    code_hash: Buffer | null
    created_at: Date
  }
  /** `device` is the known browser in which it was entered. */
  wrong_codes: { email: string; device: Generated<string | null>; occurred_at: Date }
  free_logins: { page_id: string; visitor_id: string; first_at: Date }
  purchases: {
    id: string
    handle_id: string
    page_id: string
    visitor_id: string
    state: 'open' | 'processing' | 'paid'
    access: 'none' | 'active' | 'suspended' | 'ended'
    grant_type: 'PURCHASED' | 'GRANTED' | 'REFUNDED' | 'REVOKED' | null
    amount: Amount | null
    currency: string | null
    application_fee: Amount | null
    refunded_amount: Generated<Amount>
    payment_intent_id: string | null
    stripe_account_id: string | null
    /** Of the transfer, as Stripe reports it; the amounts below are in it. */
    settlement_currency: string | null
    transfer_id: string | null
    transfer_amount: Amount | null
    /** What of the transfer was not reversed. */
    transfer_left: Amount | null
    fee_id: string | null
    /** Our fee, less what was given back out of goodwill. */
    fee_amount: Amount | null
    /** What of the fee was not returned. */
    fee_left: Amount | null
    /** What the creator has of the charge; `null` until Stripe was read after the last step. */
    held_amount: Amount | null
    /** What the creator should have of it by the ledger. */
    target_amount: Amount | null
    /** Paid, and nothing of it asked back, by anybody. */
    charge_live: Generated<boolean>
    /** Paid by somebody who had erased their data. */
    paid_after_erasure: Generated<boolean>
    /** Counts applied snapshots of Stripe's state: a snapshot read before another was applied is discarded. */
    revision: Generated<number>
    created_at: Date
    access_since: Date | null
    access_ended_at: Date | null
    /** Given by the creator, without a payment. */
    granted_at: Date | null
    /** Taken away by the creator, paid or not. */
    revoked_at: Date | null
    /** While a payment is on its way: since when, and the voucher that it waits for, if it does. */
    pending_since: Date | null
    voucher_url: string | null
    voucher_expires_at: Date | null
  }
  checkout_sessions: {
    purchase_id: string
    attempt: number
    stripe_session_id: string | null
    state: 'creating' | 'open' | 'complete' | 'expired'
    url: string | null
    product_name: string
    success_url: string
    cancel_url: string
    amount: Amount
    currency: string
    application_fee: Amount
    stripe_account_id: string
    /** What follows the account's prefix on the buyer's card statement. */
    statement_descriptor_suffix: string | null
    /** The request that began it; it is in the metadata of the session and its payment. */
    request_id: Generated<string | null>
    created_at: Date
    expires_at: Date
  }
  ledger_entries: {
    id: string
    purchase_id: string
    kind: 'charge' | 'refund' | 'dispute'
    stripe_id: string | null
    status: string
    amount: Amount
    currency: string
    reason: string | null
    requested_by: string | null
    /** Of a dispute: whether its amount was taken from us, or given back. */
    funds: 'withdrawn' | 'reinstated' | null
    transfer_reversal_id: string | null
    /** Why we made a refund; `null` for those of others, charges and disputes. */
    cause: RefundCause | null
    /** How much of the charge it takes, in the currency of the charge. */
    portion: Amount | null
    /** Of a refund of ours: whether it takes back the transfer; `null` until decided. */
    reverse_transfer: boolean | null
    /** Of a refund of ours: the request that asked for it, or led to it; it is in the metadata of the refund. */
    request_id: Generated<string | null>
    /** Of a refund of ours: the hash of the Idempotency-Key that asked for it. */
    intent: Generated<Buffer | null>
    /** Of a refund of ours: whether it returns the application fee; decided at the same time. */
    refund_application_fee: boolean | null
    /** Of a refund of ours: when somebody was told that its outcome is not known yet. */
    unanswered_at: Date | null
    /** Of a refund: what Stripe took from the creator with it, and returned of the fee. */
    reversed_amount: Amount | null
    fee_refund_id: string | null
    returned_fee: Amount | null
    /** When it happened at Stripe. */
    happened_at: Date | null
    /** Of a refund that we made by itself and that failed: when people were asked to look. */
    reported_at: Date | null
    /** Of a dispute: until when Stripe takes an answer. */
    due_by: Date | null
    /** Of a refund or a dispute: when webhook endpoints were told of it. */
    announced_at: Date | null
    created_at: Date
    updated_at: Date
  }
  /** What was done to bring a creator's part of a charge to where it should be. */
  balance_steps: {
    id: string
    purchase_id: string
    kind: 'fee_refund' | 'reversal' | 'return'
    object_id: string | null
    amount: Amount
    currency: string
    state: 'requested' | 'done' | 'refused'
    stripe_id: string | null
    left_amount: Amount | null
    refusal: string | null
    created_at: Date
  }
  earnings: {
    id: string
    handle_id: string
    purchase_id: string
    posted_at: Date
    currency: string
    settlement_currency: string
    sales: number
    charged: Amount
    gross: Amount
    refunds: Amount
    disputes: Amount
    fees: Amount
  }
  /** Of `earnings`; a trigger writes it. */
  earnings_sums: {
    handle_id: string
    period: 'day' | 'month'
    starts_on: Date
    currency: string
    settlement_currency: string
    sales: number
    charged: Amount
    gross: Amount
    refunds: Amount
    disputes: Amount
    fees: Amount
  }
  /** Handles whose sums are to be made anew; until then their earnings are read one by one. */
  unsummed_earnings: {
    handle_id: string
    marked_at: Date
  }
  unfit_payments: {
    payment_intent_id: string
    purchase_id: string
    refund_id: string | null
    state: 'requested' | 'refunded' | 'refused'
    /** What its refund asks of Stripe; `null` until decided. */
    amount: Amount | null
    reverse_transfer: boolean | null
    refund_application_fee: boolean | null
    created_at: Date
  }
  stripe_events: {
    id: string
    type: string
    object_id: string | null
    account: string | null
    received_at: Date
  }
  unmatched_payments: {
    payment_intent_id: string
    /** What its metadata says. */
    purchase_id: string | null
    amount: Amount
    currency: string
    why: 'no_metadata' | 'unknown_purchase'
    first_seen_at: Date
  }
  mails: {
    id: string
    kind: MailKind
    subject_id: string
    created_at: Date
    /** When the next attempt may begin; during one, when its lease ends. */
    attempt_after: Date
    /** Job whose lease it is. */
    leased_by: string | null
    outcome: 'sent' | 'refused' | 'unwanted' | 'given_up' | null
    finished_at: Date | null
    /** When the row is removed, if ever. */
    expires_at: Generated<Date | null>
    /** What the mail says besides, as its kind has it. */
    facts: ColumnType<unknown, string | null | undefined, never>
  }
  /** One row: until when the nightly sweep has read Stripe's news. */
  sweeps: { only_row: Generated<boolean>; read_at: Date }
  /** What people were told of a charge, refund or dispute: each event of a row once to each audience. */
  notices: { ledger_entry_id: string; event: NoticeEvent; audience: NoticeAudience; created_at: Date }
  /** Receipts that a creator had sent again; the mail's subject is the row. */
  resent_receipts: { id: string; purchase_id: string; created_at: Date }
  /** Who was to be told; the mail's subject is the row. */
  notice_recipients: {
    id: string
    ledger_entry_id: string
    event: NoticeEvent
    audience: NoticeAudience
    /** Of the seller's people. */
    account_id: string | null
    /** Of the platform's operators. */
    address: string | null
  }
  oauth_clients: {
    id: string
    name: string
    redirect_uris: string[]
    auth_method: ClientAuthMethod
    secret_hash: Buffer | null
    scope: Scope[]
    registered_by: string | null
    /** Set for clients with a metadata document: until then it is not fetched again. */
    document_expires_at: Date | null
    created_at: Date
    used_at: Date | null
  }
  oauth_consents: {
    ticket_hash: Buffer
    client_id: string
    session_id: string
    redirect_uri: string
    state: string | null
    scope: Scope[]
    code_challenge: string
    expires_at: Date
  }
  oauth_codes: {
    code_hash: Buffer
    client_id: string
    account_id: string
    session_id: string
    redirect_uri: string
    scope: Scope[]
    code_challenge: string
    expires_at: Date
  }
  oauth_grants: {
    id: string
    code_hash: Buffer
    client_id: string
    scope: Scope[]
  }
  server_keys: { id: string; jwk: ColumnType<unknown, string, string>; created_at: Date }
  idempotency_keys: {
    key_hash: Buffer
    request_hash: Buffer
    lease_id: string
    lease_until: Date
    answer: Buffer | null
    expires_at: Date
  }
  audit_events: {
    id: string
    handle_id: string
    account_id: string | null
    client_id: string | null
    token_id: string | null
    request_id: string | null
    action: AuditAction
    before: ColumnType<Record<string, unknown> | null, string | null, never>
    after: ColumnType<Record<string, unknown> | null, string | null, never>
    created_at: Date
  }
  daily_writes: { handle_id: string; day: Date; count: number }
  group_buys: {
    id: string
    handle_id: string
    slug: string
    title: string
    description: string
    /** As HTML, by this version of the renderer; see pages. */
    description_html: Generated<string | null>
    renderer: Generated<number>
    state: 'DRAFT' | 'PUBLISHED' | 'PAUSED' | 'ACTIVATED' | 'CLOSED'
    target_quantity: number
    interested_quantity: Generated<number>
    people: Generated<number>
    deadline: Date | null
    page_id: string | null
    created_at: Date
    updated_at: Date
    target_reached_at: Date | null
    activated_at: Date | null
    closed_at: Date | null
  }
  group_buy_interests: {
    id: string
    group_buy_id: string
    visitor_id: string
    quantity: number
    created_at: Date
    updated_at: Date
  }
  files: {
    id: string
    handle_id: string
    file_name: string
    size_bytes: number
    access_mode: 'PUBLIC' | 'EMAIL_ALLOWLIST'
    expires_at: Date | null
    created_at: Date
    /** When its content was found complete. */
    uploaded_at: Date | null
    /** The upload that runs, and until when it has the file to itself unless it says that it goes on. */
    upload_id: Generated<string | null>
    upload_until: Generated<Date | null>
  }
  /** What contents take, or may come to take, of the storage of a handle. */
  stored_contents: { file_id: string; handle_id: string; size_bytes: number }
  /** Addresses that files with an allowlist are shared with. */
  file_readers: { file_id: string; email: string }
  reports: {
    id: string
    summary: string
    details: string
    handle: string | null
    session_id: string | null
    request_id: string | null
    repro_artifact: string | null
    escalation_reason: string | null
    requests: ColumnType<unknown, string, never>
    state: 'OPEN' | 'CLAIMED' | 'RESOLVED'
    claimed_by: string | null
    resolution: string | null
    created_at: Date
    updated_at: Date
  }
  content_reports: {
    id: string
    handle: string
    page_slug: string | null
    category: string
    details: string
    state: 'OPEN' | 'CLAIMED' | 'RESOLVED'
    claimed_by: string | null
    resolution: string | null
    created_at: Date
    updated_at: Date
  }
  webhook_endpoints: {
    id: string
    handle_id: string
    url: string
    events: WebhookEventType[]
    sealed_secret: Buffer
    /** Which key it is sealed with. */
    sealed_with: string
    /** Deliveries in a row that failed. */
    failures: Generated<number>
    disabled_at: Date | null
    created_at: Date
  }
  webhook_deliveries: {
    id: string
    endpoint_id: string
    type: WebhookEventType
    payload: string
    state: 'pending' | 'delivered' | 'failed'
    tries: Generated<number>
    /** While pending: when the next try may begin. During a try, when its lease ends. */
    attempt_after: Date
    /** Job whose lease it is. */
    leased_by: string | null
    last_try_at: Date | null
    response_status: number | null
    problem: string | null
    created_at: Date
  }
  request_records: {
    request_id: string
    at: Date
    operation: string
    method: string
    status: number
    error: string | null
    handle: string | null
    milliseconds: number
  }
  tokens: {
    id: string
    handle_id: string
    name: string
    scopes: string[]
    secret_hash: Buffer
    /** Has a role on the handle: the token goes with it. */
    created_by: string
    created_at: Date
    expires_at: Date | null
    last_used_at: Date | null
    revoked_at: Date | null
  }
}
