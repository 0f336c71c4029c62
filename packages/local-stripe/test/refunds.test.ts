import { describe, expect, test } from 'vitest'
import { openSession, paidSession, testWorld } from './world.ts'

describe('refund', () => {
  test('full, with transfer and fee taken back', async () => {
    const world = await testWorld()
    const { payment, charge } = await paidSession(world)
    const refund = await world.stripe.refunds.create({
      payment_intent: payment.id,
      reverse_transfer: true,
      refund_application_fee: true,
      reason: 'requested_by_customer',
    })
    expect(refund).toMatchObject({
      amount: 2500,
      status: 'succeeded',
      charge: charge.id,
      reason: 'requested_by_customer',
    })
    const after = await world.stripe.charges.retrieve(charge.id, {
      expand: ['transfer', 'application_fee', 'refunds'],
    })
    expect(after).toMatchObject({
      refunded: true,
      amount_refunded: 2500,
      transfer: { reversed: true, amount_reversed: 2500 },
      application_fee: { refunded: true, amount_refunded: 125 },
      refunds: { data: [{ id: refund.id, transfer_reversal: expect.stringMatching(/^trr_/) }] },
    })
    await world.local.webhooks.settle()
    expect(world.inbox.types().slice(-4)).toEqual([
      'transfer.reversed',
      'application_fee.refunded',
      'refund.created',
      'charge.refunded',
    ])
  })

  test('in parts that add up without losing a cent to rounding', async () => {
    const world = await testWorld()
    const { payment, charge } = await paidSession(world)
    const part = { payment_intent: payment.id, reverse_transfer: true, refund_application_fee: true }
    for (const amount of [833, 834]) await world.stripe.refunds.create({ ...part, amount })
    const halfway = await world.stripe.charges.retrieve(charge.id, { expand: ['application_fee'] })
    expect(halfway).toMatchObject({
      refunded: false,
      amount_refunded: 1667,
      application_fee: { amount_refunded: Math.floor((125 * 1667) / 2500) },
    })
    await world.stripe.refunds.create(part)
    const whole = await world.stripe.charges.retrieve(charge.id, { expand: ['application_fee', 'transfer'] })
    expect(whole).toMatchObject({
      refunded: true,
      application_fee: { amount_refunded: 125, refunded: true },
      transfer: { amount_reversed: 2500 },
    })
    expect(
      (await world.stripe.refunds.list({ payment_intent: payment.id })).data.map(({ amount }) => amount),
    ).toEqual([833, 834, 833])
  })

  test('largest amounts are shared out exactly', async () => {
    const world = await testWorld()
    const price_data = { currency: 'usd', unit_amount: 99_999_999, product_data: { name: 'Page' } }
    const seller = await world.local.dashboard.createReadyAccount()
    const session = await openSession(world, {
      line_items: [{ quantity: 1, price_data }],
      payment_intent_data: { application_fee_amount: 99_999_998, transfer_data: { destination: seller } },
    })
    await world.local.buyer.pay(session.id)
    const { payment_intent } = await world.stripe.checkout.sessions.retrieve(session.id)
    const part = {
      payment_intent: String(payment_intent),
      refund_application_fee: true,
      reverse_transfer: true,
    }
    await world.stripe.refunds.create({ ...part, amount: 99_999_997 })
    const [fee] = (await world.stripe.applicationFees.list()).data
    expect(fee?.amount_refunded).toBe(99_999_996)
    await world.stripe.refunds.create(part)
    expect((await world.stripe.applicationFees.list()).data).toMatchObject([{ refunded: true }])
  })

  test('refuses what is not there', async () => {
    const world = await testWorld()
    const { payment, charge } = await paidSession(world)
    await expect(world.stripe.refunds.create({ charge: charge.id, amount: 2501 })).rejects.toMatchObject({
      statusCode: 400,
      param: 'amount',
      message: 'Refund amount ($25.01) is greater than charge amount ($25.00)',
    })
    await world.stripe.refunds.create({ charge: charge.id })
    await expect(world.stripe.refunds.create({ payment_intent: payment.id })).rejects.toMatchObject({
      statusCode: 400,
      code: 'charge_already_refunded',
    })
    await expect(
      world.stripe.refunds.create({ payment_intent: payment.id, charge: charge.id }),
    ).rejects.toMatchObject({ code: 'parameters_exclusive' })
    await expect(world.stripe.refunds.create({})).rejects.toMatchObject({ code: 'parameter_missing' })
    const unpaid = await openSession(world)
    await world.local.buyer.payDelayed(unpaid.id)
    const { payment_intent } = await world.stripe.checkout.sessions.retrieve(unpaid.id)
    await expect(
      world.stripe.refunds.create({ payment_intent: String(payment_intent) }),
    ).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    })
  })

  test('in the dashboard, of the payment of a Checkout Session', async () => {
    const world = await testWorld()
    const { session, charge } = await paidSession(world)
    const id = await world.local.dashboard.refund(session.id)
    expect(await world.stripe.refunds.retrieve(id)).toMatchObject({ charge: charge.id })
    await expect(world.local.dashboard.refund((await openSession(world)).id)).rejects.toThrow()
  })

  test('one that fails gives the charge its amount back', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const id = await world.local.dashboard.refund(charge.id)
    await world.local.dashboard.setRefundStatus(id, 'pending')
    await world.local.dashboard.setRefundStatus(id, 'failed')
    await world.local.webhooks.settle()
    expect(await world.stripe.refunds.retrieve(id)).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
    })
    expect(await world.stripe.charges.retrieve(charge.id)).toMatchObject({
      refunded: false,
      amount_refunded: 0,
    })
    expect(world.inbox.types().slice(-3)).toEqual([
      'refund.updated',
      'charge.refund.updated',
      'refund.failed',
    ])
  })
})

