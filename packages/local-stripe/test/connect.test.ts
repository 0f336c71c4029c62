import { describe, expect, test } from 'vitest'
import { openSession, paidSession, sessionParams, type TestWorld, testWorld } from './world.ts'

const links = {
  type: 'account_onboarding' as const,
  refresh_url: 'http://shop.test/refresh',
  return_url: 'http://shop.test/return',
}

async function openOnboarding(world: TestWorld, account: string) {
  const link = await world.stripe.accountLinks.create({ account, ...links })
  const page = await (await fetch(link.url)).text()
  const visit = /name="visit" value="(\w+)"/.exec(page)?.[1] ?? ''
  const send = (action: string) =>
    fetch(link.url, { method: 'POST', body: new URLSearchParams({ visit, action }), redirect: 'manual' })
  return { link, send }
}

describe('onboarding', () => {
  test('an Express account begins without anything and ends able to sell', async () => {
    const world = await testWorld()
    const account = await world.stripe.accounts.create({
      type: 'express',
      country: 'DE',
      email: 'seller@example.test',
      capabilities: { transfers: { requested: true }, card_payments: { requested: true } },
      metadata: { handle: 'hdl_1' },
    })
    expect(account).toMatchObject({
      type: 'express',
      country: 'DE',
      email: 'seller@example.test',
      metadata: { handle: 'hdl_1' },
      charges_enabled: false,
      details_submitted: false,
      payouts_enabled: false,
      capabilities: { transfers: 'inactive' },
      requirements: { disabled_reason: 'requirements.past_due' },
    })
    await expect(world.stripe.checkout.sessions.create(sessionParams(account.id))).rejects.toMatchObject({
      code: 'insufficient_capabilities_for_transfer',
    })
    const { send } = await openOnboarding(world, account.id)
    const answer = await send('complete')
    expect(answer.headers.get('location')).toBe(links.return_url)
    await world.local.webhooks.settle()
    expect(world.connectInbox.events).toMatchObject([
      { type: 'account.updated', account: account.id, data: { object: { charges_enabled: true } } },
    ])
    expect(await world.stripe.accounts.retrieve(account.id)).toMatchObject({
      charges_enabled: true,
      details_submitted: true,
      payouts_enabled: true,
      capabilities: { transfers: 'active' },
      requirements: { currently_due: [], disabled_reason: null },
    })
    await world.stripe.checkout.sessions.create(sessionParams(account.id))
  })

  test('left midway: back at the return URL with nothing done', async () => {
    const world = await testWorld()
    const account = await world.stripe.accounts.create({ type: 'express' })
    const { send } = await openOnboarding(world, account.id)
    expect((await send('leave')).headers.get('location')).toBe(links.return_url)
    expect((await world.stripe.accounts.retrieve(account.id)).details_submitted).toBe(false)
  })

  test('a link works once and for five minutes, then leads to the refresh URL', async () => {
    const world = await testWorld()
    const account = await world.stripe.accounts.create({ type: 'express' })
    const { link } = await openOnboarding(world, account.id)
    expect(link.expires_at - link.created).toBe(300)
    const again = await fetch(link.url, { redirect: 'manual' })
    expect(again.headers.get('location')).toBe(links.refresh_url)
    const late = await world.stripe.accountLinks.create({ account: account.id, ...links })
    await world.local.clock.advance(301_000)
    expect((await fetch(late.url, { redirect: 'manual' })).headers.get('location')).toBe(links.refresh_url)
    const foreign = await fetch(link.url, {
      method: 'POST',
      body: new URLSearchParams({ visit: 'guessed', action: 'complete' }),
      redirect: 'manual',
    })
    expect(foreign.status).toBe(404)
  })

  test('login links: for onboarded Express accounts, once', async () => {
    const world = await testWorld()
    const fresh = await world.stripe.accounts.create({ type: 'express' })
    await expect(world.stripe.accounts.createLoginLink(fresh.id)).rejects.toMatchObject({ statusCode: 400 })
    const standard = await world.stripe.accounts.create({ type: 'standard' })
    await expect(world.stripe.accounts.createLoginLink(standard.id)).rejects.toMatchObject({
      statusCode: 400,
    })
    const { charge } = await paidSession(world)
    const seller = String(charge.transfer_data?.destination)
    const { url } = await world.stripe.accounts.createLoginLink(seller)
    expect(await (await fetch(url)).text()).toContain('$25.00')
    expect((await fetch(url)).status).toBe(410)
  })

  test('type and controller exclude each other; a controller can ask for the Express dashboard', async () => {
    const world = await testWorld()
    const controller = {
      fees: { payer: 'application' as const },
      losses: { payments: 'application' as const },
      stripe_dashboard: { type: 'express' as const },
    }
    await expect(world.stripe.accounts.create({ type: 'express', controller })).rejects.toMatchObject({
      code: 'parameters_exclusive',
    })
    const account = await world.stripe.accounts.create({ controller })
    expect(account).toMatchObject({ type: 'none', controller: { stripe_dashboard: { type: 'express' } } })
    await world.local.dashboard.updateAccount(account.id, { detailsSubmitted: true })
    await world.stripe.accounts.createLoginLink(account.id)
  })
})

