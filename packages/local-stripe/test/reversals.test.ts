import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { portionOf } from '../src/resources/portions.ts'
import { openSession, paidSession, type TestWorld, testWorld } from './world.ts'

const both = { reverse_transfer: true, refund_application_fee: true }

async function paidIn(world: TestWorld, currency: string, amount: number, fee: number) {
  const seller = await world.local.dashboard.createReadyAccount()
  const session = await openSession(world, {
    line_items: [
      { quantity: 1, price_data: { currency, unit_amount: amount, product_data: { name: 'Page' } } },
    ],
    payment_intent_data: { application_fee_amount: fee, transfer_data: { destination: seller } },
  })
  await world.local.buyer.pay(session.id)
  const { payment_intent } = await world.stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent.latest_charge'],
  })
  return (payment_intent as Stripe.PaymentIntent).latest_charge as Stripe.Charge
}

describe('transfer reversal', () => {
  test('one that was reversed in full, or more than is left, is an error without a code', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const transfer = String(charge.transfer)
    await world.stripe.transfers.createReversal(transfer, { amount: 2000 })
    await expect(world.stripe.transfers.createReversal(transfer, { amount: 501 })).rejects.toMatchObject({
      statusCode: 400,
      code: undefined,
      param: 'amount',
      message: 'Transfer reversal amount ($5.01) is greater than unreversed amount on transfer ($5.00)',
    })
    await world.stripe.transfers.createReversal(transfer)
    await expect(world.stripe.transfers.createReversal(transfer)).rejects.toMatchObject({
      statusCode: 400,
      code: undefined,
      message: `The transfer ${transfer} is already fully reversed.`,
    })
  })

  test('a refund that reverses more than is left is refused, and leaves all as it was', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    await world.stripe.transfers.createReversal(String(charge.transfer), { amount: 2000 })
    await expect(world.stripe.refunds.create({ charge: charge.id, ...both })).rejects.toMatchObject({
      statusCode: 400,
      message: 'Transfer reversal amount ($25.00) is greater than unreversed amount on transfer ($5.00)',
    })
    expect((await world.stripe.refunds.list({ charge: charge.id })).data).toEqual([])
    await world.stripe.refunds.create({ charge: charge.id, amount: 500, ...both })
    await expect(
      world.stripe.refunds.create({ charge: charge.id, reverse_transfer: true }),
    ).rejects.toMatchObject({ message: `The transfer ${charge.transfer} is already fully reversed.` })
    await world.stripe.refunds.create({ charge: charge.id })
  })

  test('a refund that failed leaves its reversal and its fee refund: the next one cannot reverse again', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const { id } = await world.stripe.refunds.create({ charge: charge.id, ...both })
    await world.local.dashboard.setRefundStatus(id, 'failed')
    expect(
      await world.stripe.charges.retrieve(charge.id, { expand: ['transfer', 'application_fee'] }),
    ).toMatchObject({
      amount_refunded: 0,
      transfer: { reversed: true },
      application_fee: { refunded: true },
    })
    await expect(world.stripe.refunds.create({ charge: charge.id, ...both })).rejects.toMatchObject({
      message: `The transfer ${charge.transfer} is already fully reversed.`,
    })
    await expect(
      world.stripe.refunds.create({ charge: charge.id, refund_application_fee: true }),
    ).rejects.toMatchObject({ message: expect.stringContaining('has already been refunded') })
    await world.stripe.refunds.create({ charge: charge.id })
  })

  test('a transfer without a fee has none to refund', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const destination = await world.local.dashboard.createReadyAccount()
    const transfer = await world.stripe.transfers.create({ amount: 100, currency: 'usd', destination })
    await expect(
      world.stripe.transfers.createReversal(transfer.id, { refund_application_fee: true }),
    ).rejects.toMatchObject({ param: 'refund_application_fee' })
    await world.stripe.transfers.createReversal(String(charge.transfer), { refund_application_fee: true })
  })
})

describe('refunds made at Stripe', () => {
  test('with the transfer and the fee, when asked', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const id = await world.local.dashboard.refund(charge.id, 1000, {
      reverseTransfer: true,
      refundApplicationFee: true,
    })
    expect(await world.stripe.refunds.retrieve(id, { expand: ['transfer_reversal'] })).toMatchObject({
      amount: 1000,
      metadata: {},
      transfer_reversal: { amount: 1000, source_refund: id },
    })
    const bare = await world.local.dashboard.refund(charge.id)
    expect((await world.stripe.refunds.retrieve(bare)).transfer_reversal).toBeNull()
    const [fee] = (await world.stripe.applicationFees.list({ charge: charge.id })).data
    expect(fee?.amount_refunded).toBe(50)
    await expect(world.local.dashboard.refund(charge.id)).rejects.toThrow('already been refunded')
  })
})

