import { type Latchkey, unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { commitMeanwhile, whileHeld } from '../../../test/meanwhile.ts'
import { startInstance } from '../../../test/mortal.ts'
import { sentBy } from '../../../test/statements.ts'
import { openSession } from '../accounts/service.ts'
import { mailActivation } from './activation-mails.ts'
import { closeAfterDeadline } from './lifecycle.ts'

// What happens to a group buy at the moment in which it is activated.

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

/** A published group buy at its target of as many as there are fans, who want one each. */
async function reached(fans: number, deadline?: string) {
  const handle = await t.make.handle()
  const token = (await openSession(t.deps, handle.owner.id)).accessToken
  const { groupBuys } = t.client({ token })
  const path = { handle: handle.name, groupBuySlug: 'launch' }
  const { id } = await unwrap(
    groupBuys.createGroupBuy({
      path: { handle: handle.name },
      body: {
        slug: path.groupBuySlug,
        title: 'Launch',
        description: '',
        targetQuantity: fans,
        ...(deadline !== undefined && { deadline }),
      },
    }),
  )
  await unwrap(groupBuys.publishGroupBuy({ path }))
  const people = []
  for (let n = 0; n < fans; n++) {
    const { visitor, token: session } = await t.make.visitorSession()
    const own = t.client({ token: session }).groupBuys
    await unwrap(own.expressInterest({ path, body: { quantity: 1 } }))
    people.push({ email: visitor.email, own })
  }
  return { id, token, groupBuys, path, people }
}

type GroupBuy = Awaited<ReturnType<typeof reached>>

/** How the group buy stands, and how often each of its fans was written to. */
async function outcome({ id, people, groupBuys, path }: GroupBuy) {
  const { state, people: count, interestedQuantity } = await unwrap(groupBuys.getGroupBuy({ path }))
  const mails = await Promise.all(people.map(async ({ email }) => (await t.mail.to(email)).length))
  const activations = await t.db
    .selectFrom('audit_events')
    .select('id')
    .where('action', '=', 'group_buy.activated')
    .where((where) => where(where.ref('after', '->>').key('groupBuyId'), '=', id))
    .execute()
  return { state, count, interestedQuantity, mails, activations: activations.length }
}

const lockOf = ({ id }: GroupBuy) => [['select from group_buys where id = $1 for update', id]] as const
const withdraw = ({ people, path }: GroupBuy) => people[0]?.own.withdrawInterest({ path }) ?? Promise.reject()
const codeOf = ({ error }: { error?: { code: string } | undefined }) => error?.code ?? null

test('a process that dies anywhere in an activation leaves all of it, or nothing', async () => {
  const lived: string[] = []
  for (let call = 1; ; call++) {
    const groupBuy = await reached(2)
    const instance = startInstance(t)
    const mortal: Latchkey = instance.client(groupBuy.token)
    instance.dieAt(call)
    await mortal.groupBuys.activateGroupBuy({ path: groupBuy.path }).catch(() => null)
    const { state, mails, activations } = await outcome(groupBuy)
    lived.push(state)
    const done = state === 'ACTIVATED'
    expect({ state, mails, activations }).toEqual(
      done
        ? { state: 'ACTIVATED', mails: [1, 1], activations: 1 }
        : { state: 'PUBLISHED', mails: [0, 0], activations: 0 },
    )
    // Whoever presses again finds it done, or does it.
    const again = codeOf(await groupBuy.groupBuys.activateGroupBuy({ path: groupBuy.path }))
    expect(again).toBe(done ? 'group_buy_not_open' : null)
    expect(await outcome(groupBuy)).toMatchObject({ state: 'ACTIVATED', mails: [1, 1], activations: 1 })
    if (!instance.dead) break
  }
  expect(lived.length).toBeGreaterThan(8)
  expect(lived.at(-1)).toBe('ACTIVATED')
  expect(lived[0]).toBe('PUBLISHED')
})

/** Interests of many people, in a group buy that is activated but has mailed nobody. */
async function activatedWith(fans: number) {
  const groupBuy = await reached(1)
  await t.deps.pool.query(
    `with fans as (
       insert into visitors (id, email, created_at)
       select 'vis_' || lpad($1 || '_' || n, 26, '0'), $1 || '_' || n || '@example.com', now() from generate_series(2, $2::int) n
       returning id)
     insert into group_buy_interests (id, group_buy_id, visitor_id, quantity, created_at, updated_at)
     select 'int' || substr(id, 4), $3, id, 1, now(), now() from fans`,
    [groupBuy.id.slice(-8), fans, groupBuy.id],
  )
  await t.deps.pool.query('update group_buys set people = $1, interested_quantity = $1 where id = $2', [
    fans,
    groupBuy.id,
  ])
  return groupBuy
}

const mailsOf = async ({ id }: GroupBuy) =>
  await t.db
    .selectFrom('mails')
    .innerJoin('group_buy_interests as interest', 'interest.id', 'mails.subject_id')
    .select('subject_id')
    .where('kind', '=', 'group_buy_activated')
    .where('interest.group_buy_id', '=', id)
    .execute()

test('an activation writes one job, however many are interested; the job mails them in batches, and lets others go first', async () => {
  const groupBuy = await activatedWith(1201)
  const sent = await sentBy(async () => {
    const { mails } = await unwrap(groupBuy.groupBuys.activateGroupBuy({ path: groupBuy.path }))
    expect(mails).toBe(1201)
  })
  expect(Math.max(...sent.map(({ values }) => JSON.stringify(values).length))).toBeLessThan(5000)
  expect(await mailsOf(groupBuy)).toEqual([])
  const batches = await sentBy(() => mailActivation(t.deps, groupBuy.id))
  expect(batches.filter(({ text }) => text === 'commit')).toHaveLength(3)
  expect(await mailsOf(groupBuy)).toHaveLength(1201)
  const { rows } = await t.deps.pool.query(
    `select priority, count(*)::int as jobs from graphile_worker._private_jobs jobs
     join graphile_worker._private_tasks tasks on tasks.id = jobs.task_id and tasks.identifier = 'send_mail' group by 1`,
  )
  expect(rows).toEqual([{ priority: 10, jobs: 1201 }])
  await t.deps.pool.query('delete from graphile_worker._private_jobs where priority = 10')
})

test('a job of an activation that dies anywhere and runs again, or twice at once, mails everybody once', async () => {
  const groupBuy = await activatedWith(1001)
  await unwrap(groupBuy.groupBuys.activateGroupBuy({ path: groupBuy.path }))
  const halfway: number[] = []
  for (let call = 1; ; call++) {
    const instance = startInstance(t)
    instance.dieAt(call)
    await instance.mailActivation(groupBuy.id).catch(() => null)
    halfway.push((await mailsOf(groupBuy)).length)
    if (!instance.dead) break
  }
  expect(new Set(halfway)).toEqual(new Set([0, 500, 1000, 1001]))
  await Promise.all([1, 2, 3].map(() => mailActivation(t.deps, groupBuy.id)))
  const mails = await mailsOf(groupBuy)
  expect(mails).toHaveLength(1001)
  expect(new Set(mails.map(({ subject_id }) => subject_id)).size).toBe(1001)
  await t.deps.pool.query('delete from graphile_worker._private_jobs where priority = 10')
})

test('who withdraws before the activation is not mailed, and it is short of its target', async () => {
  const groupBuy = await reached(3)
  const { acting } = await whileHeld(t, lockOf(groupBuy), async (waiting) => {
    const withdrawal = withdraw(groupBuy)
    await waiting(1)
    const activation = groupBuy.groupBuys.activateGroupBuy({ path: groupBuy.path })
    await waiting(2)
    return { acting: Promise.all([withdrawal, activation]) }
  })
  expect((await acting).map(codeOf)).toEqual([null, 'group_buy_target_not_reached'])
  expect(await outcome(groupBuy)).toEqual({
    state: 'PUBLISHED',
    count: 2,
    interestedQuantity: 2,
    mails: [0, 0, 0],
    activations: 0,
  })
})

test('who withdraws after the activation counts, and is mailed', async () => {
  const groupBuy = await reached(3)
  const { acting } = await whileHeld(t, lockOf(groupBuy), async (waiting) => {
    const activation = groupBuy.groupBuys.activateGroupBuy({ path: groupBuy.path })
    await waiting(1)
    const withdrawal = withdraw(groupBuy)
    await waiting(2)
    return { acting: Promise.all([activation, withdrawal]) }
  })
  expect((await acting).map(codeOf)).toEqual([null, null])
  expect(await outcome(groupBuy)).toEqual({
    state: 'ACTIVATED',
    count: 3,
    interestedQuantity: 3,
    mails: [1, 1, 1],
    activations: 1,
  })
})

test('of activating and closing at once, one happens', async () => {
  for (const first of ['activateGroupBuy', 'closeGroupBuy'] as const) {
    const groupBuy = await reached(2)
    const { path, groupBuys } = groupBuy
    const second = first === 'activateGroupBuy' ? 'closeGroupBuy' : 'activateGroupBuy'
    const { acting } = await whileHeld(t, lockOf(groupBuy), async (waiting) => {
      const one = groupBuys[first]({ path })
      await waiting(1)
      const other = groupBuys[second]({ path })
      await waiting(2)
      return { acting: Promise.all([one, other]) }
    })
    expect((await acting).map(codeOf)).toEqual([null, 'group_buy_not_open'])
    const activated = first === 'activateGroupBuy'
    expect(await outcome(groupBuy)).toMatchObject({
      state: activated ? 'ACTIVATED' : 'CLOSED',
      mails: activated ? [1, 1] : [0, 0],
      activations: activated ? 1 : 0,
    })
  }
})

test('a deadline that comes while it is activated closes nothing, and one that comes twice closes once', async () => {
  const deadline = new Date(t.clock.now().getTime() + 60_000).toISOString()
  const [activated, missed] = [await reached(2, deadline), await reached(2, deadline)]
  await unwrap(withdraw(missed))
  await t.clock.advance(61)
  await commitMeanwhile(
    t,
    [[`update group_buys set state = 'ACTIVATED', activated_at = now() where id = $1`, activated.id]],
    () => closeAfterDeadline(t.deps, activated.id),
  )
  await Promise.all([1, 2, 3].map(() => closeAfterDeadline(t.deps, missed.id)))
  const states = await t.db
    .selectFrom('group_buys')
    .select(['id', 'state'])
    .where('id', 'in', [activated.id, missed.id])
    .execute()
  expect(new Map(states.map(({ id, state }) => [id, state]))).toEqual(
    new Map([
      [activated.id, 'ACTIVATED'],
      [missed.id, 'CLOSED'],
    ]),
  )
  const closings = await t.db
    .selectFrom('audit_events')
    .select('action')
    .where('action', '=', 'group_buy.closed')
    .where((where) => where(where.ref('after', '->>').key('groupBuyId'), 'in', [activated.id, missed.id]))
    .execute()
  expect(closings).toHaveLength(1)
})
