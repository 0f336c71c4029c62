import { closeDispute, disputeOf, openDispute } from '../resources/disputes.ts'
import { settlePayment } from '../resources/payments.ts'
import { refundCharge, setRefundStatus } from '../resources/refunds.ts'
import { expireSession } from '../resources/sessions.ts'
import { awaitedVoucher } from '../resources/voucher-methods.ts'
import { endVoucher } from '../resources/vouchers.ts'
import type { Task, TaskWork } from './state.ts'
import { must, type World } from './world.ts'

type Runner = {
  [K in Exclude<TaskWork['kind'], 'deliver'>]: (world: World, work: Extract<TaskWork, { kind: K }>) => void
}

const runners: Runner = {
  expire_session(world, { id }) {
    const session = must(world.state.sessions, id)
    if (session.status === 'open') expireSession(world, session)
  },
  settle_payment(world, { id, outcome }) {
    const payment = must(world.state.paymentIntents, id)
    if (payment.status === 'processing') settlePayment(world, payment, outcome)
  },
  expire_voucher(world, { id }) {
    const payment = must(world.state.paymentIntents, id)
    if (awaitedVoucher(payment) !== null) endVoucher(world, payment, 'expired')
  },
  settle_refund(world, { id, status }) {
    const refund = must(world.state.refunds, id)
    const expected = status === 'failed' ? ['pending', 'requires_action', 'succeeded'] : ['pending']
    if (expected.includes(refund.status ?? '')) setRefundStatus(world, refund, status)
  },
  refund(world, { id, amount }) {
    const charge = must(world.state.charges, id)
    const left = charge.amount - charge.amount_refunded
    if (left > 0) refundCharge(world, charge, { amount: Math.min(amount, left) })
  },
  open_dispute(world, { id, inquiry, reason }) {
    openDispute(world, must(world.state.charges, id), { inquiry, reason })
  },
  close_dispute(world, { id, outcome }) {
    const dispute = disputeOf(world, id)
    const expected = outcome === 'lost' ? 'won' : 'needs_response'
    if (dispute?.status === expected) closeDispute(world, dispute, outcome)
  },
}

/** Does what a task planned; a task whose moment has passed (the session was paid) does nothing. */
export function runTask(world: World, task: Exclude<Task, { kind: 'deliver' }>): void {
  const run = runners[task.kind] as (world: World, work: TaskWork) => void
  run(world, task)
}
