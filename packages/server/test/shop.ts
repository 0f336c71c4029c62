import { VISITOR_SESSION_SECONDS } from '@latchkey/contract'
import { type Latchkey, unwrap } from '@latchkey/sdk'
import { addSeconds } from '../src/platform/clock.ts'
import type { TestApp } from './app.ts'

export interface ShopOptions {
  readonly price?: { amount: number; currency: string }
  readonly allowedOrigins?: string[]
}

/** A page for sale by a creator who is connected to the local Stripe, and a visitor who may buy it. */
export async function openShop(t: TestApp, { price, allowedOrigins = [] }: ShopOptions = {}) {
  const stripeAccount = await t.stripe.dashboard.createReadyAccount()
  const handle = await t.make.handle({ stripeAccount, allowedOrigins })
  const page = await t.make.page({ handle, price: price ?? { amount: 2500, currency: 'usd' } })
  const { visitor, token } = await t.make.visitorSession({
    expiresAt: addSeconds(t.clock.now(), VISITOR_SESSION_SECONDS),
  })
  const client = t.client({ token })
  const creator = await t.as(handle.owner)
  const path = { handle: handle.name, pageSlug: page.slug }
  const site = t.origin(handle.name)
  const urls = {
    successUrl: `${site}/thanks?session={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${site}/${page.slug}`,
  }

  return {
    stripeAccount,
    handle,
    page,
    visitor,
    token,
    client,
    creator,
    path,
    site,
    urls,
    checkout: (by: Latchkey = client, body = urls) => by.checkout.createCheckout({ path, body }),
    confirm: (checkoutSessionId: string, by: Latchkey = client) =>
      by.checkout.confirmCheckout({ path: { ...path, checkoutSessionId } }),
    refund: (body: { visitorId: string; purchaseId?: string } = { visitorId: visitor.id }) =>
      creator.checkout.refundPurchase({ path, body }),
    access: () => unwrap(client.pages.checkPageAccess({ path })),
    /** Pays, and has everything that follows from it happen. */
    async buy() {
      const { checkoutSessionId } = await unwrap(this.checkout())
      await t.stripe.buyer.pay(checkoutSessionId)
      await this.settled()
      return await this.payment()
    },
    /** Webhooks delivered, jobs run, until nothing is left to do. */
    async settled() {
      await t.stripe.webhooks.settle()
      await t.jobs.run()
    },
    /** The visitor's newest purchase of the page as it is stored. */
    async payment() {
      const row = await t.db
        .selectFrom('purchases')
        .selectAll()
        .where('visitor_id', '=', visitor.id)
        .where('page_id', '=', page.id)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      return { ...row, paymentIntentId: row.payment_intent_id ?? '' }
    },
    /** Charges that succeeded at Stripe for this visitor. */
    async charges() {
      const { data } = await t.deps.stripe.charges.list({ limit: 100 })
      return data.filter((charge) => charge.paid && charge.transfer_data?.destination === stripeAccount)
    },
    /** What the creator has of us by Stripe's books: transfers that were not reversed, less fees that were not returned. */
    async held() {
      const { stripe } = t.deps
      const transfers = await stripe.transfers
        .list({ destination: stripeAccount, limit: 100 })
        .autoPagingToArray({ limit: 1000 })
      const fees = await stripe.applicationFees.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 })
      const left = transfers.reduce((sum, { amount, amount_reversed }) => sum + amount - amount_reversed, 0)
      return fees
        .filter(({ account }) => account === stripeAccount)
        .reduce((sum, { amount, amount_refunded }) => sum - (amount - amount_refunded), left)
    },
    mails: async (pattern: RegExp) =>
      (await t.mail.to(visitor.email)).filter(({ subject }) => pattern.test(subject)),
  }
}

export type Shop = Awaited<ReturnType<typeof openShop>>
