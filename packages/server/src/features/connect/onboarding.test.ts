import { unwrap } from '@latchkey/sdk'
import type Stripe from 'stripe'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestAccount, TestHandle } from '../../../test/factories.ts'
import { acceptNewest } from '../../../test/offers.ts'
import { openShop } from '../../../test/shop.ts'
import type { PlatformAccount } from '../../platform/platform-account.ts'
import { syncConnectAccount } from './service.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

const seller = async () => {
  const handle = await t.make.handle()
  const client = (await t.as(handle.owner)).revenue
  return { handle, client, path: { handle: handle.name } }
}

const start = async (handle: TestHandle, by: TestAccount = handle.owner) =>
  (await t.as(by)).revenue.startConnectOnboarding({ path: { handle: handle.name } })

/** Accounts at Stripe that were made for the handle. */
const accountsOf = async (handle: TestHandle) => {
  const { data } = await t.deps.stripe.accounts.list({ limit: 100 })
  return data.filter(({ metadata }) => metadata?.handle_id === handle.id).map(({ id }) => id)
}

const connected = async (handle: TestHandle) => {
  const row = await t.db
    .selectFrom('handles')
    .selectAll()
    .where('id', '=', handle.id)
    .executeTakeFirstOrThrow()
  return row.stripe_account_id
}

const audited = async (handle: TestHandle) => {
  const events = await t.db
    .selectFrom('audit_events')
    .select('action')
    .where('handle_id', '=', handle.id)
    .orderBy('id')
    .execute()
  return events.map(({ action }) => action)
}

/** A handle whose owner has filled in the form. */
const readySeller = async () => {
  const made = await seller()
  await unwrap(made.client.startConnectOnboarding({ path: made.path }))
  const account = (await connected(made.handle)) ?? ''
  await t.stripe.dashboard.updateAccount(account, {
    detailsSubmitted: true,
    chargesEnabled: true,
    payoutsEnabled: true,
    transfers: 'active',
  })
  expect((await unwrap(made.client.getConnectStatus({ path: made.path }))).status).toBe('ready')
  return { ...made, account }
}

