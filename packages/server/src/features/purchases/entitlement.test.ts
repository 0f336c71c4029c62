import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deriveEntitlement, type LedgerFact, type ManualAccess } from './entitlement.ts'

const charge = (amount = 2500): LedgerFact => ({ kind: 'charge', status: 'succeeded', amount })
const refund = (amount: number, status = 'succeeded'): LedgerFact => ({ kind: 'refund', status, amount })
const dispute = (status: string): LedgerFact => ({ kind: 'dispute', status, amount: 2500 })

const fact = fc.record<LedgerFact>({
  kind: fc.constantFrom('charge', 'refund', 'dispute'),
  status: fc.constantFrom(
    'succeeded',
    'failed',
    'pending',
    'requested',
    'needs_response',
    'won',
    'lost',
    'warning_closed',
  ),
  amount: fc.integer({ min: 1, max: 5000 }),
})

describe('deriveEntitlement', () => {
  test.each<[string, LedgerFact[], ReturnType<typeof deriveEntitlement>]>([
    ['nothing paid', [], { access: 'none', grantType: null, refundedAmount: 0 }],
    [
      'a charge that failed',
      [{ kind: 'charge', status: 'failed', amount: 0 }],
      { access: 'none', grantType: null, refundedAmount: 0 },
    ],
    [
      'a charge that is pending',
      [{ kind: 'charge', status: 'pending', amount: 2500 }],
      { access: 'none', grantType: null, refundedAmount: 0 },
    ],
    ['paid', [charge()], { access: 'active', grantType: 'PURCHASED', refundedAmount: 0 }],
    [
      'refunded in part',
      [charge(), refund(1000)],
      { access: 'active', grantType: 'PURCHASED', refundedAmount: 1000 },
    ],
    [
      'refunded in two parts',
      [charge(), refund(1000), refund(1500)],
      { access: 'ended', grantType: 'REFUNDED', refundedAmount: 2500 },
    ],
    [
      'a refund asked for, not answered',
      [charge(), refund(2500, 'requested')],
      { access: 'ended', grantType: 'REFUNDED', refundedAmount: 2500 },
    ],
    [
      'a pending refund',
      [charge(), refund(2500, 'pending')],
      { access: 'ended', grantType: 'REFUNDED', refundedAmount: 2500 },
    ],
    [
      'a failed refund',
      [charge(), refund(2500, 'failed')],
      { access: 'active', grantType: 'PURCHASED', refundedAmount: 0 },
    ],
    [
      'a canceled refund',
      [charge(), refund(2500, 'canceled')],
      { access: 'active', grantType: 'PURCHASED', refundedAmount: 0 },
    ],
    [
      'a failed refund and its successor',
      [charge(), refund(2500, 'failed'), refund(2500)],
      { access: 'ended', grantType: 'REFUNDED', refundedAmount: 2500 },
    ],
    [
      'an open dispute',
      [charge(), dispute('needs_response')],
      { access: 'suspended', grantType: 'PURCHASED', refundedAmount: 0 },
    ],
    [
      'a dispute under review',
      [charge(), dispute('under_review')],
      { access: 'suspended', grantType: 'PURCHASED', refundedAmount: 0 },
    ],
    [
      'an appeal',
      [charge(), dispute('appeal_under_review')],
      { access: 'suspended', grantType: 'PURCHASED', refundedAmount: 0 },
    ],
    [
      'a dispute in a state not known yet',
      [charge(), dispute('new_state')],
      { access: 'suspended', grantType: 'PURCHASED', refundedAmount: 0 },
    ],
    [
      'a won dispute',
      [charge(), dispute('won')],
      { access: 'active', grantType: 'PURCHASED', refundedAmount: 0 },
    ],
    [
      'a prevented dispute',
      [charge(), dispute('prevented')],
      { access: 'active', grantType: 'PURCHASED', refundedAmount: 0 },
    ],
    [
      'an inquiry',
      [charge(), dispute('warning_needs_response')],
      { access: 'active', grantType: 'PURCHASED', refundedAmount: 0 },
    ],
    [
      'a closed inquiry',
      [charge(), dispute('warning_closed')],
      { access: 'active', grantType: 'PURCHASED', refundedAmount: 0 },
    ],
    [
      'a lost dispute',
      [charge(), dispute('lost')],
      { access: 'ended', grantType: 'REFUNDED', refundedAmount: 0 },
    ],
    [
      'lost once, won once',
      [charge(), dispute('won'), dispute('lost')],
      { access: 'ended', grantType: 'REFUNDED', refundedAmount: 0 },
    ],
    [
      'refunded in full while disputed',
      [charge(), refund(2500), dispute('needs_response')],
      { access: 'ended', grantType: 'REFUNDED', refundedAmount: 2500 },
    ],
    ['a refund of nothing we know', [refund(2500)], { access: 'none', grantType: null, refundedAmount: 0 }],
  ])('%s', (_, ledger, expected) => {
    expect(deriveEntitlement(ledger)).toEqual(expected)
  })

  const [granted, revoked] = [
    { granted: true, revoked: false },
    { granted: false, revoked: true },
  ]
  test.each<[string, LedgerFact[], ManualAccess, ReturnType<typeof deriveEntitlement>]>([
    ['given', [], granted, { access: 'active', grantType: 'GRANTED', refundedAmount: 0 }],
    [
      'given and taken away',
      [],
      { granted: true, revoked: true },
      { access: 'ended', grantType: 'REVOKED', refundedAmount: 0 },
    ],
    ['never paid, and taken away', [], revoked, { access: 'none', grantType: null, refundedAmount: 0 }],
    [
      'paid and taken away',
      [charge()],
      revoked,
      { access: 'ended', grantType: 'REVOKED', refundedAmount: 0 },
    ],
    [
      'refunded in part and taken away',
      [charge(), refund(1000)],
      revoked,
      { access: 'ended', grantType: 'REVOKED', refundedAmount: 1000 },
    ],
    [
      'refunded in full and taken away',
      [charge(), refund(2500)],
      revoked,
      { access: 'ended', grantType: 'REFUNDED', refundedAmount: 2500 },
    ],
    [
      'disputed and taken away',
      [charge(), dispute('needs_response')],
      revoked,
      { access: 'ended', grantType: 'REVOKED', refundedAmount: 0 },
    ],
    [
      'lost and taken away',
      [charge(), dispute('lost')],
      revoked,
      { access: 'ended', grantType: 'REFUNDED', refundedAmount: 0 },
    ],
  ])('%s', (_, ledger, manual, expected) => {
    expect(deriveEntitlement(ledger, manual)).toEqual(expected)
  })

  test('what was taken away never gives access, whatever Stripe says', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(fact, { maxLength: 8 }), (isGranted, ledger) => {
        const { access } = deriveEntitlement(ledger, { granted: isGranted, revoked: true })
        expect(['ended', 'none']).toContain(access)
      }),
    )
  })

  test('does not depend on the order of the rows', () => {
    const permuted = fc
      .array(fact, { maxLength: 8 })
      .chain((ledger) =>
        fc.tuple(fc.constant(ledger), fc.shuffledSubarray(ledger, { minLength: ledger.length })),
      )
    fc.assert(
      fc.property(permuted, ([ledger, shuffled]) => {
        expect(deriveEntitlement(shuffled)).toEqual(deriveEntitlement(ledger))
      }),
    )
  })

  test('a refund never gives access that was not there', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.array(fc.integer({ min: 1, max: 5000 })),
        (paid, refunds) => {
          const total = refunds.reduce((sum, amount) => sum + amount, 0)
          const { access } = deriveEntitlement([charge(paid), ...refunds.map((amount) => refund(amount))])
          expect(access).toBe(total >= paid ? 'ended' : 'active')
        },
      ),
    )
  })
})
