import { unwrap } from '@latchkey/sdk'
import { expect, onTestFinished, test, vi } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { whileHeld } from '../../../test/meanwhile.ts'
import { openShop, type Shop } from '../../../test/shop.ts'
import { settleSession } from '../purchases/service.ts'

const t = await testApp({ stripe: true })

/** How many of these jobs wait. */
const planned = async (task: 'close_checkouts' | 'refund_unfit_payment') =>
  (await t.deps.pool.query('select from graphile_worker.jobs where task_identifier = $1', [task])).rowCount

/**
 * Begins a checkout and has it be forgotten here while it is open at Stripe, as one is whose end Stripe has confirmed. So
 * there can be a second one.
 */
async function forgotten(shop: Shop): Promise<string> {
  const { checkoutSessionId } = await unwrap(shop.checkout())
  await t.db
    .updateTable('checkout_sessions')
    .set({ state: 'expired' })
    .where('stripe_session_id', '=', checkoutSessionId)
    .execute()
  return checkoutSessionId
}

const isOpen = async (sessionId: string) =>
  (await t.deps.stripe.checkout.sessions.retrieve(sessionId)).status === 'open'

/** Has Stripe's answer about a session come only after something else was done, once. */
function beforeAnswer(sessionId: string, meanwhile: () => Promise<unknown>) {
  const { sessions } = t.deps.stripe.checkout
  const retrieve = sessions.retrieve.bind(sessions)
  let pending = true
  const spy = vi.spyOn(sessions, 'retrieve').mockImplementation((async (id: string, params: object) => {
    const answer = await retrieve(id, params)
    if (id === sessionId && pending) {
      pending = false
      await meanwhile()
    }
    return answer
  }) as never)
  onTestFinished(() => spy.mockRestore())
  return spy
}

test('a purchase with nothing else open plans nothing that would close it', async () => {
  const shop = await openShop(t)
  const { checkoutSessionId } = await unwrap(shop.checkout())
  await t.stripe.buyer.pay(checkoutSessionId)
  expect(await unwrap(shop.confirm(checkoutSessionId))).toMatchObject({ status: 'paid' })
  expect(await planned('close_checkouts')).toBe(0)
  await shop.settled()
})

test('what else is open for the page when it is paid is closed', async () => {
  const shop = await openShop(t)
  const first = await forgotten(shop)
  const second = await unwrap(shop.checkout())
  await t.stripe.buyer.pay(first)
  t.stripe.webhooks.lose(true)
  onTestFinished(() => t.stripe.webhooks.lose(false))
  expect(await settleSession(t.deps, first, 'paid')).toBe(true)
  // Settled by its own session alone: what is left open is another one's.
  await t.db
    .updateTable('checkout_sessions')
    .set({ state: 'open' })
    .where('stripe_session_id', '=', second.checkoutSessionId)
    .execute()
  expect(await planned('close_checkouts')).toBe(1)
  await t.jobs.run()
  expect(await isOpen(second.checkoutSessionId)).toBe(false)
})

test('a checkout that begins at the moment at which the page is paid is closed, or does not begin', async () => {
  const shop = await openShop(t)
  const first = await forgotten(shop)
  await t.stripe.buyer.pay(first)
  const { id } = await shop.payment()
  // It is stored, and not committed, when the payment is settled.
  const { opening, paying } = await whileHeld(
    t,
    [
      [
        `select graphile_worker.add_job('check_checkout', '{"purchaseId":"none","attempt":0,"round":0}', job_key => $1)`,
        `checkout:${id}:2`,
      ],
    ],
    async (waiting) => {
      const opening = shop.checkout()
      await waiting(1)
      const paying = settleSession(t.deps, first, 'paid')
      await waiting(2)
      return { opening, paying }
    },
  )
  await Promise.all([opening, paying])
  await shop.settled()
  const { data } = await t.deps.stripe.checkout.sessions.list({ status: 'open', limit: 100 })
  expect(data.filter(({ metadata }) => metadata?.purchase_id === id)).toEqual([])
})

test('who finds that an event was faster, which told as much, does not ask Stripe again', async () => {
  const shop = await openShop(t)
  const { checkoutSessionId } = await unwrap(shop.checkout())
  await t.stripe.buyer.pay(checkoutSessionId)
  const asked = beforeAnswer(checkoutSessionId, () => settleSession(t.deps, checkoutSessionId, 'paid'))
  expect(await unwrap(shop.confirm(checkoutSessionId))).toEqual({ status: 'paid', hasAccess: true })
  expect(asked).toHaveBeenCalledTimes(2)
})

test('who finds that another payment was faster asks again, and theirs is given back', async () => {
  const shop = await openShop(t)
  const first = await forgotten(shop)
  const { checkoutSessionId: second } = await unwrap(shop.checkout())
  t.stripe.webhooks.lose(true)
  onTestFinished(() => t.stripe.webhooks.lose(false))
  await t.stripe.buyer.pay(first)
  await t.stripe.buyer.pay(second)
  beforeAnswer(second, () => settleSession(t.deps, first, 'paid'))
  expect(await unwrap(shop.confirm(second))).toMatchObject({ status: 'paid' })
  expect(await planned('refund_unfit_payment')).toBe(1)
  await t.jobs.run()
  const charges = await shop.charges()
  expect(charges.map(({ refunded }) => refunded).sort()).toEqual([false, true])
})
