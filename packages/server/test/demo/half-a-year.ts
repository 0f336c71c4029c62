import { addSeconds } from '../../src/platform/clock.ts'
import type { TestApp } from '../app.ts'
import { chance } from './chance.ts'
import { DAYS, type Deed } from './deed.ts'
import { planAbandoned, planSales } from './plan.ts'
import { type Shopkeeper, shopkeeper } from './shopkeeper.ts'
import { Till } from './till.ts'

const REASONS = [
  'Bought it twice by mistake',
  'Expected a video',
  'The pattern was too large for their printer',
  'Changed their mind',
  'Wanted the Kyoto walks instead',
]

/** Has a shop be opened, sell, and pay back for half a year, all of it through the API and the local Stripe. */
export async function halfAYear(t: TestApp): Promise<void> {
  const start = t.clock.now()
  const luck = chance(20_261_128)
  const keeper = await shopkeeper(t)
  const till = new Till(t)
  const sales = planSales(luck, DAYS)
  const deeds = [
    ...keeper.deeds(),
    ...sales.map((sale): Deed => ({ day: sale.day, happen: () => till.sell(sale) })),
    ...planAbandoned(luck, DAYS).map((sale): Deed => ({ day: sale.day, happen: () => till.abandon(sale) })),
    ...afterSales(till, keeper, sales),
  ].toSorted((a, b) => a.day - b.day)
  const late = deeds.filter(({ day }) => day >= DAYS)
  if (late.length > 0) throw new Error(`The demo ends before day ${late[0]?.day}.`)
  const moveTo = async (day: number) => {
    const seconds = Math.round(
      (addSeconds(start, Math.round(day * 24 * 3600)).getTime() - +t.clock.now()) / 1000,
    )
    if (seconds > 0) await t.clock.advance(seconds)
  }
  for (const deed of deeds) {
    await moveTo(deed.day)
    await deed.happen()
    await t.stripe.webhooks.settle()
    await t.jobs.run()
  }
  // What is due at certain times, such as the end of a session at Stripe, gets its own.
  await moveTo(DAYS)
  await t.stripe.webhooks.settle()
  await t.jobs.run()
}

/** What comes of some sales: refunds, a dispute, receipts asked for again. */
function afterSales(till: Till, keeper: Shopkeeper, sales: readonly { day: number; key: string }[]): Deed[] {
  const early = sales.filter(({ day }) => day < DAYS - 21)
  const nth = (index: number) => early[index % early.length] ?? { day: 0, key: '' }
  const refunds = [11, 29, 41, 58, 74, 90, 109, 127, 138, 151].map((index, count): Deed => {
    const { day, key } = nth(index)
    return {
      day: day + 0.4 + (count % 5),
      happen: () => till.refund(key, keeper.creator, REASONS[count % REASONS.length]),
    }
  })
  const partial = [33, 96].map((index): Deed => {
    const { day, key } = nth(index)
    return { day: day + 2.2, happen: () => till.refundPart(key) }
  })
  const [disputed] = sales.filter(({ day }) => day > DAYS - 19)
  const dispute: Deed = {
    day: DAYS - 3.3,
    happen: () => till.dispute(disputed?.key ?? ''),
  }
  const receipts = [60, 120].map((index): Deed => {
    const { day, key } = nth(index)
    return { day: day + 1.1, happen: () => till.resendReceipt(key, keeper.creator) }
  })
  return [...refunds, ...partial, dispute, ...receipts]
}
