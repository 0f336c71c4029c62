import { describe, expect, test } from 'vitest'
import { openSession, paidSession, type TestWorld, testWorld } from './world.ts'

async function told(world: TestWorld) {
  await world.local.webhooks.settle()
  return world.inbox.types().filter((type) => type.startsWith('charge.dispute.') || type.startsWith('radar.'))
}

describe('dispute', () => {
  test('of a part, in a currency of the bank', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const id = await world.local.dashboard.openDispute(charge.id, { amount: 1150, currency: 'eur' })
    expect(await world.stripe.disputes.retrieve(id)).toMatchObject({ amount: 1150, currency: 'eur' })
  })

  test('whose funds go and come at times of their own', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const { dashboard } = world.local
    const id = await dashboard.openDispute(charge.id, { withdraw: false })
    expect((await world.stripe.disputes.retrieve(id)).balance_transactions).toEqual([])
    await expect(dashboard.reinstateFunds(id)).rejects.toThrow('reinstated already')
    await dashboard.withdrawFunds(id)
    await expect(dashboard.withdrawFunds(id)).rejects.toThrow('withdrawn already')
    await dashboard.updateDispute(id, 'under_review')
    await dashboard.closeDispute(id, 'won', { moveFunds: false })
    await dashboard.reinstateFunds(id)
    await dashboard.closeDispute(id, 'lost')
    expect((await world.stripe.disputes.retrieve(id)).balance_transactions.map(({ net }) => net)).toEqual([
      -4000, 2500, -2500,
    ])
    expect(await told(world)).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.updated',
      'charge.dispute.closed',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
      'charge.dispute.funds_withdrawn',
    ])
  })

  test('one that was prevented moves no money, and none is refunded on top', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const id = await world.local.dashboard.openDispute(charge.id, { prevented: true })
    expect(await world.stripe.disputes.retrieve(id)).toMatchObject({
      status: 'prevented',
      is_charge_refundable: false,
      balance_transactions: [],
    })
    expect(await told(world)).toEqual(['charge.dispute.created', 'charge.dispute.closed'])
    await expect(world.stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      code: 'charge_disputed',
    })
  })

  test('an inquiry may be prevented, or become a dispute', async () => {
    const world = await testWorld()
    const { dashboard } = world.local
    const first = await paidSession(world)
    const prevented = await dashboard.openDispute(first.charge.id, { inquiry: true })
    await dashboard.closeDispute(prevented, 'prevented')
    expect((await world.stripe.disputes.retrieve(prevented)).status).toBe('prevented')

    const second = await paidSession(world)
    const grown = await dashboard.openDispute(second.charge.id, { inquiry: true })
    await dashboard.updateDispute(grown, 'needs_response')
    await dashboard.withdrawFunds(grown)
    await dashboard.closeDispute(grown, 'lost')
    await dashboard.updateDispute(grown, 'appeal_needs_response')
    expect(await world.stripe.disputes.retrieve(grown)).toMatchObject({
      status: 'appeal_needs_response',
      balance_transactions: [{ amount: -2500 }],
    })
  })

  test('a disputed card charge and a disputed payment of another method refuse refunds by codes of their own', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    await world.local.dashboard.openDispute(charge.id)
    await expect(world.stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      statusCode: 400,
      code: 'charge_disputed',
    })
    const debit = await openSession(world)
    await world.local.buyer.payDelayed(debit.id)
    await world.local.buyer.settleDelayed(debit.id, 'succeeded')
    const { payment_intent } = await world.stripe.checkout.sessions.retrieve(debit.id)
    await world.local.dashboard.openDispute(String(payment_intent))
    await expect(
      world.stripe.refunds.create({ payment_intent: String(payment_intent) }),
    ).rejects.toMatchObject({ statusCode: 400, code: 'refund_disputed_payment' })
  })

  test('fails refunds that wait for funds', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    await world.local.dashboard.setPlatformBalance('lacking')
    const refund = await world.stripe.refunds.create({ charge: charge.id })
    await world.local.dashboard.openDispute(charge.id)
    expect(await world.stripe.refunds.retrieve(refund.id)).toMatchObject({
      status: 'failed',
      failure_reason: 'charge_for_pending_refund_disputed',
    })
    expect((await world.stripe.charges.retrieve(charge.id)).amount_refunded).toBe(0)
  })
})

describe('early fraud warning', () => {
  test('asks for something until the charge is disputed or refunded', async () => {
    const world = await testWorld()
    const { charge, payment } = await paidSession(world)
    const id = await world.local.dashboard.warnOfFraud(payment.id, { fraudType: 'made_with_stolen_card' })
    expect(await world.stripe.radar.earlyFraudWarnings.retrieve(id)).toMatchObject({
      object: 'radar.early_fraud_warning',
      actionable: true,
      charge: charge.id,
      fraud_type: 'made_with_stolen_card',
      payment_intent: payment.id,
    })
    await world.stripe.refunds.create({ charge: charge.id })
    expect((await world.stripe.radar.earlyFraudWarnings.list({ charge: charge.id })).data).toMatchObject([
      { id, actionable: false },
    ])
    expect(await told(world)).toEqual([
      'radar.early_fraud_warning.created',
      'radar.early_fraud_warning.updated',
    ])
  })
})
