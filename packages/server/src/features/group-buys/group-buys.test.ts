import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'

const t = await testApp()

const texts = { title: 'VIP launch', description: 'All of **it**', targetQuantity: 10 }

/** A handle with its creator's client, and a group buy in the state that is asked for. */
async function offer(
  given: { published?: boolean; target?: number; deadline?: string; linkedPageSlug?: string } = {},
) {
  const handle = await t.make.handle()
  const creator = await t.as(handle.owner)
  const path = { handle: handle.name, groupBuySlug: 'vip-launch' }
  const groupBuys = creator.groupBuys
  const created = await unwrap(
    groupBuys.createGroupBuy({
      path: { handle: handle.name },
      body: {
        slug: path.groupBuySlug,
        ...texts,
        targetQuantity: given.target ?? texts.targetQuantity,
        ...(given.deadline && { deadline: given.deadline }),
        ...(given.linkedPageSlug && { linkedPageSlug: given.linkedPageSlug }),
      },
    }),
  )
  if (given.published !== false) await unwrap(groupBuys.publishGroupBuy({ path }))
  return { handle, creator, groupBuys, path, created }
}

const fan = async () => {
  const { visitor, token } = await t.make.visitorSession()
  return { visitor, client: t.client({ token }).groupBuys }
}
const read = (path: { handle: string; groupBuySlug: string }) =>
  unwrap(t.client().groupBuys.getPublicGroupBuy({ path }))
const inSeconds = (seconds: number) => new Date(t.clock.now().getTime() + seconds * 1000).toISOString()

