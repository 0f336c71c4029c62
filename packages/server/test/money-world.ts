import { unwrap } from '@latchkey/sdk'
import type Stripe from 'stripe'
import { openSession } from '../src/features/accounts/service.ts'
import type { TestApp } from './app.ts'
import type { Happening, Market, MoneyAction } from './money-actions.ts'
import { type Instance, startInstance } from './mortal.ts'
import { openShop, type Shop } from './shop.ts'

/** What our own processes do; the rest happens at Stripe, or to the clock. */
const OURS: ReadonlySet<MoneyAction['kind']> = new Set([
  'checkout',
  'confirm',
  'refund',
  'grant',
  'revoke',
  'jobs',
])

/** One shop, one page, one visitor, two processes, and Stripe: the world in which a history of payments happens. */
export class MoneyWorld {
  readonly t: TestApp
  readonly shop: Shop
  /** What the creator is transferred. */
  readonly settlementCurrency: string
  readonly #processes: [Instance, Instance]
  readonly #sessions: string[] = []
  /** Earnings of months that were over when they were looked at. */
  readonly closedMonths = new Map<string, string>()

  private constructor(t: TestApp, shop: Shop, settlementCurrency: string) {
    this.t = t
    this.shop = shop
    this.settlementCurrency = settlementCurrency
    this.#processes = [startInstance(t), startInstance(t)]
  }

  static async open(t: TestApp, { settlesIn, ...price }: Market): Promise<MoneyWorld> {
    await t.stripe.dashboard.updatePlatform({ settlementCurrencies: settlesIn ? [settlesIn] : [] })
    await t.stripe.dashboard.setPlatformBalance('enough')
    const shop = await openShop(t, { price })
    return new MoneyWorld(t, shop, settlesIn ?? price.currency)
  }

