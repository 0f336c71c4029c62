import { VISITOR_SESSION_SECONDS } from '@latchkey/contract'
import { shop } from '@latchkey/contract/example-shop'
import { unwrap } from '@latchkey/sdk'
import { addSeconds } from '../../src/platform/clock.ts'
import type { TestApp } from '../app.ts'
import type { TestAccount, TestVisitor } from '../factories.ts'
import type { PlannedSale } from './plan.ts'

/** Sells pages to people, and what comes of it. */
export class Till {
  readonly #t: TestApp
  readonly #people = new Map<string, TestVisitor>()
  readonly #sessions = new Map<string, { readonly id: string; readonly sale: PlannedSale }>()

  constructor(t: TestApp) {
    this.#t = t
  }

  /** An SDK client of somebody who is signed in. */
  async visitor(email: string) {
    const t = this.#t
    const known = this.#people.get(email) ?? (await t.make.visitor({ email }))
    this.#people.set(email, known)
    const { token } = await t.make.visitorSession({
      visitor: known,
      expiresAt: addSeconds(t.clock.now(), VISITOR_SESSION_SECONDS),
    })
    return t.client({ token })
  }

  async #open(sale: PlannedSale): Promise<string> {
    const client = await this.visitor(sale.email)
    const site = this.#t.origin(shop.handle)
    const { checkoutSessionId } = await unwrap(
      client.checkout.createCheckout({
        path: { handle: shop.handle, pageSlug: sale.page.slug },
        body: { successUrl: `${site}/${sale.page.slug}`, cancelUrl: `${site}/${sale.page.slug}` },
      }),
    )
    if (sale.declinedFirst) await this.#t.stripe.buyer.pay(checkoutSessionId, { card: 'declined' })
    return checkoutSessionId
  }

  async sell(sale: PlannedSale): Promise<void> {
    const id = await this.#open(sale)
    await this.#t.stripe.buyer.pay(id)
    this.#sessions.set(sale.key, { id, sale })
  }

  async abandon(sale: PlannedSale): Promise<void> {
    await this.#open(sale)
  }

  #sold(key: string) {
    const sold = this.#sessions.get(key)
    if (!sold) throw new Error(`There was no '${key}'.`)
    return sold
  }

  async #purchase(key: string) {
    const { sale } = this.#sold(key)
    return await this.#t.db
      .selectFrom('purchases as purchase')
      .innerJoin('pages as page', 'page.id', 'purchase.page_id')
      .innerJoin('visitors as visitor', 'visitor.id', 'purchase.visitor_id')
      .select(['purchase.id', 'purchase.visitor_id as visitorId'])
      .where('visitor.email', '=', sale.email)
      .where('page.slug', '=', sale.page.slug)
      .where('purchase.state', '=', 'paid')
      .executeTakeFirstOrThrow()
  }

  async refund(key: string, creator: TestAccount, reason: string | undefined): Promise<void> {
    const { visitorId } = await this.#purchase(key)
    const { checkout } = await this.#t.as(creator)
    const path = { handle: shop.handle, pageSlug: this.#sold(key).sale.page.slug }
    await unwrap(checkout.refundPurchase({ path, body: { visitorId, ...(reason && { reason }) } }))
  }

  /** Somebody refunds a third in Stripe's dashboard, and takes it from the seller. */
  async refundPart(key: string): Promise<void> {
    const { id, sale } = this.#sold(key)
    const amount = Math.floor((sale.page.price?.amount ?? 0) / 3)
    await this.#t.stripe.dashboard.refund(id, amount, { reverseTransfer: true, refundApplicationFee: true })
  }

  async dispute(key: string): Promise<void> {
    const session = await this.#t.deps.stripe.checkout.sessions.retrieve(this.#sold(key).id)
    await this.#t.stripe.dashboard.openDispute(String(session.payment_intent))
  }

  async resendReceipt(key: string, creator: TestAccount): Promise<void> {
    const { id } = await this.#purchase(key)
    const { checkout } = await this.#t.as(creator)
    await unwrap(checkout.resendReceipt({ path: { handle: shop.handle, purchaseId: id } }))
  }
}
