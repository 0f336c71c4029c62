import { few, id, many, type Rows, type Sizes, SOME } from './rows.ts'

/** One of 50 was never paid; one of 20 was refunded. */
const isPaid = (n: number): boolean => n % 50 !== 49
const isRefunded = (n: number): boolean => n % 20 === 10
const isDisputed = (n: number): boolean => n % 100 === 30
/** What is under way is no more when there is ten times as much that is over. */
const isUnderWay = (n: number, { many }: Sizes): boolean => n >= many - SOME * 50

const handleOf = (n: number, sizes: Sizes): string => id('hdl', sizes.handle(sizes.page(n)))

/** What was sold, and what became of it. */
export const saleTables = {
  purchases: many(
    `id handle_id page_id visitor_id state access grant_type amount currency application_fee refunded_amount
      payment_intent_id stripe_account_id created_at access_since settlement_currency transfer_id transfer_amount
      transfer_left fee_id fee_amount fee_left held_amount target_amount charge_live`.replaceAll(/\s+/g, ' '),
    (n, sizes) => {
      const paid = isPaid(n)
      const refunded = isRefunded(n)
      const of = [id('pur', n), handleOf(n, sizes), id('pag', sizes.page(n)), id('vis', sizes.visitor(n))]
      const nothing = [null, null, null, null, null, null, null, null, null]
      if (!paid)
        return [
          ...of,
          'open',
          'none',
          null,
          null,
          null,
          null,
          0,
          null,
          null,
          sizes.at(n),
          null,
          ...nothing,
          false,
        ]
      const held = refunded ? 0 : 475
      const seller = [
        'usd',
        `tr_${n}`,
        500,
        refunded ? 0 : 500,
        `fee_${n}`,
        25,
        refunded ? 0 : 25,
        held,
        held,
      ]
      const access = refunded ? ['paid', 'ended', 'REFUNDED'] : ['paid', 'active', 'PURCHASED']
      const money = [500, 'usd', 25, refunded ? 500 : 0, `pi_${n}`, 'acct_0']
      return [...of, ...access, ...money, sizes.at(n), sizes.at(n), ...seller, !refunded]
    },
  ),
  checkout_sessions: many(
    `purchase_id attempt stripe_session_id state product_name success_url cancel_url amount currency
      application_fee stripe_account_id created_at expires_at`.replaceAll(/\s+/g, ' '),
    (n, sizes) => [
      id('pur', n),
      1,
      `cs_${n}`,
      isPaid(n) ? 'complete' : isUnderWay(n, sizes) ? 'open' : 'expired',
      'x',
      'x',
      'x',
      500,
      'usd',
      25,
      'acct_0',
      sizes.at(n),
      sizes.at(n),
    ],
  ),
  ledger_entries: {
    columns:
      'id purchase_id kind stripe_id status amount portion currency cause created_at updated_at happened_at'.split(
        ' ',
      ),
    count: (sizes) => 3 * sizes.many,
    row: (row, sizes) => {
      const n = row % sizes.many
      const kind = (['charge', 'refund', 'dispute'] as const)[Math.floor(row / sizes.many)] ?? 'charge'
      const isThere = { charge: isPaid, refund: isRefunded, dispute: isDisputed }[kind]
      if (!isThere(n)) return null
      const [prefix, stripe] = { charge: ['chg', 'ch'], refund: ['rfd', 're'], dispute: ['dsp', 'du'] }[kind]
      const under = isUnderWay(n, sizes)
      const status = {
        charge: 'succeeded',
        refund: under ? 'pending' : 'succeeded',
        dispute: under ? 'needs_response' : 'won',
      }[kind]
      const at = sizes.at(n)
      const cause = kind === 'refund' ? 'creator' : null
      return [
        id(prefix ?? '', n),
        id('pur', n),
        kind,
        `${stripe}_${n}`,
        status,
        500,
        500,
        'usd',
        cause,
        at,
        at,
        at,
      ]
    },
  },
  balance_steps: many(
    'id purchase_id kind object_id amount currency state stripe_id created_at',
    (n, { at }) =>
      isRefunded(n)
        ? [id('bst', n), id('pur', n), 'reversal', `tr_${n}`, 475, 'usd', 'done', `trr_${n}`, at(n)]
        : null,
  ),
  earnings: many(
    'id handle_id purchase_id posted_at currency settlement_currency sales charged gross refunds disputes fees',
    (n, sizes) =>
      isPaid(n)
        ? [id('ern', n), handleOf(n, sizes), id('pur', n), sizes.at(n), 'usd', 'usd', 1, 500, 500, 0, 0, 25]
        : null,
  ),
  notices: many('ledger_entry_id event audience created_at', (n, { at }) =>
    isPaid(n) ? [id('chg', n), 'sale_made', 'seller', at(n)] : null,
  ),
  notice_recipients: many('id ledger_entry_id event audience account_id', (n, sizes) =>
    isPaid(n)
      ? [id('ntc', n), id('chg', n), 'sale_made', 'seller', handleOf(n, sizes).replace('hdl', 'acc')]
      : null,
  ),
  resent_receipts: few('id purchase_id created_at', (n, { at }) => [id('rcp', n), id('pur', n), at(n)]),
  unfit_payments: few('payment_intent_id purchase_id state created_at', (n, { at }) => [
    `pi_unfit${n}`,
    id('pur', n),
    'refunded',
    at(n),
  ]),
  unmatched_payments: few('payment_intent_id amount currency why first_seen_at', (n, { at }) => [
    `pi_unmatched${n}`,
    500,
    'usd',
    'no_metadata',
    at(n),
  ]),
  stripe_events: many('id type object_id received_at', (n, { at }) => [
    `evt_${n}`,
    'payment_intent.succeeded',
    `pi_${n}`,
    at(n),
  ]),
} as const satisfies Record<string, Rows>