  async happen({ action, process, diesAt, fault, webhooks }: Happening): Promise<void> {
    const { stripe } = this.t
    if (this.#processes[process].dead) this.#processes[process] = startInstance(this.t)
    const instance = this.#processes[process]
    if (webhooks === 'lost') stripe.webhooks.lose(true)
    if (webhooks === 'reversed') stripe.webhooks.hold()
    if (OURS.has(action.kind)) {
      stripe.fault(fault)
      if (diesAt !== null) instance.dieAt(diesAt)
    }
    await this.#act(action, instance)
    stripe.fault(null)
    if (webhooks === 'reversed') await stripe.webhooks.release('lifo')
    await stripe.webhooks.settle()
    stripe.webhooks.lose(false)
    await this.#lookAtMonths()
  }

  async #act(action: MoneyAction, instance: Instance): Promise<void> {
    const { t, shop } = this
    const { dashboard } = t.stripe
    const visitor = instance.client(await this.#visitorToken())
    switch (action.kind) {
      case 'checkout': {
        const { data } = await shop.checkout(visitor)
        if (data) this.#sessions.push(data.checkoutSessionId)
        return
      }
      case 'pay':
      case 'decline': {
        const id = choose(this.#sessions, action.pick)
        const session = id ? await t.deps.stripe.checkout.sessions.retrieve(id) : null
        if (session?.status !== 'open') return
        await t.stripe.buyer.pay(session.id, { card: action.kind === 'pay' ? 'ok' : 'declined' })
        return
      }
      case 'confirm': {
        const id = choose(this.#sessions, action.pick)
        if (id) await shop.confirm(id, visitor)
        return
      }
      case 'refund': {
        const creator = instance.client(await this.#creatorToken())
        await creator.checkout.refundPurchase({ path: shop.path, body: { visitorId: shop.visitor.id } })
        return
      }
      case 'grant': {
        const creator = instance.client(await this.#creatorToken())
        await creator.checkout.grantAccess({ path: shop.path, body: { email: shop.visitor.email } })
        return
      }
      case 'revoke': {
        const creator = instance.client(await this.#creatorToken())
        const purchase = choose(await this.purchases(), action.pick)
        if (!purchase?.grant_type) return
        await creator.checkout.revokeAccess({ path: { ...shop.path, purchaseId: purchase.id } })
        return
      }
      case 'refundAtStripe': {
        const charge = choose(await this.charges(), action.pick)
        const amount = charge && this.#partOf(charge.amount - charge.amount_refunded, action.part)
        if (!charge || !amount) return
        const options = {
          reverseTransfer: action.reverse,
          refundApplicationFee: action.reverse && action.fee,
        }
        // More is reversed already than this would reverse; people see the error and leave it.
        await dashboard.refund(charge.id, amount, options).catch(() => {})
        return
      }
      case 'moveRefund': {
        const refund = choose(await this.refunds(), action.pick)
        if (!refund || refund.status === 'failed' || refund.status === 'canceled') return
        if (refund.status === 'succeeded' && action.to !== 'failed') return
        await dashboard.setRefundStatus(refund.id, action.to)
        return
      }
      case 'dispute': {
        const charge = choose(await this.charges(), action.pick)
        if (!charge || charge.disputed) return
        const amount = this.#partOf(charge.amount, action.part)
        if (!amount) return
        const options = action.inquiry ? { inquiry: true } : { withdraw: action.withdraw }
        await dashboard.openDispute(charge.id, { amount, ...options })
        return
      }
      case 'closeDispute': {
        const dispute = choose(await this.disputes(), action.pick)
        if (!dispute || dispute.status === 'lost' || dispute.status === 'warning_closed') return
        if (dispute.status.startsWith('warning_')) await dashboard.closeDispute(dispute.id, 'warning_closed')
        else
          await dashboard.closeDispute(dispute.id, action.won ? 'won' : 'lost', {
            moveFunds: action.moveFunds,
          })
        return
      }
      case 'withdrawFunds':
      case 'reinstateFunds': {
        const dispute = choose(await this.disputes(), action.pick)
        if (!dispute || dispute.status.startsWith('warning_')) return
        await dashboard[action.kind](dispute.id).catch(() => {})
        return
      }
      case 'drain':
        await dashboard.drainBalance(shop.stripeAccount)
        return
      case 'topUp':
        await dashboard.topUp(shop.stripeAccount, 1_000_000, this.settlementCurrency)
        return
      case 'platformLacks':
        await dashboard.setPlatformBalance(action.lacks ? 'lacking' : 'enough')
        return
      case 'redeliver': {
        const event = choose(t.stripe.webhooks.events().slice(-20), action.pick)
        if (event) await t.stripe.webhooks.deliver(event.id)
        return
      }
      case 'jobs':
        await instance.jobs.run({ failures: 'returned' })
        return
      case 'wait':
        await t.clock.advance(action.hours * 3600)
    }
  }

  /** Nothing goes wrong any more, and days go by: the sweep and the jobs bring everything to rest. */
  async comeToRest(): Promise<void> {
    const { t, shop } = this
    await t.stripe.dashboard.setPlatformBalance('enough')
    await t.stripe.dashboard.topUp(shop.stripeAccount, 1_000_000, this.settlementCurrency)
    const instance = startInstance(t)
    for (let day = 0; day < 3; day++) {
      await t.clock.advance(25 * 3600)
      await t.stripe.webhooks.settle()
      await instance.sweep()
      await instance.jobs.run({ failures: 'returned' })
      await this.#lookAtMonths()
    }
  }

  async purchases() {
    return await this.t.db
      .selectFrom('purchases')
      .selectAll()
      .where('handle_id', '=', this.shop.handle.id)
      .orderBy('id')
      .execute()
  }

  /** Charges of this shop that succeeded. */
  async charges(): Promise<Stripe.Charge[]> {
    const all = await this.t.deps.stripe.charges.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 })
    return all
      .filter(({ paid, transfer_data }) => paid && transfer_data?.destination === this.shop.stripeAccount)
      .toReversed()
  }

  async refunds(): Promise<Stripe.Refund[]> {
    const found: Stripe.Refund[] = []
    for (const { id } of await this.charges()) {
      found.push(...(await this.t.deps.stripe.refunds.list({ charge: id, limit: 100 })).data.toReversed())
    }
    return found
  }

  async disputes(): Promise<Stripe.Dispute[]> {
    const found: Stripe.Dispute[] = []
    for (const { id } of await this.charges()) {
      found.push(...(await this.t.deps.stripe.disputes.list({ charge: id, limit: 100 })).data.toReversed())
    }
    return found
  }

  async earnings() {
    const creator = this.t.client({ token: await this.#creatorToken() })
    const path = { handle: this.shop.handle.name }
    return await unwrap(creator.revenue.getEarnings({ path, query: { from: '2029-01' } }))
  }

  async #lookAtMonths(): Promise<void> {
    const now = this.t.clock.now().toISOString().slice(0, 7)
    const { months } = await this.earnings()
    for (const month of months) {
      if (month.month === now || this.closedMonths.has(month.month)) continue
      this.closedMonths.set(month.month, JSON.stringify(month))
    }
  }

  #partOf(amount: number, part: number): number {
    if (part === 0) return amount
    const step = this.shop.page.price?.currency === 'isk' ? 100 : 10
    const piece = Math.floor((amount * part) / 4)
    return piece - (piece % step)
  }

  async #visitorToken(): Promise<string> {
    return (
      await this.t.make.visitorSession({ visitor: this.shop.visitor, expiresAt: new Date('2100-01-01') })
    ).token
  }

  // Access tokens live for minutes, histories for months.
  async #creatorToken(): Promise<string> {
    return (await openSession(this.t.deps, this.shop.handle.owner.id)).accessToken
  }
}

const choose = <T>(items: readonly T[], pick: number): T | undefined =>
  items.length === 0 ? undefined : items[pick % items.length]