describe('interest', () => {
  test('is counted, replaced and withdrawn', async () => {
    const { path } = await offer()
    const { client } = await fan()
    expect(await unwrap(client.getMyInterest({ path }))).toEqual({ interest: null })
    const { interest } = await unwrap(client.expressInterest({ path, body: { quantity: 3 } }))
    expect(interest.quantity).toBe(3)
    expect(await read(path)).toMatchObject({ interestedQuantity: 3, people: 1, targetQuantity: 10 })
    await unwrap(client.expressInterest({ path, body: { quantity: 5 } }))
    expect(await read(path)).toMatchObject({ interestedQuantity: 5, people: 1 })
    expect((await unwrap(client.getMyInterest({ path }))).interest?.quantity).toBe(5)
    for (const _ of ['once', 'twice']) {
      expect((await client.withdrawInterest({ path })).response.status).toBe(204)
      expect(await read(path)).toMatchObject({ interestedQuantity: 0, people: 0 })
    }
    expect(await unwrap(client.getMyInterest({ path }))).toEqual({ interest: null })
  })

  test('of 200 at once, and of those who change their minds at once, is counted exactly', {
    timeout: 240_000,
  }, async () => {
    const { path } = await offer()
    const fans = await Promise.all(Array.from({ length: 200 }, fan))
    // So many queue for a connection that on a busy machine some are sent away.
    const insist = async (say: () => Promise<{ error?: { code: string } | undefined }>) => {
      while ((await say()).error?.code === 'unavailable');
    }
    await Promise.all(
      fans.map(({ client }, index) =>
        insist(() => client.expressInterest({ path, body: { quantity: 1 + (index % 4) } })),
      ),
    )
    expect(await read(path)).toMatchObject({ interestedQuantity: 500, people: 200 })
    await Promise.all(
      fans.map(({ client }, index) =>
        insist(() => {
          if (index % 4 === 0) return client.withdrawInterest({ path })
          return client.expressInterest({ path, body: { quantity: 2 } })
        }),
      ),
    )
    expect(await read(path)).toMatchObject({ interestedQuantity: 300, people: 150 })
  })

  test('of one visitor, said many times at once, counts once', async () => {
    const { path } = await offer()
    const { client } = await fan()
    await Promise.all(
      Array.from({ length: 20 }, () => client.expressInterest({ path, body: { quantity: 7 } })),
    )
    expect(await read(path)).toMatchObject({ interestedQuantity: 7, people: 1 })
  })

  test('under one Idempotency-Key has one effect', async () => {
    const { path } = await offer()
    const { client } = await fan()
    const say = () =>
      client.expressInterest({ path, body: { quantity: 2 }, headers: { 'Idempotency-Key': 'interest-1' } })
    await unwrap(say())
    await unwrap(client.withdrawInterest({ path }))
    expect((await say()).response.headers.get('idempotent-replayed')).toBe('true')
    expect(await read(path)).toMatchObject({ people: 0 })
  })

  test('is not taken by drafts, while paused, after the deadline, or at the end', async () => {
    const { client } = await fan()
    const say = async (path: { handle: string; groupBuySlug: string }) =>
      (await client.expressInterest({ path, body: { quantity: 1 } })).error?.code
    const draft = await offer({ published: false })
    expect(await say(draft.path)).toBe('group_buy_not_found')
    expect((await client.getMyInterest({ path: draft.path })).error?.code).toBe('group_buy_not_found')
    expect((await client.withdrawInterest({ path: draft.path })).error?.code).toBe('group_buy_not_found')
    const paused = await offer()
    await unwrap(paused.groupBuys.pauseGroupBuy({ path: paused.path }))
    expect(await say(paused.path)).toBe('group_buy_not_open')
    await unwrap(paused.groupBuys.publishGroupBuy({ path: paused.path }))
    expect(await say(paused.path)).toBeUndefined()
    const late = await offer({ deadline: inSeconds(60) })
    await t.clock.advance(61)
    expect(await say(late.path)).toBe('group_buy_not_open')
    const closed = await offer()
    await unwrap(closed.groupBuys.closeGroupBuy({ path: closed.path }))
    expect(await say(closed.path)).toBe('group_buy_not_open')
  })

  test('needs a session, and one that counts here', async () => {
    const { path } = await offer()
    const elsewhere = await t.make.handle()
    const bound = await t.make.visitorSession({ handle: elsewhere })
    for (const [client, reason] of [
      [t.client(), 'missing'],
      [t.client({ token: bound.token }), 'other_handle'],
    ] as const) {
      const { error } = await client.groupBuys.expressInterest({ path, body: { quantity: 1 } })
      expect(error).toMatchObject({ code: 'visitor_unauthorized', details: { reason } })
    }
  })

  test.each([0, 101, 1.5])('of %d pieces is refused', async (quantity) => {
    const { path } = await offer()
    const { client } = await fan()
    const { error } = await client.expressInterest({ path, body: { quantity } })
    expect(error?.code).toBe('invalid_request')
  })

  test('is shown to the creator with who it is of, newest first, in pages', async () => {
    const { path, groupBuys } = await offer()
    const names: string[] = []
    for (const quantity of [1, 2, 3]) {
      const { visitor, client } = await fan()
      await unwrap(client.expressInterest({ path, body: { quantity } }))
      names.unshift(visitor.email)
      await t.clock.advance(1)
    }
    const first = await unwrap(groupBuys.listInterests({ path, query: { limit: 2 } }))
    const rest = await unwrap(groupBuys.listInterests({ path, query: { cursor: first.nextCursor ?? '' } }))
    expect([...first.items, ...rest.items].map(({ email }) => email)).toEqual(names)
    expect(rest.nextCursor).toBeNull()
    expect(JSON.stringify(await read(path))).not.toContain('@')
  })
})

