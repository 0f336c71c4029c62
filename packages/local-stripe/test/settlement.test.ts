import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { currencies } from '../src/world/currencies.ts'
import { convert, rateBetween } from '../src/world/exchange.ts'
import { openSession, type TestWorld, testWorld } from './world.ts'

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
  const { id } = (payment_intent as Stripe.PaymentIntent).latest_charge as Stripe.Charge
  return read(world, id)
}

async function read(world: TestWorld, id: string) {
  const charge = await world.stripe.charges.retrieve(id, {
    expand: ['balance_transaction', 'transfer', 'application_fee'],
  })
  return {
    id,
    charge,
    seller: String(charge.transfer_data?.destination),
    settled: charge.balance_transaction as Stripe.BalanceTransaction,
    transfer: charge.transfer as Stripe.Transfer,
    fee: charge.application_fee as Stripe.ApplicationFee,
  }
}

describe('settlement', () => {
  test('in its own currency where nothing else is said', async () => {
    const world = await testWorld()
    const { settled, transfer, fee } = await paidIn(world, 'jpy', 2500, 125)
    expect(settled).toMatchObject({ amount: 2500, currency: 'jpy', exchange_rate: null })
    expect(transfer).toMatchObject({ amount: 2500, currency: 'jpy' })
    expect(fee).toMatchObject({ amount: 125, currency: 'jpy' })
  })

  test('another currency is converted to the default; transfer, fee, reversals and fee refunds with it', async () => {
    const world = await testWorld({ settlementCurrencies: ['usd', 'eur'] })
    expect(await world.stripe.accounts.retrieveCurrent()).toMatchObject({ default_currency: 'usd' })
    const first = await paidIn(world, 'jpy', 1001, 51)
    const { settled, transfer, fee, id } = first
    expect(first.charge).toMatchObject({ amount: 1001, currency: 'jpy', application_fee_amount: 51 })
    expect(settled).toMatchObject({
      amount: 667,
      currency: 'usd',
      exchange_rate: 0.666666667,
      fee: 49,
      net: 618,
    })
    expect(transfer).toMatchObject({ amount: 667, currency: 'usd' })
    expect(fee).toMatchObject({ amount: 34, currency: 'usd' })
    const held = async () => {
      const { pending } = await world.stripe.balance.retrieve({}, { stripeAccount: first.seller })
      return Object.fromEntries(pending.map(({ currency, amount }) => [currency, amount]))
    }
    expect(await held()).toEqual({ usd: 633 })

    const refunds = []
    for (const amount of [333, 333, 335]) {
      refunds.push(
        await world.stripe.refunds.create({
          charge: id,
          amount,
          ...both,
          expand: ['transfer_reversal', 'balance_transaction'],
        }),
      )
    }
    expect(
      refunds.map(({ amount, currency, transfer_reversal: reversal, balance_transaction: booked }) => [
        amount,
        currency,
        (reversal as Stripe.TransferReversal).amount,
        (booked as Stripe.BalanceTransaction).amount,
        (booked as Stripe.BalanceTransaction).currency,
      ]),
    ).toEqual([
      [333, 'jpy', 221, -221, 'usd'],
      [333, 'jpy', 222, -222, 'usd'],
      [335, 'jpy', 224, -224, 'usd'],
    ])
    const after = await read(world, id)
    expect(after.transfer).toMatchObject({ amount_reversed: 667, reversed: true })
    expect(after.fee).toMatchObject({ amount_refunded: 34, refunded: true })
    expect(after.fee.refunds.data.map(({ amount, currency }) => [amount, currency])).toEqual([
      [12, 'usd'],
      [11, 'usd'],
      [11, 'usd'],
    ])
    expect(await held()).toEqual({ usd: 0 })
  })

  test('a currency of the list is not converted', async () => {
    const world = await testWorld({ settlementCurrencies: ['usd', 'eur'] })
    const { settled, transfer } = await paidIn(world, 'eur', 2500, 125)
    expect(settled).toMatchObject({ amount: 2500, currency: 'eur', exchange_rate: null })
    expect(transfer).toMatchObject({ amount: 2500, currency: 'eur' })
  })

  test('disputes move what their amount is worth in the currency of the balance', async () => {
    const world = await testWorld({ settlementCurrencies: ['usd'] })
    const { id } = await paidIn(world, 'jpy', 1500, 75)
    const dispute = await world.local.dashboard.openDispute(id, { amount: 600 })
    expect(await world.stripe.disputes.retrieve(dispute)).toMatchObject({
      amount: 600,
      currency: 'jpy',
      balance_transactions: [{ amount: -400, currency: 'usd', exchange_rate: 0.666666667 }],
    })
    const own = await paidIn(world, 'usd', 2500, 125)
    const foreign = await world.local.dashboard.openDispute(own.id, { amount: 1500, currency: 'jpy' })
    expect(await world.stripe.disputes.retrieve(foreign)).toMatchObject({
      currency: 'jpy',
      balance_transactions: [{ amount: -1000, currency: 'usd' }],
    })
  })

  test('transfers are of what the platform has', async () => {
    const world = await testWorld({ settlementCurrencies: ['usd'] })
    const { id, seller: destination, transfer } = await paidIn(world, 'jpy', 1500, 75)
    await expect(
      world.stripe.transfers.create({ amount: 100, currency: 'jpy', destination }),
    ).rejects.toMatchObject({ code: 'balance_insufficient' })
    await world.stripe.transfers.createReversal(transfer.id, { amount: 500 })
    const back = { amount: 500, destination, source_transaction: id }
    await expect(world.stripe.transfers.create({ ...back, currency: 'jpy' })).rejects.toMatchObject({
      statusCode: 400,
      param: 'currency',
    })
    await world.stripe.transfers.create({ ...back, currency: 'usd' })
    await expect(world.stripe.transfers.create({ ...back, currency: 'usd' })).rejects.toMatchObject({
      statusCode: 400,
      param: 'amount',
    })
  })

  test('a bank account that is added later changes what follows', async () => {
    const world = await testWorld()
    await world.local.dashboard.updatePlatform({ settlementCurrencies: ['eur'] })
    expect(await world.stripe.accounts.retrieveCurrent()).toMatchObject({ default_currency: 'eur' })
    expect((await paidIn(world, 'usd', 2500, 125)).transfer).toMatchObject({ amount: 2300, currency: 'eur' })
    await world.local.dashboard.updatePlatform({ settlementCurrencies: [] })
    expect((await paidIn(world, 'usd', 2500, 125)).transfer).toMatchObject({ amount: 2500, currency: 'usd' })
  })

  test('an unknown settlement currency is a mistake', async () => {
    await expect(testWorld({ settlementCurrencies: ['xxx'] })).rejects.toThrow("knows no currency 'xxx'")
  })
})

test('every currency has a rate, rounded to the nearest unit', () => {
  for (const currency of currencies) expect(rateBetween(currency, 'usd')).toBeGreaterThan(0)
  expect(convert(3, 0.5)).toBe(2)
  expect(convert(99_999_999, rateBetween('vnd', 'usd'))).toBe(400_000)
})
