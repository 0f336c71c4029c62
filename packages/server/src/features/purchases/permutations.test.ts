import { unwrap } from '@latchkey/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { patience, runs } from '../../../test/runs.ts'
import { openShop, type Shop } from '../../../test/shop.ts'

const t = await testApp({ stripe: true })

/** What can happen to a payment after it was made, in an order that Stripe allows. */
interface History {
  readonly refunds: { readonly amount: number; readonly end: 'succeeded' | 'failed' | 'canceled' }[]
  readonly dispute: 'none' | 'inquiry' | 'open' | 'won' | 'lost'
}

const history: fc.Arbitrary<History> = fc.record({
  refunds: fc
    .array(
      fc.record({
        amount: fc.constantFrom(500, 1000, 1500),
        end: fc.constantFrom('succeeded', 'succeeded', 'failed', 'canceled'),
      }),
      { maxLength: 2 },
    )
    .filter((refunds) => refunds.reduce((sum, { amount }) => sum + amount, 0) <= 2500),
  dispute: fc.constantFrom('none', 'inquiry', 'open', 'won', 'lost'),
})

/** Lives the history at Stripe while every event is held back. */
async function live(shop: Shop, { refunds, dispute }: History): Promise<void> {
  const { checkoutSessionId } = await unwrap(shop.checkout())
  await t.stripe.buyer.pay(checkoutSessionId)
  const [charge] = await shop.charges()
  const chargeId = charge?.id ?? ''
  for (const { amount, end } of refunds) {
    const refundId = await t.stripe.dashboard.refund(chargeId, amount)
    if (end !== 'succeeded') await t.stripe.dashboard.setRefundStatus(refundId, end)
  }
  if (dispute === 'none') return
  const id = await t.stripe.dashboard.openDispute(chargeId, { inquiry: dispute === 'inquiry' })
  if (dispute === 'won' || dispute === 'lost') await t.stripe.dashboard.closeDispute(id, dispute)
}

function expectedAccess({ refunds, dispute }: History): 'active' | 'suspended' | 'ended' {
  const refunded = refunds
    .filter(({ end }) => end === 'succeeded')
    .reduce((sum, { amount }) => sum + amount, 0)
  if (refunded === 2500 || dispute === 'lost') return 'ended'
  return dispute === 'open' ? 'suspended' : 'active'
}

test('events in any order, repeated or lost, end where the objects stand', {
  timeout: patience(240_000),
}, async () => {
  const order = fc.array(fc.nat(1000), { minLength: 24, maxLength: 24 })
  await fc.assert(
    fc.asyncProperty(
      history,
      order,
      fc.array(fc.nat(23), { maxLength: 3 }),
      async (lived, keys, repeated) => {
        const shop = await openShop(t)
        const known = new Set(t.stripe.webhooks.events().map(({ id }) => id))
        t.stripe.webhooks.hold()
        await live(shop, lived)
        const own = t.stripe.webhooks.events().filter(({ id }) => !known.has(id))
        await t.stripe.webhooks.release((events) =>
          events
            .map((event, index) => ({ event, key: keys[index % keys.length] ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ event }) => event),
        )
        for (const index of repeated) {
          const again = own[index % Math.max(1, own.length)]
          if (again) await t.stripe.webhooks.deliver(again.id)
        }
        await shop.settled()
        expect((await shop.payment()).access).toBe(expectedAccess(lived))
      },
    ),
    runs({ short: 12, long: 2000 }),
  )
})