describe('the life of a group buy', () => {
  test('begins as a draft that nobody else sees', async () => {
    const { path, created, handle } = await offer({ published: false })
    expect(created).toMatchObject({
      state: 'DRAFT',
      ...texts,
      interestedQuantity: 0,
      people: 0,
      deadline: null,
    })
    const unknown = { ...path, groupBuySlug: 'nothing' }
    const answers = await Promise.all(
      [path, unknown].map(async (names) => {
        const { error } = await t.client().groupBuys.getPublicGroupBuy({ path: names })
        return { ...error, requestId: '' }
      }),
    )
    expect(answers[0]).toEqual(answers[1])
    const list = await unwrap(t.client().groupBuys.listPublicGroupBuys({ path: { handle: handle.name } }))
    expect(list.items).toEqual([])
  })

  test('is listed while it is published, paused or activated; unknown handles are not found', async () => {
    const { path, groupBuys, handle } = await offer()
    const states = async () => {
      const { items } = await unwrap(
        t.client().groupBuys.listPublicGroupBuys({ path: { handle: handle.name } }),
      )
      return items.map(({ state }) => state)
    }
    expect(await states()).toEqual(['PUBLISHED'])
    await unwrap(groupBuys.pauseGroupBuy({ path }))
    expect(await states()).toEqual(['PAUSED'])
    await unwrap(groupBuys.closeGroupBuy({ path }))
    expect(await states()).toEqual([])
    expect((await read(path)).state).toBe('CLOSED')
    const all = await unwrap(groupBuys.listGroupBuys({ path: { handle: handle.name } }))
    expect(all.items.map(({ state }) => state)).toEqual(['CLOSED'])
    const unknown = await t.client().groupBuys.listPublicGroupBuys({ path: { handle: 'nobody' } })
    expect(unknown.error?.code).toBe('handle_not_found')
  })

  test('is activated at the target and not before; a dry run changes nothing', async () => {
    const { path, groupBuys } = await offer({ target: 5 })
    const fans = [await fan(), await fan()]
    const [first, second] = fans
    await unwrap(first?.client.expressInterest({ path, body: { quantity: 4 } }) ?? Promise.reject())
    const early = await groupBuys.activateGroupBuy({ path })
    expect(early.error?.code).toBe('group_buy_target_not_reached')
    await unwrap(second?.client.expressInterest({ path, body: { quantity: 1 } }) ?? Promise.reject())
    const dry = await unwrap(groupBuys.activateGroupBuy({ path, query: { dryRun: 'true' } }))
    expect(dry).toMatchObject({ dryRun: true, mails: 2, unlocks: null, groupBuy: { state: 'PUBLISHED' } })
    expect(dry.groupBuy.targetReachedAt).not.toBeNull()
    expect(await t.mail.to(fans[0]?.visitor.email ?? '')).toEqual([])

    const done = await unwrap(groupBuys.activateGroupBuy({ path }))
    expect(done).toMatchObject({ dryRun: false, mails: 2, groupBuy: { state: 'ACTIVATED' } })
    for (const { visitor } of fans) {
      const mails = await t.mail.to(visitor.email)
      expect(mails.map(({ subject }) => subject)).toEqual(['Going ahead: VIP launch'])
    }
    expect((await groupBuys.activateGroupBuy({ path })).error?.code).toBe('group_buy_not_open')
  })

  test('is activated once, however many press the button', async () => {
    const { path, groupBuys } = await offer({ target: 1 })
    const { client, visitor } = await fan()
    await unwrap(client.expressInterest({ path, body: { quantity: 1 } }))
    const results = await Promise.all(Array.from({ length: 10 }, () => groupBuys.activateGroupBuy({ path })))
    expect(results.filter(({ error }) => !error)).toHaveLength(1)
    expect(await t.mail.to(visitor.email)).toHaveLength(1)
    expect((await client.withdrawInterest({ path })).response.status).toBe(204)
    expect(await read(path)).toMatchObject({ people: 1 })
  })

  test('ends for good: nothing moves or changes what is activated or closed', async () => {
    const { path, groupBuys } = await offer()
    await unwrap(groupBuys.closeGroupBuy({ path }))
    await unwrap(groupBuys.closeGroupBuy({ path }))
    const body = { ...texts, deadline: null, linkedPageSlug: null }
    const results = [
      await groupBuys.publishGroupBuy({ path }),
      await groupBuys.pauseGroupBuy({ path }),
      await groupBuys.activateGroupBuy({ path }),
    ]
    expect(results.map(({ error }) => error?.code)).toEqual(Array(3).fill('group_buy_not_open'))
    expect((await groupBuys.updateGroupBuy({ path, body })).error).toBeUndefined()
    const active = await offer({ target: 1 })
    await unwrap((await fan()).client.expressInterest({ path: active.path, body: { quantity: 1 } }))
    await unwrap(active.groupBuys.activateGroupBuy({ path: active.path }))
    expect((await active.groupBuys.closeGroupBuy({ path: active.path })).error?.code).toBe(
      'group_buy_not_open',
    )
    const change = await active.groupBuys.updateGroupBuy({ path: active.path, body })
    expect(change.error?.code).toBe('group_buy_not_open')
  })

  test('a missed deadline closes it; a reached target waits for its creator', async () => {
    const missed = await offer({ deadline: inSeconds(3600) })
    const reached = await offer({ deadline: inSeconds(3600), target: 1 })
    const moved = await offer({ deadline: inSeconds(3600) })
    await unwrap((await fan()).client.expressInterest({ path: reached.path, body: { quantity: 1 } }))
    await unwrap(
      moved.groupBuys.updateGroupBuy({
        path: moved.path,
        body: { ...texts, deadline: inSeconds(7200), linkedPageSlug: null },
      }),
    )
    await t.clock.advance(3601)
    await t.jobs.run()
    const states = await Promise.all(
      [missed, reached, moved].map(async ({ path }) => (await read(path)).state),
    )
    expect(states).toEqual(['CLOSED', 'PUBLISHED', 'PUBLISHED'])
    const owner = await t.as(reached.handle.owner)
    await unwrap(owner.groupBuys.activateGroupBuy({ path: reached.path }))
    await t.clock.advance(3600)
    await t.jobs.run()
    expect((await read(moved.path)).state).toBe('CLOSED')
  })

  test('a deadline in the past is refused, one that passed may stay', async () => {
    const { path, groupBuys, handle } = await offer({ deadline: inSeconds(60), target: 1 })
    const create = await groupBuys.createGroupBuy({
      path: { handle: handle.name },
      body: { slug: 'late', ...texts, deadline: inSeconds(-1) },
    })
    expect(create.error?.code).toBe('invalid_request')
    const { deadline } = await read(path)
    await t.clock.advance(61)
    const body = { ...texts, title: 'Renamed', deadline, linkedPageSlug: null }
    expect(await unwrap(groupBuys.updateGroupBuy({ path, body }))).toMatchObject({
      title: 'Renamed',
      deadline,
    })
  })
})

