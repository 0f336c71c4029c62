import { expect, test } from 'vitest'
import { walkThrough } from '../../sdk/examples/walk-through.ts'
import { testApp } from './app.ts'
import { TEST_PASSWORD } from './factories.ts'

const t = await testApp({ stripe: true })

test("a creator's whole business runs as one script, by the SDK alone", async () => {
  const { email } = await t.make.account()
  const outcome = await walkThrough(
    { baseUrl: t.origin(), fetch: (request) => t.send(request) },
    { email, password: TEST_PASSWORD },
    {
      async mailedCode(address) {
        return (await t.mail.magicLinkFor(address)).code ?? ''
      },
      async connect() {
        const { stripe_account_id: account } = await t.db
          .selectFrom('connect_accounts')
          .select('stripe_account_id')
          .executeTakeFirstOrThrow()
        const ready = {
          detailsSubmitted: true,
          chargesEnabled: true,
          payoutsEnabled: true,
          transfers: 'active',
        } as const
        await t.stripe.dashboard.updateAccount(account, ready)
      },
      async pay(checkoutUrl) {
        const [sessionId] = /cs_test_\w+/.exec(checkoutUrl) ?? []
        await t.stripe.buyer.pay(sessionId ?? '')
      },
    },
  )
  expect(outcome).toMatchObject({
    connection: { status: 'ready' },
    sale: { status: 'paid', hasAccess: true },
    bought: { content: { markdown: '# Chapter one' } },
    refund: { status: 'succeeded', amount: { amount: 2500, currency: 'usd' } },
    closed: { hasAccess: false, reason: 'purchase_required' },
    earnings: { months: [{ gross: 2500, refunds: 2500, net: 0 }] },
    activation: { mails: 1, groupBuy: { state: 'ACTIVATED' } },
  })
})
