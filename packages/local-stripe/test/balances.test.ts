import { describe, expect, test } from 'vitest'
import { paidSession, testWorld } from './world.ts'

const both = { reverse_transfer: true, refund_application_fee: true }

describe('a seller whose balance lacks', () => {
  test('a drained account is not reversed beyond what it holds', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const seller = String(charge.transfer_data?.destination)
    const transfer = String(charge.transfer)
    const [payout = ''] = await world.local.dashboard.drainBalance(seller)
    expect(await world.stripe.payouts.retrieve(payout, {}, { stripeAccount: seller })).toMatchObject({
      amount: 2375,
      currency: 'usd',
      status: 'paid',
    })
    const lacking = { statusCode: 400, code: 'balance_insufficient' }
    await expect(world.stripe.transfers.createReversal(transfer, { amount: 1 })).rejects.toMatchObject(
      lacking,
    )
    await expect(world.stripe.refunds.create({ charge: charge.id, ...both })).rejects.toMatchObject(lacking)
    await expect(world.local.dashboard.refund(charge.id, 100, { reverseTransfer: true })).rejects.toThrow(
      'too low',
    )
    expect(await world.stripe.charges.retrieve(charge.id, { expand: ['transfer'] })).toMatchObject({
      amount_refunded: 0,
      transfer: { amount_reversed: 0 },
    })

    await world.local.dashboard.topUp(seller, 1000, 'usd')
    await world.stripe.transfers.createReversal(transfer, { amount: 1000 })
    await expect(world.stripe.transfers.createReversal(transfer, { amount: 1 })).rejects.toMatchObject(
      lacking,
    )
    await world.stripe.refunds.create({ charge: charge.id })
  })

  test('what the same call gives back of the fee counts', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const seller = String(charge.transfer_data?.destination)
    await world.local.dashboard.drainBalance(seller)
    await world.local.dashboard.topUp(seller, 2375, 'usd')
    await world.stripe.refunds.create({ charge: charge.id, ...both })
  })

  test('the transfer of a destination charge may leave an account in debt, another transfer may not', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const destination = String(charge.transfer_data?.destination)
    await world.stripe.transfers.createReversal(String(charge.transfer))
    const { available, pending } = await world.stripe.balance.retrieve({}, { stripeAccount: destination })
    expect((available[0]?.amount ?? 0) + (pending[0]?.amount ?? 0)).toBe(-125)
    const back = await world.stripe.transfers.create({ amount: 1000, currency: 'usd', destination })
    await expect(world.stripe.transfers.createReversal(back.id)).rejects.toMatchObject({
      code: 'balance_insufficient',
    })
    await world.stripe.transfers.createReversal(back.id, { amount: 875 })
  })

  test('payouts are told to Connect endpoints; one that fails gives the money back', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const seller = String(charge.transfer_data?.destination)
    const [payout = ''] = await world.local.dashboard.drainBalance(seller)
    expect(await world.local.dashboard.drainBalance(seller)).toEqual([])
    await world.local.dashboard.failPayout(payout)
    await world.local.webhooks.settle()
    const told = world.connectInbox.events.filter(({ type }) => type.startsWith('payout.'))
    expect(told.map(({ type, account }) => [type, account])).toEqual([
      ['payout.created', seller],
      ['payout.paid', seller],
      ['payout.failed', seller],
    ])
    expect(await world.stripe.payouts.list({}, { stripeAccount: seller })).toMatchObject({
      data: [{ id: payout, status: 'failed', failure_code: 'account_closed' }],
    })
    await world.stripe.transfers.createReversal(String(charge.transfer), { amount: 2375 })
    await expect(world.local.dashboard.failPayout(payout)).rejects.toThrow('has failed already')
  })
})

describe('a platform whose balance lacks', () => {
  test('refunds wait until there is enough', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    await world.local.dashboard.setPlatformBalance('lacking')
    const refund = await world.stripe.refunds.create({ charge: charge.id, ...both })
    expect(refund).toMatchObject({ status: 'pending', pending_reason: 'insufficient_funds' })
    await world.local.clock.advance(30 * 24 * 3600 * 1000)
    expect((await world.stripe.refunds.retrieve(refund.id)).status).toBe('pending')
    await world.local.dashboard.setPlatformBalance('enough')
    await world.local.webhooks.settle()
    const after = await world.stripe.refunds.retrieve(refund.id)
    expect(after.status).toBe('succeeded')
    expect(after.pending_reason).toBeUndefined()
    expect(world.inbox.types().slice(-2)).toEqual(['refund.updated', 'charge.refund.updated'])
  })

  test('transfers from the balance are refused, those from a charge are not', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const destination = String(charge.transfer_data?.destination)
    await world.stripe.transfers.createReversal(String(charge.transfer))
    await world.local.dashboard.setPlatformBalance('lacking')
    const wanted = { amount: 100, currency: 'usd', destination }
    await expect(world.stripe.transfers.create(wanted)).rejects.toMatchObject({
      statusCode: 400,
      code: 'balance_insufficient',
    })
    await world.stripe.transfers.create({ ...wanted, source_transaction: charge.id })
    await world.local.dashboard.setPlatformBalance('enough')
    await world.stripe.transfers.create(wanted)
  })
})
