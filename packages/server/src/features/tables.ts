import type { Database } from '../platform/database/schema.ts'

/** Tables with those of their columns that the queries of other areas may read. */
type Tables = { readonly [T in keyof Database]?: readonly (keyof Database[T] & string)[] }

// Why: apps/docs/src/content/docs/internals/decisions/0011-table-owners.md
/** The tables of each area. `scripts/table-owners.test.ts` compares every query with this. */
export const tablesOf = {
  accounts: {
    accounts: ['id', 'email', 'created_at'],
    account_sessions: [],
    sign_ups: [],
    code_requests: [],
    mailed_codes: [],
    wrong_account_codes: [],
  },
  handles: {
    handles: [
      'id',
      'name',
      'display_name',
      'allowed_origins',
      'stripe_account_id',
      'created_at',
      'contact_email',
      'terms_url',
      'privacy_url',
      'refund_policy_url',
      'page_url_template',
    ],
    former_handle_names: [],
    collaborators: ['handle_id', 'account_id', 'role'],
    support_email_proofs: [],
  },
  offers: { offers: [] },
  connect: { connect_accounts: ['stripe_account_id', 'charges_enabled', 'transfers_active'] },
  pages: {
    pages: ['id', 'handle_id', 'slug', 'title', 'access_mode', 'state', 'price_amount', 'price_currency'],
    free_logins: ['page_id', 'visitor_id'],
  },
  visitors: {
    visitors: ['id', 'email'],
    visitor_sessions: ['visitor_id', 'handle_id'],
    magic_link_challenges: [],
    magic_link_secrets: [],
    wrong_codes: [],
  },
  checkout: { stripe_events: [] },
  purchases: {
    purchases: ['handle_id', 'visitor_id', 'granted_at'],
    checkout_sessions: [],
    ledger_entries: [],
    balance_steps: [],
    earnings: [],
    notices: [],
    notice_recipients: [],
    resent_receipts: [],
    sweeps: [],
    unfit_payments: [],
    unmatched_payments: [],
  },
  'group-buys': {
    group_buys: ['id', 'handle_id', 'state', 'page_id'],
    group_buy_interests: ['group_buy_id', 'visitor_id'],
  },
  files: { files: [], file_readers: [], stored_contents: [] },
  oauth: { oauth_clients: [], oauth_consents: [], oauth_codes: [], oauth_grants: [] },
  tokens: { tokens: ['id', 'created_by'] },
  webhooks: { webhook_endpoints: [], webhook_deliveries: [] },
  support: { reports: [], content_reports: [] },
  platform: {
    refresh_token_families: ['id', 'account_id', 'created_at', 'last_used_at', 'expires_at', 'revoked_at'],
    refresh_tokens: ['token_hash', 'family_id', 'expires_at', 'used_at'],
    server_keys: [],
    idempotency_keys: [],
    audit_events: [
      'id',
      'handle_id',
      'account_id',
      'client_id',
      'token_id',
      'request_id',
      'action',
      'before',
      'after',
      'created_at',
    ],
    daily_writes: [],
    mails: ['id', 'kind', 'subject_id', 'created_at', 'outcome', 'finished_at'],
    request_records: [],
    stranger_mails: [],
  },
} as const satisfies Readonly<Record<string, Tables>>