describe('a linked page', () => {
  test('is sold once the group buy is activated, or lets go of it', async () => {
    await using own = await testApp({ stripe: true })
    const stripeAccount = await own.stripe.dashboard.createReadyAccount()
    const handle = await own.make.handle({ stripeAccount })
    const page = await own.make.page({ handle, price: { amount: 4900, currency: 'usd' } })
    const { groupBuys } = await own.as(handle.owner)
    const path = { handle: handle.name, groupBuySlug: 'vip-launch' }
    const fields = { ...texts, targetQuantity: 1, linkedPageSlug: page.slug }
    await unwrap(
      groupBuys.createGroupBuy({ path: { handle: handle.name }, body: { slug: 'vip-launch', ...fields } }),
    )
    const { token } = await own.make.visitorSession()
    const visitor = own.client({ token })
    const site = own.origin(handle.name)
    const buy = async () => {
      const { error } = await visitor.checkout.createCheckout({
        path: { handle: handle.name, pageSlug: page.slug },
        body: { successUrl: site, cancelUrl: site },
      })
      return error?.code
    }
    expect(await buy()).toBeUndefined()
    await unwrap(groupBuys.publishGroupBuy({ path }))
    expect(await buy()).toBe('group_buy_not_open')
    await unwrap(visitor.groupBuys.expressInterest({ path, body: { quantity: 1 } }))
    const { unlocks } = await unwrap(groupBuys.activateGroupBuy({ path, query: { dryRun: 'true' } }))
    expect(unlocks).toEqual({ pageSlug: page.slug, url: `${site}/${page.slug}` })
    await unwrap(groupBuys.closeGroupBuy({ path }))
    expect(await buy()).toBe('group_buy_not_open')
    await unwrap(
      groupBuys.updateGroupBuy({ path, body: { ...fields, deadline: null, linkedPageSlug: null } }),
    )
    expect(await buy()).toBeUndefined()

    const second = { handle: handle.name, groupBuySlug: 'second' }
    await unwrap(
      groupBuys.createGroupBuy({ path: { handle: handle.name }, body: { slug: 'second', ...fields } }),
    )
    await unwrap(groupBuys.publishGroupBuy({ path: second }))
    expect(await buy()).toBe('group_buy_not_open')
    await unwrap(visitor.groupBuys.expressInterest({ path: second, body: { quantity: 1 } }))
    await unwrap(groupBuys.activateGroupBuy({ path: second }))
    expect(await buy()).toBeUndefined()
  })

  test('must be a paid page of this handle', async () => {
    const { handle, groupBuys, path } = await offer()
    const free = await t.make.page({ handle })
    const foreign = await t.make.page({ price: { amount: 500, currency: 'usd' } })
    const create = async (linkedPageSlug: string) => {
      const body = { slug: 'linked', ...texts, linkedPageSlug }
      return (await groupBuys.createGroupBuy({ path: { handle: handle.name }, body })).error?.code
    }
    expect(await create(free.slug)).toBe('page_not_paid')
    expect(await create(foreign.slug)).toBe('page_not_found')
    const update = async (linkedPageSlug: string) => {
      const body = { ...texts, deadline: null, linkedPageSlug }
      return (await groupBuys.updateGroupBuy({ path, body })).error?.code
    }
    expect(await update(free.slug)).toBe('page_not_paid')
    expect(await update(foreign.slug)).toBe('page_not_found')
    const past = await groupBuys.updateGroupBuy({
      path,
      body: { ...texts, deadline: inSeconds(-10), linkedPageSlug: null },
    })
    expect(past.error?.code).toBe('invalid_request')
  })
})