describe('connecting Stripe', () => {
  test('goes from nothing through the form to ready', async () => {
    const { client, path, handle } = await seller()
    expect(await unwrap(client.getConnectStatus({ path }))).toMatchObject({
      status: 'not_connected',
      stripeAccountId: null,
      updatedAt: null,
    })
    expect((await client.createConnectDashboardLink({ path })).error?.code).toBe('connect_not_configured')

    const { url, expiresAt } = await unwrap(client.startConnectOnboarding({ path }))
    expect(url.startsWith(t.stripe.url)).toBe(true)
    expect(new Date(expiresAt).getTime()).toBeGreaterThan(t.clock.now().getTime())
    const status = await unwrap(client.getConnectStatus({ path }))
    expect(status).toMatchObject({ status: 'incomplete', detailsSubmitted: false, chargesEnabled: false })
    expect(status.requirementsDue.length).toBeGreaterThan(0)
    const account = status.stripeAccountId ?? ''

    const change = {
      detailsSubmitted: true,
      chargesEnabled: true,
      payoutsEnabled: true,
      transfers: 'active',
    } as const
    await t.stripe.dashboard.updateAccount(account, change)
    expect((await unwrap(client.getConnectStatus({ path }))).status).toBe('ready')
    expect(await connected(handle)).toBe(account)
    const dashboard = await unwrap(client.createConnectDashboardLink({ path }))
    expect(dashboard.url.startsWith(t.stripe.url)).toBe(true)

    await t.stripe.dashboard.updateAccount(account, { payoutsEnabled: false })
    await t.stripe.webhooks.settle()
    await t.jobs.run()
    expect((await unwrap(client.getConnectStatus({ path }))).status).toBe('restricted')
    expect(await audited(handle)).toEqual(['connect.started', 'connect.connected'])
  })

  test('makes one account, however often and however many at once', async () => {
    const { client, path, handle } = await seller()
    const links = await Promise.all(
      Array.from({ length: 8 }, () => unwrap(client.startConnectOnboarding({ path }))),
    )
    expect(new Set(links.map(({ url }) => url)).size).toBe(8)
    expect(await accountsOf(handle)).toEqual([await connected(handle)])
    expect(await audited(handle)).toEqual(['connect.started'])
  })

  test('an account whose answer was lost is not made twice', async () => {
    const { client, path, handle } = await seller()
    t.stripe.fault('answer-lost')
    await client.startConnectOnboarding({ path })
    t.stripe.fault(null)
    await unwrap(client.startConnectOnboarding({ path }))
    expect(await accountsOf(handle)).toEqual([await connected(handle)])
  })

  test('says so when Stripe does not answer', async () => {
    const { client, path } = await seller()
    t.stripe.fault('api-down')
    expect((await client.startConnectOnboarding({ path })).error?.code).toBe('payment_provider_error')
    t.stripe.fault(null)
    await unwrap(client.startConnectOnboarding({ path }))
    const { stripeAccountId } = await unwrap(client.getConnectStatus({ path }))
    await t.stripe.dashboard.updateAccount(stripeAccountId ?? '', { detailsSubmitted: true })
    await unwrap(client.getConnectStatus({ path }))
    t.stripe.fault('api-down')
    expect((await unwrap(client.getConnectStatus({ path }))).status).toBe('restricted')
    expect((await client.createConnectDashboardLink({ path })).error?.code).toBe('payment_provider_error')
    t.stripe.fault(null)
  })

  test('returns to the dashboard or the own site, and nowhere else', async () => {
    const { client, path, handle } = await seller()
    for (const url of [`${t.origin('app')}/x`, `${t.origin(handle.name)}/x`]) {
      expect(
        (await client.startConnectOnboarding({ path, body: { returnUrl: url, refreshUrl: url } })).error,
      ).toBeUndefined()
    }
    for (const url of ['https://evil.example/', 'javascript:alert(1)', `${t.origin('other')}/`, '//x']) {
      const { error } = await client.startConnectOnboarding({ path, body: { refreshUrl: url } })
      expect(error?.code).toBe('invalid_redirect_url')
    }
  })

  test('returns, unless told otherwise, to pages that are there', async () => {
    const { client, path } = await seller()
    await unwrap(client.startConnectOnboarding({ path }))
    const { body } = t.stripe.requests().findLast((request) => request.path === '/v1/account_links') ?? {}
    for (const url of [body?.return_url, body?.refresh_url]) {
      const shown = await t.send(new Request(String(url)))
      expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    }
  })

  test('is for the owner alone, while operators see where it stands', async () => {
    const { handle, path } = await readySeller()
    const operator = (await t.as(await t.make.collaborator({ handle, role: 'OPERATOR' }))).revenue
    expect((await operator.startConnectOnboarding({ path })).error?.code).toBe('insufficient_role')
    expect((await operator.createConnectDashboardLink({ path })).error?.code).toBe('insufficient_role')
    expect((await unwrap(operator.getConnectStatus({ path }))).status).toBe('ready')
  })
})

