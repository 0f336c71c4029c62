import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { startInstance } from '../../../test/mortal.ts'
import { openShop } from '../../../test/shop.ts'

// Sweeps that die, run twice at once, or come late. They plan jobs by key, and what the jobs do is done once.

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

/** Three sales, of which one was refunded, one is disputed and one is at rest; nobody was told of it. `later`: seconds after the sales, with a sweep before it. */
async function unheard({ later = 0 } = {}) {
  t.stripe.webhooks.lose(false)
  const shops = [await openShop(t), await openShop(t), await openShop(t)] as const
  const [refunded, disputed] = shops
  const payments = [await refunded.buy(), await disputed.buy(), await shops[2].buy()] as const
  if (later > 0) {
    await t.clock.advance(later)
    await t.jobs.run()
    await startInstance(t).sweep()
    await t.jobs.run()
  }
  t.stripe.webhooks.lose(true)
  await t.stripe.dashboard.refund(payments[0].paymentIntentId)
  await t.stripe.dashboard.openDispute(payments[1].paymentIntentId)
  return shops
}

type Shops = Awaited<ReturnType<typeof unheard>>

const accesses = (shops: Shops) => Promise.all(shops.map(async (shop) => (await shop.payment()).access))

/** How many rows of its ledger each has, how many mails its buyer got, and what the creator earned. */
const books = (shops: Shops) =>
  Promise.all(
    shops.map(async (shop) => {
      const { id } = await shop.payment()
      const ledger = await t.db
        .selectFrom('ledger_entries')
        .select('id')
        .where('purchase_id', '=', id)
        .execute()
      const posted = await t.db
        .selectFrom('earnings')
        .select((select) => [
          select.fn.sum<number>('gross').as('gross'),
          select.fn.sum<number>('refunds').as('refunds'),
          select.fn.sum<number>('disputes').as('disputes'),
        ])
        .where('purchase_id', '=', id)
        .executeTakeFirstOrThrow()
      return { ledger: ledger.length, mails: (await t.mail.to(shop.visitor.email)).length, ...posted }
    }),
  )

const AT_REST = ['ended', 'suspended', 'active']

test('a sweep that dies at any call leaves the rest to the next one, which plans no job twice', async () => {
  const shops = await unheard()
  let deaths = 0
  for (let call = 1; ; call++) {
    const instance = startInstance(t)
    instance.dieAt(call)
    await instance.sweep().catch(() => null)
    if (!instance.dead) break
    deaths++
  }
  expect(deaths).toBeGreaterThan(5)
  const { rows } = await t.deps.pool.query(
    `select key from graphile_worker.jobs where task_identifier = 'settle_purchase'`,
  )
  const keys = rows.map(({ key }) => key)
  expect(keys).toEqual([...new Set(keys)])
  await t.jobs.run()
  expect(await accesses(shops)).toEqual(AT_REST)
})

test('the jobs of a sweep that die at any call are done by the next worker, once', async () => {
  const shops = await unheard()
  await startInstance(t).sweep()
  let deaths = 0
  for (const call of [1, 4, 8, 13, 19, 26, 34]) {
    const instance = startInstance(t)
    instance.dieAt(call)
    await instance.jobs.run({ failures: 'returned' }).catch(() => null)
    if (instance.dead) deaths++
    // What failed is due again after a back-off.
    await t.clock.advance(3600)
  }
  expect(deaths).toBeGreaterThan(3)
  await t.clock.advance(5 * 86_400)
  await t.jobs.run({ failures: 'returned' })
  expect(await accesses(shops)).toEqual(AT_REST)
  const once = await books(shops)
  expect(once.map(({ ledger }) => ledger)).toEqual([2, 2, 1])
  expect(once.map(({ gross, refunds, disputes }) => [gross, refunds, disputes].map(Number))).toEqual([
    [2500, 0, 0],
    [2500, 0, 2500],
    [2500, 0, 0],
  ])
})

test('two processes that sweep and work at once do everything once', async () => {
  const shops = await unheard()
  const [one, other] = [startInstance(t), startInstance(t)]
  await Promise.all([one.sweep(), other.sweep()])
  await Promise.all([one.jobs.run(), other.jobs.run()])
  const first = await books(shops)
  await Promise.all([one.sweep(), other.sweep()])
  await Promise.all([one.jobs.run(), other.jobs.run()])
  expect(await accesses(shops)).toEqual(AT_REST)
  expect(await books(shops)).toEqual(first)
  expect(first.map(({ ledger }) => ledger)).toEqual([2, 2, 1])
})

test('after an outage of weeks everything that happened in it is caught up with', async () => {
  const shops = await unheard({ later: 40 * 86_400 })
  // What was planned before it is done; nothing was planned for what nobody heard of.
  await t.jobs.run()
  await t.clock.advance(21 * 86_400)
  await t.jobs.run()
  expect(await accesses(shops)).toEqual(['active', 'active', 'active'])
  await startInstance(t).sweep()
  await t.jobs.run()
  expect(await accesses(shops)).toEqual(AT_REST)
})
