import { isRefusal, type Refusal } from './api/errors.ts'
import type { LocalStripe } from './local-stripe.ts'
import { newAccount } from './resources/account-object.ts'
import { announce, completeOnboarding, connectedAccount, deauthorize } from './resources/accounts.ts'
import { closeDispute, openDispute } from './resources/disputes.ts'
import { offersDelayed, type Payer, payByCard, payDelayed, settlePayment } from './resources/payments.ts'
import { refundCharge, setRefundStatus } from './resources/refunds.ts'
import { declinedCard, okCard } from './world/cards.ts'
import { faultTag } from './world/fault-scripts.ts'
import type { Account, Charge, Session } from './world/objects.ts'
import { change, must, type World } from './world/world.ts'

/** Where the buyer goes after paying: the literal `{CHECKOUT_SESSION_ID}` is replaced, encoded braces are not. */
export function successUrl(session: Session): string {
  return (session.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id)
}

/** Where the back link leads. */
export function cancelUrl(session: Session): string {
  return (session.cancel_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id)
}

function openSession(world: World, id: string): Session {
  const session = must(world.state.sessions, id)
  if (session.status !== 'open') throw new Error(`checkout session ${id} is ${session.status}`)
  return session
}

function chargeFor(world: World, id: string): Charge {
  const payment = id.startsWith('pi_') ? must(world.state.paymentIntents, id) : null
  return must(world.state.charges, payment === null ? id : (payment.latest_charge ?? ''))
}

function accountFor(world: World, id: string): Account {
  const account = connectedAccount(world, id)
  if (isRefusal(account)) throw new Error(`local Stripe has no account '${id}'`)
  return account
}

/** People see an error where the API answers with a refusal. */
function done<T extends object>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(result.refused.error.message)
  return result
}

function payerOf(session: Session, email?: string): Payer {
  const address = email ?? session.customer_email ?? 'buyer@example.test'
  return { email: address, name: null, fault: faultTag(address) }
}

export function createBuyer(world: World): LocalStripe['buyer'] {
  return {
    async pay(sessionId, options = {}) {
      const session = openSession(world, sessionId)
      const number = options.card === 'declined' ? declinedCard : okCard
      const page = session.url ?? ''
      const outcome = change(world, () => payByCard(world, session, number, payerOf(session, options.email)))
      return { redirect: outcome.result === 'complete' ? successUrl(session) : page }
    },
    async payDelayed(sessionId) {
      const session = openSession(world, sessionId)
      if (!offersDelayed(session)) throw new Error(`checkout session ${sessionId} offers no delayed method`)
      change(world, () => payDelayed(world, session, payerOf(session)))
      return { redirect: successUrl(session) }
    },
    async settleDelayed(sessionId, outcome) {
      const payment = must(
        world.state.paymentIntents,
        must(world.state.sessions, sessionId).payment_intent ?? '',
      )
      if (payment.status !== 'processing') throw new Error(`payment ${payment.id} is ${payment.status}`)
      change(world, () => settlePayment(world, payment, outcome))
    },
    async cancel(sessionId) {
      return { redirect: cancelUrl(must(world.state.sessions, sessionId)) }
    },
  }
}

export function createDashboard(world: World): LocalStripe['dashboard'] {
  return {
    async refund(id, amount, options = {}) {
      const charge = chargeFor(world, id)
      const wish = { amount: amount ?? charge.amount - charge.amount_refunded, ...options }
      return change(world, () => done(refundCharge(world, charge, wish))).id
    },
    async setRefundStatus(refundId, status) {
      change(world, () => setRefundStatus(world, must(world.state.refunds, refundId), status))
    },
    async openDispute(id, options) {
      return change(world, () => openDispute(world, chargeFor(world, id), options)).id
    },
    async closeDispute(disputeId, outcome) {
      change(world, () => closeDispute(world, must(world.state.disputes, disputeId), outcome))
    },
    async updateAccount(accountId, given) {
      const account = accountFor(world, accountId)
      change(world, () => {
        account.charges_enabled = given.chargesEnabled ?? account.charges_enabled
        account.details_submitted = given.detailsSubmitted ?? account.details_submitted
        account.payouts_enabled = given.payoutsEnabled ?? account.payouts_enabled
        if (given.transfers !== undefined)
          account.capabilities = { ...account.capabilities, transfers: given.transfers }
        announce(world, account)
      })
    },
    async deauthorizeAccount(accountId) {
      const account = accountFor(world, accountId)
      change(world, () => deauthorize(world, account))
    },
    async createReadyAccount(options) {
      return change(world, () => {
        if (options?.id !== undefined && Object.hasOwn(world.state.accounts, options.id)) return options.id
        const account = newAccount(world, { id: options?.id, type: 'express' })
        completeOnboarding(world, account)
        return account.id
      })
    },
  }
}
