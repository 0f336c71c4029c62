import fc from 'fast-check'

/** How a payment's life can go on; `pick` chooses among what there is at that moment. */
export type MoneyAction =
  | { readonly kind: 'checkout' | 'pay' | 'confirm' | 'decline'; readonly pick: number }
  | { readonly kind: 'refund' | 'grant' | 'revoke'; readonly pick: number }
  | {
      readonly kind: 'refundAtStripe'
      readonly pick: number
      readonly part: number
      readonly reverse: boolean
      readonly fee: boolean
    }
  | {
      readonly kind: 'moveRefund'
      readonly pick: number
      readonly to: 'pending' | 'succeeded' | 'failed' | 'canceled'
    }
  | {
      readonly kind: 'dispute'
      readonly pick: number
      readonly part: number
      readonly inquiry: boolean
      readonly withdraw: boolean
    }
  | {
      readonly kind: 'closeDispute'
      readonly pick: number
      readonly won: boolean
      readonly moveFunds: boolean
    }
  | { readonly kind: 'withdrawFunds' | 'reinstateFunds'; readonly pick: number }
  | { readonly kind: 'drain' | 'topUp' | 'redeliver'; readonly pick: number }
  | { readonly kind: 'platformLacks'; readonly lacks: boolean }
  | { readonly kind: 'jobs' }
  | { readonly kind: 'wait'; readonly hours: number }

/** An action with what goes wrong around it. */
export interface Happening {
  readonly action: MoneyAction
  /** Which of the two processes acts. */
  readonly process: 0 | 1
  /** The call to PostgreSQL or Stripe at which that process dies. */
  readonly diesAt: number | null
  readonly fault: 'answer-lost' | 'api-error' | 'api-down' | null
  readonly webhooks: 'delivered' | 'lost' | 'reversed'
}

const pick = fc.nat(7)
const part = fc.constantFrom(0, 0, 1, 2, 3)
const actions: fc.Arbitrary<MoneyAction> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('checkout' as const), pick }) },
  { weight: 7, arbitrary: fc.record({ kind: fc.constantFrom('pay' as const), pick }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('confirm' as const, 'decline' as const), pick }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('refund' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('grant' as const, 'revoke' as const), pick }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('refundAtStripe' as const),
      pick,
      part,
      reverse: fc.boolean(),
      fee: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('moveRefund' as const),
      pick,
      to: fc.constantFrom('pending', 'succeeded', 'failed', 'failed', 'canceled'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('dispute' as const),
      pick,
      part,
      inquiry: fc.boolean(),
      withdraw: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('closeDispute' as const),
      pick,
      won: fc.boolean(),
      moveFunds: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('withdrawFunds' as const, 'reinstateFunds' as const),
      pick,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('drain' as const, 'topUp' as const, 'redeliver' as const),
      pick,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('platformLacks' as const), lacks: fc.boolean() }) },
  { weight: 6, arbitrary: fc.constant({ kind: 'jobs' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 25, 800) }),
  },
)

const happening: fc.Arbitrary<Happening> = fc.record({
  action: actions,
  process: fc.constantFrom(0, 1),
  diesAt: fc.option(fc.integer({ min: 1, max: 40 }), { freq: 4 }),
  fault: fc.option(fc.constantFrom('answer-lost', 'api-error', 'api-down'), { freq: 6 }),
  webhooks: fc.constantFrom('delivered', 'delivered', 'lost', 'reversed'),
})

/** What is sold, and what the platform's Stripe account settles in. */
export interface Market {
  readonly currency: 'usd' | 'jpy' | 'kwd' | 'isk'
  readonly amount: number
}

export interface MoneyHistory {
  readonly market: Market
  readonly happenings: readonly Happening[]
}

/** A purchase always comes first: a history without a charge says little. */
const beginning: Happening[] = (['checkout', 'pay', 'jobs'] as const).map((kind) => ({
  action: kind === 'jobs' ? { kind } : { kind, pick: 0 },
  process: 0,
  diesAt: null,
  fault: null,
  webhooks: 'delivered',
}))

export const moneyHistories: fc.Arbitrary<MoneyHistory> = fc.record({
  market: fc.constantFrom<Market>(
    { currency: 'usd', amount: 2500 },
    { currency: 'usd', amount: 999 },
    { currency: 'jpy', amount: 1777 },
    { currency: 'kwd', amount: 12_350 },
    { currency: 'isk', amount: 250_000 },
  ),
  happenings: fc
    .array(happening, { minLength: 2, maxLength: 10, size: 'max' })
    .map((later) => [...beginning, ...later]),
})