describe('the control plane', () => {
  test('a slug is taken once', async () => {
    const { handle, groupBuys } = await offer()
    const create = () =>
      groupBuys.createGroupBuy({ path: { handle: handle.name }, body: { slug: 'vip-launch', ...texts } })
    expect((await create()).error?.code).toBe('slug_taken')
  })

  test('every change is in the audit log, with its request', async () => {
    const { handle, groupBuys, path } = await offer()
    await unwrap(groupBuys.pauseGroupBuy({ path, headers: { 'x-request-id': 'req_0123456789' } }))
    const events = await t.db
      .selectFrom('audit_events')
      .select(['action', 'request_id', 'account_id'])
      .where('handle_id', '=', handle.id)
      .orderBy('id')
      .execute()
    expect(events.map(({ action }) => action)).toEqual([
      'group_buy.created',
      'group_buy.published',
      'group_buy.paused',
    ])
    expect(events.at(-1)).toMatchObject({ request_id: 'req_0123456789', account_id: handle.owner.id })
  })

  test('unknown group buys, and those of other handles, are not found on any operation', async () => {
    const { groupBuys, handle } = await offer()
    const other = await offer()
    const body = { ...texts, deadline: null, linkedPageSlug: null }
    for (const path of [
      { handle: handle.name, groupBuySlug: 'nothing' },
      { handle: handle.name, groupBuySlug: 'NOT-A-SLUG' },
    ]) {
      const results = await Promise.all([
        groupBuys.getGroupBuy({ path }),
        groupBuys.updateGroupBuy({ path, body }),
        groupBuys.listInterests({ path }),
        groupBuys.publishGroupBuy({ path }),
        groupBuys.pauseGroupBuy({ path }),
        groupBuys.activateGroupBuy({ path }),
        groupBuys.closeGroupBuy({ path }),
      ])
      expect(new Set(results.map(({ error }) => error?.status))).toEqual(new Set([404]))
    }
    const foreign = await groupBuys.getGroupBuy({ path: other.path })
    expect(foreign.error?.code).toBe('handle_not_found')
    expect((await read(other.path)).state).toBe('PUBLISHED')
  })
})

describe('If-Match', () => {
  const edit = (title: string) => ({
    title,
    description: '',
    targetQuantity: 10,
    deadline: null,
    linkedPageSlug: null,
  })

  test('an edit of what somebody else has changed meanwhile changes nothing', async () => {
    const { groupBuys, path } = await offer()
    const seen = (await groupBuys.getGroupBuy({ path })).response.headers.get('etag') ?? ''
    const header = { 'If-Match': seen }
    const first = await groupBuys.updateGroupBuy({ path, header, body: edit('Theirs') })
    expect(first.data?.title).toBe('Theirs')
    const late = await groupBuys.updateGroupBuy({ path, header, body: edit('Mine') })
    expect(late.error?.code).toBe('precondition_failed')
    expect((await unwrap(groupBuys.getGroupBuy({ path }))).title).toBe('Theirs')

    const now = { 'If-Match': first.response.headers.get('etag') ?? '' }
    expect((await groupBuys.updateGroupBuy({ path, header: now, body: edit('Mine') })).data?.title).toBe(
      'Mine',
    )
  })

  test('of two edits of the same state at once, one wins', async () => {
    const { groupBuys, path } = await offer()
    const { response } = await groupBuys.getGroupBuy({ path })
    const header = { 'If-Match': response.headers.get('etag') ?? '' }
    const edits = await Promise.all(
      ['One', 'Two'].map((title) => groupBuys.updateGroupBuy({ path, header, body: edit(title) })),
    )
    expect(edits.filter(({ data }) => data)).toHaveLength(1)
    expect(edits.map(({ error }) => error?.code)).toContain('precondition_failed')
  })
})