describe('application fee refunds', () => {
  test('in parts, until nothing is left', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const fee = String(charge.application_fee)
    const part = await world.stripe.applicationFees.createRefund(fee, { amount: 25, metadata: { why: 'x' } })
    expect(part).toMatchObject({
      object: 'fee_refund',
      amount: 25,
      currency: 'usd',
      fee,
      metadata: { why: 'x' },
    })
    await expect(world.stripe.applicationFees.createRefund(fee, { amount: 101 })).rejects.toMatchObject({
      statusCode: 400,
      param: 'amount',
    })
    expect(await world.stripe.applicationFees.createRefund(fee)).toMatchObject({ amount: 100 })
    await expect(world.stripe.applicationFees.createRefund(fee)).rejects.toMatchObject({ statusCode: 400 })
    expect((await world.stripe.applicationFees.listRefunds(fee)).data).toHaveLength(2)
    await expect(world.stripe.applicationFees.createRefund('fee_none')).rejects.toMatchObject({
      code: 'resource_missing',
    })
  })
})

describe('transfers', () => {
  test('carry source, group and metadata, and are listed by group', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const destination = String(charge.transfer_data?.destination)
    const back = { currency: 'usd', destination, transfer_group: 'pur_1', metadata: { step: '1' } }
    await expect(
      world.stripe.transfers.create({ ...back, amount: 1, source_transaction: charge.id }),
    ).rejects.toMatchObject({ statusCode: 400, param: 'amount' })
    await world.stripe.transfers.createReversal(String(charge.transfer))
    const made = await world.stripe.transfers.create({ ...back, amount: 2375, source_transaction: charge.id })
    expect(made).toMatchObject({
      source_transaction: charge.id,
      transfer_group: 'pur_1',
      metadata: { step: '1' },
    })
    expect((await world.stripe.transfers.list({ transfer_group: 'pur_1' })).data.map(({ id }) => id)).toEqual(
      [made.id],
    )
  })
})

describe('amounts that a currency cannot express', () => {
  test.each([
    ['isk', 250_000, 12_500, 100, 150],
    ['ugx', 500_000, 25_000, 100, 50],
    ['kwd', 25_000, 1250, 10, 15],
  ])('%s: refunds, reversals, fee refunds, transfers', async (currency, price, fee, good, bad) => {
    const world = await testWorld()
    const charge = await paidIn(world, currency, price, fee)
    const { stripe } = world
    const destination = String(charge.transfer_data?.destination)
    const makers = [
      (amount: number) => stripe.refunds.create({ charge: charge.id, amount }),
      (amount: number) => stripe.transfers.createReversal(String(charge.transfer), { amount }),
      (amount: number) => stripe.applicationFees.createRefund(String(charge.application_fee), { amount }),
      (amount: number) => stripe.transfers.create({ amount, currency, destination }),
    ]
    for (const make of makers) {
      await expect(make(bad)).rejects.toMatchObject({ statusCode: 400, param: 'amount' })
      expect(await make(good)).toMatchObject({ amount: good })
    }
  })

  test('parts of a fee are rounded down to what there is, and add up to all of it', async () => {
    const world = await testWorld()
    const charge = await paidIn(world, 'isk', 250_000, 12_500)
    const amounts = []
    for (const amount of [83_300, 83_300, 83_400]) {
      await world.stripe.refunds.create({ charge: charge.id, amount, ...both })
      const [last] = (await world.stripe.applicationFees.listRefunds(String(charge.application_fee))).data
      amounts.push(last?.amount)
    }
    expect(amounts).toEqual([4100, 4200, 4200])
  })
})

test('portions are cumulative, exact, and of whole steps', () => {
  expect(portionOf(125, { before: 0, part: 833, whole: 2500 })).toBe(41)
  expect(portionOf(125, { before: 833, part: 834, whole: 2500 })).toBe(42)
  expect(portionOf(125, { before: 1667, part: 833, whole: 2500 })).toBe(42)
  expect(portionOf(12_500, { before: 0, part: 1, whole: 3 }, 100)).toBe(4100)
  expect(portionOf(12_500, { before: 1, part: 2, whole: 3 }, 100)).toBe(8400)
})