describe('an account that is lost', () => {
  const lose = async (account: string) => {
    await t.stripe.dashboard.deauthorizeAccount(account)
    await t.stripe.webhooks.settle()
    await t.jobs.run()
  }

  test('is forgotten, open checkouts end, and the same owner connects a new one', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await lose(shop.stripeAccount)
    const path = { handle: shop.handle.name }
    expect(await unwrap(shop.creator.revenue.getConnectStatus({ path }))).toMatchObject({
      status: 'not_connected',
      stripeAccountId: null,
    })
    expect((await t.deps.stripe.checkout.sessions.retrieve(checkoutSessionId)).status).toBe('expired')
    expect((await shop.checkout()).error?.code).toBe('connect_not_configured')

    await unwrap(start(shop.handle))
    const account = await connected(shop.handle)
    expect(await accountsOf(shop.handle)).toEqual([account])
    expect((await unwrap(shop.creator.revenue.getConnectStatus({ path }))).status).toBe('incomplete')
    const books = await t.db
      .selectFrom('connect_accounts')
      .select(['stripe_account_id as id', 'account_id as owner', 'disconnected_at as lostAt'])
      .where('handle_id', '=', shop.handle.id)
      .orderBy('disconnected_at')
      .execute()
    expect(books).toEqual([
      { id: shop.stripeAccount, owner: shop.handle.owner.id, lostAt: expect.any(Date) },
      { id: account, owner: shop.handle.owner.id, lostAt: null },
    ])
    expect(await audited(shop.handle)).toEqual(['connect.disconnected', 'connect.started'])
  })

  test('is followed by one account, however many starts at once, and however often', async () => {
    const { handle, account } = await readySeller()
    const made = [account]
    for (let round = 0; round < 3; round++) {
      await lose(made.at(-1) ?? '')
      t.stripe.fault('answer-lost')
      await start(handle)
      t.stripe.fault(null)
      await Promise.all(Array.from({ length: 6 }, async () => unwrap(start(handle))))
      expect(await accountsOf(handle)).toEqual([await connected(handle)])
      made.push((await connected(handle)) ?? '')
    }
    expect(new Set(made).size).toBe(4)
  })

  test('is noticed at the next link when the event never came', async () => {
    const { handle, client, path, account } = await readySeller()
    t.stripe.webhooks.lose(true)
    await t.stripe.dashboard.deauthorizeAccount(account)
    t.stripe.webhooks.lose(false)
    expect((await client.createConnectDashboardLink({ path })).error?.code).toBe('connect_not_configured')
    expect(await connected(handle)).toBeNull()

    const next = await readySeller()
    t.stripe.webhooks.lose(true)
    await t.stripe.dashboard.deauthorizeAccount(next.account)
    t.stripe.webhooks.lose(false)
    await Promise.all(Array.from({ length: 4 }, async () => unwrap(start(next.handle))))
    expect(await accountsOf(next.handle)).toEqual([await connected(next.handle)])
    expect(await connected(next.handle)).not.toBe(next.account)
  })

  test('may have been deleted at Stripe', async () => {
    const { handle, account } = await readySeller()
    const deleted: Stripe.DeletedAccount = { id: account, object: 'account', deleted: true }
    answerRetrieve(async () => deleted)
    await syncConnectAccount(t.deps, account)
    expect(await connected(handle)).toBeNull()
  })

  test('is not one that the key of another platform does not reach', async () => {
    const { handle, account } = await readySeller()
    const platformAccount = { id: async () => 'acct_another' } as unknown as PlatformAccount
    await t.stripe.dashboard.deauthorizeAccount(account)
    const wrong = { ...t.deps, platformAccount }
    await expect(syncConnectAccount(wrong, account)).rejects.toMatchObject({ code: 'account_invalid' })
    expect(await connected(handle)).toBe(account)
    await syncConnectAccount(t.deps, account)
    expect(await connected(handle)).toBeNull()
  })

  test('is not one that our key may not read', async () => {
    const { handle, account } = await readySeller()
    const { StripePermissionError } = t.deps.stripe.errors
    answerRetrieve(async () => {
      throw new StripePermissionError({
        type: 'invalid_request_error',
        code: 'more_permissions_required_for_application',
      })
    })
    await expect(syncConnectAccount(t.deps, account)).rejects.toThrow()
    expect(await connected(handle)).toBe(account)
  })
})

/** Has the next readings of accounts answered here, until the test ends. */
function answerRetrieve(answer: () => Promise<unknown>) {
  const spy = vi.spyOn(t.deps.stripe.accounts, 'retrieve')
  spy.mockImplementation(answer as typeof t.deps.stripe.accounts.retrieve)
  onTestFinished(() => spy.mockRestore())
}

describe('an account that can no longer sell', () => {
  test.each([{ transfers: 'inactive' }, { chargesEnabled: false }] as const)(
    '%o has open checkouts looked at',
    async (change) => {
      const { handle, account } = await readySeller()
      await t.stripe.dashboard.updateAccount(account, change)
      await syncConnectAccount(t.deps, account)
      const { rows } = await t.deps.pool.query('select 1 from graphile_worker.jobs where key = $1', [
        `close_checkouts:${handle.id}`,
      ])
      expect(rows).toHaveLength(1)
      expect((await audited(handle)).at(-1)).toBe('connect.disconnected')
    },
  )

  test('an old reading does not undo a newer one', async () => {
    const { account } = await readySeller()
    const old = await t.deps.stripe.accounts.retrieve(account)
    await t.stripe.dashboard.updateAccount(account, { transfers: 'inactive' })
    const read = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    const spy = vi.spyOn(t.deps.stripe.accounts, 'retrieve')
    spy.mockImplementationOnce(async () => {
      read.resolve()
      await goOn.promise
      return old
    })
    const slow = syncConnectAccount(t.deps, account)
    await read.promise
    await syncConnectAccount(t.deps, account)
    goOn.resolve()
    await slow
    spy.mockRestore()
    const row = await t.db
      .selectFrom('connect_accounts')
      .select('transfers_active')
      .where('stripe_account_id', '=', account)
      .executeTakeFirstOrThrow()
    expect(row.transfers_active).toBe(false)
  })
})