describe('accounts apart', () => {
  test("a connected account's objects are its own: the platform does not see them, nor it the platform's", async () => {
    const world = await testWorld()
    const stripeAccount = await world.local.dashboard.createReadyAccount()
    const { payment_intent_data: _, ...params } = sessionParams(stripeAccount)
    const direct = await world.stripe.checkout.sessions.create(params, { stripeAccount })
    expect(direct.lastResponse.stripeAccount).toBe(stripeAccount)
    await expect(world.stripe.checkout.sessions.retrieve(direct.id)).rejects.toMatchObject({
      statusCode: 404,
    })
    const own = await openSession(world)
    await expect(
      world.stripe.checkout.sessions.retrieve(own.id, {}, { stripeAccount }),
    ).rejects.toMatchObject({
      statusCode: 404,
    })
    await world.local.buyer.pay(direct.id)
    await world.local.webhooks.settle()
    expect(world.inbox.events).toEqual([])
    expect(world.connectInbox.events.at(-1)).toMatchObject({
      type: 'checkout.session.completed',
      account: stripeAccount,
    })
    expect((await world.stripe.events.list()).data).toEqual([])
    await expect(world.stripe.balance.retrieve({}, { stripeAccount: 'acct_unknown' })).rejects.toMatchObject({
      statusCode: 403,
      code: 'account_invalid',
    })
  })

  test('an idempotency key belongs to one account', async () => {
    const world = await testWorld()
    const stripeAccount = await world.local.dashboard.createReadyAccount()
    const { payment_intent_data: _, ...params } = sessionParams(stripeAccount)
    const direct = await world.stripe.checkout.sessions.create(params, { stripeAccount, idempotencyKey: 'k' })
    const own = await world.stripe.checkout.sessions.create(params, { idempotencyKey: 'k' })
    expect(own.id).not.toBe(direct.id)
  })

  test('the balance is the sum of what was booked', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const stripeAccount = String(charge.transfer_data?.destination)
    const fees = Math.floor((2500 * 29) / 1000) + 30
    const pending = async (options = {}) =>
      (await world.stripe.balance.retrieve({}, options)).pending[0]?.amount
    expect(await pending()).toBe(2500 - fees - 2500 + 125)
    expect(await pending({ stripeAccount })).toBe(2500 - 125)
    await world.stripe.refunds.create({
      charge: charge.id,
      reverse_transfer: true,
      refund_application_fee: true,
    })
    expect(await pending()).toBe(-fees)
    expect(await pending({ stripeAccount })).toBe(0)
    await world.local.clock.advance(2 * 24 * 3600_000)
    const { available } = await world.stripe.balance.retrieve()
    expect(available).toMatchObject([{ amount: -fees, currency: 'usd' }])
  })

  test('money given back after a dispute was won goes by a transfer of its own', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const destination = String(charge.transfer_data?.destination)
    const transfer = await world.stripe.transfers.create({
      amount: 2000,
      currency: 'usd',
      destination,
      metadata: { dispute: 'du_1' },
    })
    expect(transfer).toMatchObject({
      amount: 2000,
      destination,
      source_transaction: null,
      metadata: { dispute: 'du_1' },
    })
    await expect(
      world.stripe.transfers.create({ amount: 1, currency: 'usd', destination: 'acct_unknown' }),
    ).rejects.toMatchObject({ code: 'resource_missing', param: 'destination' })
  })
})
