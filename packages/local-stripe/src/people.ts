import type { LocalStripe } from './local-stripe.ts'
import { offersDelayed, type Payer, payByCard, payDelayed, settlePayment } from './resources/payments.ts'
import { offeredVouchers } from './resources/voucher-methods.ts'
import { endVoucher, payByVoucher } from './resources/vouchers.ts'
import { declinedCard, okCard } from './world/cards.ts'
import { change } from './world/change.ts'
import { faultTag } from './world/fault-scripts.ts'
import type { PaymentIntent, Session } from './world/objects.ts'
import { must, type World } from './world/world.ts'

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

function paymentOf(world: World, sessionId: string): PaymentIntent {
  return must(world.state.paymentIntents, must(world.state.sessions, sessionId).payment_intent ?? '')
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
      const payment = paymentOf(world, sessionId)
      if (payment.status !== 'processing') throw new Error(`payment ${payment.id} is ${payment.status}`)
      change(world, () => settlePayment(world, payment, outcome))
    },
    async payByVoucher(sessionId, method) {
      const session = openSession(world, sessionId)
      const type = offeredVouchers(session.payment_method_types).find((name) => name === (method ?? name))
      if (type === undefined)
        throw new Error(`checkout session ${sessionId} does not offer ${method ?? 'a voucher'}`)
      change(world, () => payByVoucher(world, session, type, payerOf(session)))
      return { redirect: successUrl(session) }
    },
    async payVoucher(sessionId) {
      change(world, () => endVoucher(world, paymentOf(world, sessionId), 'succeeded'))
    },
    async failVoucher(sessionId) {
      change(world, () => endVoucher(world, paymentOf(world, sessionId), 'failed'))
    },
    async expireVoucher(sessionId) {
      change(world, () => endVoucher(world, paymentOf(world, sessionId), 'expired'))
    },
    async cancel(sessionId) {
      return { redirect: cancelUrl(must(world.state.sessions, sessionId)) }
    },
  }
}