describe('dispute', () => {
  test('withdraws the funds, blocks refunds, and gives them back when won', async () => {
    const world = await testWorld()
    const { charge, payment } = await paidSession(world)
    const id = await world.local.dashboard.openDispute(payment.id)
    expect(await world.stripe.disputes.retrieve(id)).toMatchObject({
      status: 'needs_response',
      amount: 2500,
      charge: charge.id,
      payment_intent: payment.id,
      is_charge_refundable: false,
      balance_transactions: [{ amount: -2500, fee: 1500, net: -4000 }],
    })
    await expect(world.stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      code: 'charge_disputed',
    })
    await world.local.dashboard.closeDispute(id, 'won')
    await world.local.webhooks.settle()
    expect(
      (await world.stripe.disputes.retrieve(id)).balance_transactions.map(({ amount }) => amount),
    ).toEqual([-2500, 2500])
    expect(world.inbox.types().slice(-4)).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.closed',
      'charge.dispute.funds_reinstated',
    ])
    await world.stripe.refunds.create({ charge: charge.id })
  })

  test('an inquiry moves no money', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const id = await world.local.dashboard.openDispute(charge.id, { inquiry: true })
    await world.local.dashboard.closeDispute(id, 'warning_closed')
    await world.local.webhooks.settle()
    expect(await world.stripe.disputes.retrieve(id)).toMatchObject({
      status: 'warning_closed',
      balance_transactions: [],
    })
    expect(world.inbox.types().slice(-2)).toEqual(['charge.dispute.created', 'charge.dispute.closed'])
  })

  test('funds are recovered from the seller by a transfer reversal', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const transfer = String(charge.transfer)
    const reversal = await world.stripe.transfers.createReversal(transfer, { metadata: { dispute: 'du_1' } })
    expect(reversal).toMatchObject({ amount: 2500, transfer, metadata: { dispute: 'du_1' } })
    await expect(world.stripe.transfers.createReversal(transfer)).rejects.toMatchObject({ statusCode: 400 })
    expect((await world.stripe.transfers.listReversals(transfer)).data).toHaveLength(1)
  })
})
