import { addSeconds } from '../../src/platform/clock.ts'
import { emailOf, few, hash, id, many, type Rows, SOME, slugOf } from './rows.ts'

const DAY = 86_400

/** What creators have. */
export const accountTables = {
  // The account and the visitor that have much share an address, as they may.
  accounts: few('id email password_hash created_at', (n, { at }) => [id('acc', n), emailOf(n), 'x', at(n)]),
  handles: few('id name display_name created_at', (n, { at }) => [
    id('hdl', n),
    slugOf(n),
    `Handle ${n}`,
    at(n),
  ]),
  connect_accounts: few(
    'stripe_account_id handle_id account_id charges_enabled transfers_active created_at updated_at',
    (n, { at }) => [`acct_${n}`, id('hdl', n), id('acc', n), true, true, at(n), at(n)],
  ),
  // Each owns a handle; account 0 works on some of others.
  collaborators: {
    columns: ['handle_id', 'account_id', 'role', 'created_at'],
    count: ({ few }) => few + SOME,
    row: (n, { at, few }) =>
      n < few
        ? [id('hdl', n), id('acc', n), 'OWNER', at(n)]
        : [id('hdl', n - few + 1), id('acc', 0), 'CREATOR', at(n)],
  },
  former_handle_names: few('name handle_id until', (n, { at }) => [`former${n}`, id('hdl', n), at(n, 200)]),
  support_email_proofs: few('id handle_id email created_at expires_at', (n, { at }) => [
    id('sep', n),
    id('hdl', n),
    emailOf(n),
    at(n),
    at(n, 1),
  ]),
  offers: few('id handle_id email role offered_by created_at expires_at', (n, { at }) => [
    id('off', n),
    id('hdl', n),
    emailOf(n < SOME ? 0 : n),
    'CREATOR',
    id('acc', n),
    at(n),
    at(n, 200),
  ]),
  refresh_token_families: {
    columns: ['id', 'account_id', 'created_at', 'last_used_at', 'expires_at'],
    count: ({ few }) => 2 * few,
    row: (n, { at, few }) => {
      const m = n % few
      return [id(n < few ? 'ses' : 'grt', m), id('acc', m < SOME ? 0 : m), at(m), at(m), at(m, 200)]
    },
  },
  account_sessions: few('id', (n) => [id('ses', n)]),
  refresh_tokens: many('token_hash family_id created_at expires_at used_at', (n, { at, few }) => [
    hash('refresh', n),
    id('ses', n % few),
    at(n),
    at(n, n % 10 === 3 ? 1 : 200),
    n < few ? null : at(n),
  ]),
  sign_ups: few('id email password_hash created_at expires_at', (n, { at }) => [
    id('sup', n),
    emailOf(n),
    'x',
    at(n),
    at(n, 1),
  ]),
  code_requests: few('id purpose email created_at expires_at', (n, { at }) => [
    id('crq', n),
    'password_reset',
    emailOf(n),
    at(n),
    at(n, 1),
  ]),
  mailed_codes: few('id purpose email code_hash guessable created_at expires_at', (n, { at }) => [
    id('cod', n),
    'password_reset',
    emailOf(n),
    hash('code', n),
    true,
    at(n),
    at(n, 1),
  ]),
  wrong_account_codes: few('email purpose day tries', (n, { at }) => [
    emailOf(n),
    'sign_up',
    at(n).toISOString().slice(0, 10),
    1,
  ]),
  oauth_clients: few('id name redirect_uris auth_method scope created_at used_at', (n, { at }) => [
    id('cli', n),
    'x',
    ['https://client.example/'],
    'none',
    ['pages.read'],
    at(n),
    n % 10 === 3 ? null : at(n),
  ]),
  oauth_grants: few('id code_hash client_id scope', (n) => [
    id('grt', n),
    hash('grant', n),
    id('cli', n),
    ['pages.read'],
  ]),
  oauth_codes: few(
    'code_hash client_id account_id redirect_uri scope code_challenge expires_at session_id',
    (n, { at }) => [
      hash('oauth code', n),
      id('cli', n),
      id('acc', n),
      'https://client.example/',
      ['pages.read'],
      'x',
      at(n),
      id('ses', n),
    ],
  ),
  oauth_consents: few(
    'ticket_hash client_id session_id redirect_uri scope code_challenge expires_at',
    (n, { at }) => [
      hash('ticket', n),
      id('cli', n),
      id('ses', n),
      'https://client.example/',
      ['pages.read'],
      'x',
      at(n),
    ],
  ),
  tokens: few('id handle_id name scopes secret_hash created_by created_at', (n, { at }) => {
    const owner = n < SOME ? 0 : n
    return [id('tok', n), id('hdl', owner), 'x', ['pages.read'], hash('token', n), id('acc', owner), at(n)]
  }),
  webhook_endpoints: few('id handle_id url events sealed_secret sealed_with created_at', (n, { at }) => [
    id('whe', n),
    id('hdl', n < 5 ? 0 : n),
    'https://hooks.example/',
    ['purchase.completed'],
    hash('secret', n),
    'key',
    at(n),
  ]),
  webhook_deliveries: many(
    'id endpoint_id type payload state attempt_after created_at',
    (n, { at, few, many }) => [
      id('msg', n),
      id('whe', n % 10 === 0 ? 0 : n % few),
      'purchase.completed',
      '{}',
      n >= many - SOME ? 'pending' : 'delivered',
      at(n),
      at(n),
    ],
  ),
  audit_events: many('id handle_id account_id action created_at', (n, { at, handle }) => [
    id('aud', n),
    id('hdl', handle(n)),
    id('acc', handle(n)),
    'page.created',
    at(n),
  ]),
  daily_writes: many('handle_id day count', (n, { few, scale }) => [
    id('hdl', n % few),
    new Date(Date.UTC(2030, 0, 1 - Math.floor((n / few) * scale))).toISOString().slice(0, 10),
    1,
  ]),
  idempotency_keys: many('key_hash request_hash lease_id lease_until expires_at', (n, { at }) => [
    hash('key', n),
    hash('request', n),
    `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    at(n),
    at(n, n % 10 === 3 ? 1 : 200),
  ]),
  request_records: many('request_id at operation method status handle milliseconds', (n, { at, handle }) => [
    `req_${n}`,
    at(n),
    'getPage',
    'GET',
    404,
    slugOf(handle(n)),
    1,
  ]),
  reports: few('id summary details handle requests state created_at updated_at', (n, { at, handle }) => [
    id('rep', n),
    'x',
    'x',
    slugOf(handle(n)),
    '[]',
    n < SOME ? 'OPEN' : 'RESOLVED',
    at(n),
    at(n),
  ]),
  content_reports: few('id handle category details state created_at updated_at', (n, { at }) => [
    id('crp', n),
    'hot',
    'OTHER',
    'x',
    n < SOME ? 'OPEN' : 'RESOLVED',
    at(n),
    at(n),
  ]),
  pages: many(
    'id handle_id slug title content access_mode state price_amount price_currency created_at updated_at published_at renderer',
    (n, { at, handle }) => {
      const paid = n % 2 === 0
      return [
        id('pag', n),
        id('hdl', handle(n)),
        slugOf(n),
        `Page ${n}`,
        'x',
        paid ? 'PAID' : 'FREE_WITH_LOGIN',
        n % 10 === 7 ? 'draft' : 'published',
        paid ? 500 : null,
        paid ? 'usd' : null,
        at(n),
        at(n),
        at(n),
        1000,
      ]
    },
  ),
  files: many('id handle_id file_name size_bytes access_mode created_at uploaded_at', (n, { at, handle }) => [
    id('fil', n),
    id('hdl', handle(n)),
    'x',
    1,
    'EMAIL_ALLOWLIST',
    at(n),
    at(n),
  ]),
  file_readers: many('file_id email', (n, { visitor }) => [id('fil', n), emailOf(visitor(n))]),
  stored_contents: many('file_id handle_id size_bytes', (n, { handle }) => [
    id('fil', n),
    id('hdl', handle(n)),
    1,
  ]),
  stranger_mails: many('handle_id account_id addresses sent_at', (n, { at, few }) => [
    id('hdl', n % few),
    id('acc', n % few),
    1,
    addSeconds(at(n), -DAY),
  ]),
} as const satisfies Record<string, Rows>
