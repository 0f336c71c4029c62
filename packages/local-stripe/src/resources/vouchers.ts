import { emit, underFault } from '../world/events.ts'
import type { PaymentIntent, Session } from '../world/objects.ts'
import { now, schedule, type World } from '../world/world.ts'
import { newCharge } from './charges.ts'
import { completeSession, type Payer, type PaymentOutcome, paymentOf, settleCharge } from './payments.ts'
import {
  awaitedVoucher,
  type VoucherMethod,
  type VoucherType,
  voucherExpiry,
  voucherMethods,
} from './voucher-methods.ts'

/** How a voucher ends: paid at the counter, refused there, or not paid in time. */
export type VoucherEnd = 'succeeded' | 'failed' | 'expired'

/** The buyer takes a voucher: the session is complete, the payment waits until it is paid. [docs: Vouchers] */
export function payByVoucher(
  world: World,
  session: Session,
  type: VoucherType,
  payer: Payer,
): PaymentOutcome {
  return underFault(world, payer.fault, () => {
    const payment = paymentOf(world, session)
    const expiresAt = voucherExpiry(now(world), type, session)
    payment.status = 'requires_action'
    payment.next_action = voucherMethods[type].nextAction(`${world.url}/vouchers/${payment.id}`, expiresAt)
    emit(world, 'payment_intent.requires_action', payment)
    schedule(world, (expiresAt + 1) * 1000 - now(world), { kind: 'expire_voucher', id: payment.id })
    return completeSession(world, session, payer, payment)
  })
}

/** A voucher was paid, refused, or ran out. */
export function endVoucher(world: World, payment: PaymentIntent, end: VoucherEnd): void {
  const type = awaitedVoucher(payment)
  const session = Object.values(world.state.sessions).find(({ payment_intent: id }) => id === payment.id)
  if (type === null || session === undefined) throw new Error(`payment ${payment.id} waits for no voucher`)
  if (end === 'succeeded') payVoucher(world, session, payment, voucherMethods[type])
  else failVoucher(world, session, payment, end)
}

function payVoucher(world: World, session: Session, payment: PaymentIntent, method: VoucherMethod): void {
  const payer = { email: session.customer_details?.email ?? '', name: session.customer_details?.name ?? null }
  const charge = newCharge(world, payment, { prefix: 'py', details: method.details() }, payer)
  settleCharge(world, payment, charge, 'succeeded')
  world.state.refundOutcomes[charge.id] = method.refundsItself ? 'pending-succeeded' : 'requires-action'
}

/** Codes: [types: PaymentIntent.LastPaymentError `code`] */
function failVoucher(
  world: World,
  session: Session,
  payment: PaymentIntent,
  end: 'failed' | 'expired',
): void {
  payment.status = 'requires_payment_method'
  payment.next_action = null
  payment.payment_method = null
  payment.last_payment_error = {
    type: 'invalid_request_error',
    code: `payment_intent_payment_attempt_${end}`,
    message: end === 'expired' ? 'The voucher expired before it was paid.' : 'The voucher was not accepted.',
  }
  emit(world, 'payment_intent.payment_failed', payment)
  emit(world, 'checkout.session.async_payment_failed', session)
}