describe('onboarding and a transfer at the same time', () => {
  /** Runs both, the first until it waits in the middle of its transaction, the second until it waits for the first. */
  async function interleave(first: () => Promise<unknown>, second: () => Promise<unknown>) {
    const holder = await t.deps.pool.connect()
    const waiting = (count: number) =>
      expect
        .poll(async () => {
          const { rowCount } = await t.deps.pool.query(
            `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          )
          return rowCount
        })
        .toBe(count)
    try {
      await holder.query('begin')
      // Both write into the audit log after they took the handle, and before they commit.
      await holder.query('lock table audit_events in share mode')
      const one = first()
      await waiting(1)
      const two = second()
      await waiting(2)
      await holder.query('commit')
      await Promise.all([one, two])
    } finally {
      await holder.query('rollback')
      holder.release()
    }
  }

  const heirOf = async (handle: TestHandle) => {
    const heir = await t.make.collaborator({ handle, role: 'OPERATOR' })
    const owner = await t.as(handle.owner)
    await unwrap(owner.handles.transferHandle({ path: { handle: handle.name }, body: { email: heir.email } }))
    return { heir, transfer: async () => acceptNewest(t, heir) }
  }

  /** The new owner connects an account of their own, and it is the only one connected. */
  async function expectHeirSells(handle: TestHandle, heir: TestAccount) {
    expect(await connected(handle)).toBeNull()
    await unwrap(start(handle, heir))
    const row = await t.db
      .selectFrom('connect_accounts')
      .select('account_id')
      .where('stripe_account_id', '=', (await connected(handle)) ?? '')
      .executeTakeFirstOrThrow()
    expect(row.account_id).toBe(heir.id)
  }

  test('the transfer first: the former owner connects nothing, whose account stays known', async () => {
    const handle = await t.make.handle()
    const { heir, transfer } = await heirOf(handle)
    // The account is made at Stripe before the transfer, and stored while it runs.
    const made = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    const { accounts } = t.deps.stripe
    const create = accounts.create.bind(accounts)
    const spy = vi.spyOn(accounts, 'create').mockImplementationOnce(async (params, options) => {
      const account = await create(params, options)
      made.resolve()
      await goOn.promise
      return account
    })
    const onboarding = start(handle)
    await made.promise
    await interleave(transfer, async () => {
      goOn.resolve()
      await onboarding
    })
    spy.mockRestore()
    expect((await onboarding).error?.code).toBe('insufficient_role')
    const [account] = await accountsOf(handle)
    const row = await t.db
      .selectFrom('connect_accounts')
      .selectAll()
      .where('stripe_account_id', '=', account ?? '')
      .executeTakeFirstOrThrow()
    expect(row.account_id).toBe(handle.owner.id)
    await expectHeirSells(handle, heir)
  })

  test('onboarding first: the transfer takes back what was connected', async () => {
    const handle = await t.make.handle()
    const { heir, transfer } = await heirOf(handle)
    await interleave(async () => unwrap(start(handle)), transfer)
    await expectHeirSells(handle, heir)
  })

  test('there and back connects the account that the owner had', async () => {
    const { handle, account } = await readySeller()
    const { heir, transfer } = await heirOf(handle)
    await transfer()
    await expectHeirSells(handle, heir)
    const path = { handle: handle.name }
    const back = { path, body: { email: handle.owner.email } }
    await unwrap((await t.as(heir)).handles.transferHandle(back))
    await acceptNewest(t, handle.owner)
    await unwrap(start(handle))
    expect(await connected(handle)).toBe(account)
    expect(await accountsOf(handle)).toHaveLength(2)
  })

  test('a former owner who was let in a moment ago opens nothing of the new one', async () => {
    const { handle, path } = await readySeller()
    const { heir, transfer } = await heirOf(handle)
    const former = (await t.as(handle.owner)).revenue
    await transfer()
    await unwrap(start(handle, heir))
    expect((await former.createConnectDashboardLink({ path })).error?.code).toBe('insufficient_role')
    // Past the guard: what the handler itself does.
    const { createDashboardLink } = await import('./onboarding.ts')
    const caller = { handleId: handle.id, actor: { accountId: handle.owner.id }, requestId: null }
    expect(await createDashboardLink(t.deps, caller)).toMatchObject({ code: 'insufficient_role' })
  })
})
