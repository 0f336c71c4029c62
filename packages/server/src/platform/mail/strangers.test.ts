import { mailBudgets, type Role } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestAccount, TestHandle } from '../../../test/factories.ts'
import { composers } from '../../features/tasks.ts'
import { enqueue } from '../jobs.ts'
import type { MailKind } from './kinds.ts'

// The throttles are out of the way, the budget is on.
const LIMITS = JSON.stringify({
  grantAccess: '100000/1m',
  replaceCollaborators: '100000/1m',
  createFile: '100000/1m',
  updateHandleProfile: '100000/1m',
})
const t = await testApp({ env: { LIMITS } })

const DAY = 24 * 3600
const FIRST = mailBudgets[2].addresses

let count = 0
const address = () => `stranger${++count}@example.org`
const addresses = (length: number) => Array.from({ length }, address)

/** A handle with a page for sale, and the ways to have people mailed. */
async function studio(given: Parameters<typeof t.make.handle>[0] = {}) {
  const handle = await t.make.handle(given)
  const page = await t.make.page({ handle, price: { amount: 900, currency: 'usd' } })
  return { ...ways(handle, page.slug, handle.owner), handle, page }
}

const ways = (handle: TestHandle, pageSlug: string, by: TestAccount) => ({
  async grant(email: string) {
    const { checkout } = await t.as(by)
    return await checkout.grantAccess({ path: { handle: handle.name, pageSlug }, body: { email } })
  },
  async invite(emails: readonly string[], role: Role = 'CREATOR') {
    const { handles } = await t.as(by)
    const path = { handle: handle.name }
    const { collaborators } = await unwrap(handles.listCollaborators({ path }))
    const added = emails.map((email) => ({ email, role }))
    return await handles.replaceCollaborators({ path, body: { collaborators: [...collaborators, ...added] } })
  },
  async ask(supportEmail: string) {
    const { handles } = await t.as(by)
    const body = { displayName: 'Studio', allowedOrigins: [], supportEmail }
    return await handles.updateHandleProfile({ path: { handle: handle.name }, body })
  },
  async share(allowedEmails: string[]) {
    const { files } = await t.as(by)
    const body = { fileName: 'x.pdf', accessMode: 'EMAIL_ALLOWLIST', sizeBytes: 1, allowedEmails } as const
    return await files.createFile({ path: { handle: handle.name }, body })
  },
})

/** Everything that a refused request could have left behind. */
async function written() {
  const tables = [
    'visitors',
    'purchases',
    'files',
    'file_readers',
    'offers',
    'mails',
    'audit_events',
    'stranger_mails',
  ] as const
  const { rows } = await t.deps.pool.query(
    `select ${tables.map((table) => `(select count(*) from ${table}) as ${table}`).join(', ')}`,
  )
  return rows
}

describe('addresses that were never verified at the handle', () => {
  test('share one budget, whatever they are mailed for; what is over it is refused before anything is written', async () => {
    const { grant, invite, share } = await studio()
    await unwrap(grant(address()))
    await unwrap(invite(addresses(4)))
    await unwrap(share(addresses(FIRST - 5)))
    const before = await written()
    for (const refused of [await grant(address()), await invite(addresses(2)), await share(addresses(3))]) {
      expect(refused.response.status).toBe(429)
      expect(refused.error?.code).toBe('mail_budget_used_up')
      expect(refused.error?.details).toMatchObject({ allowed: FIRST, used: FIRST, retryAfterSeconds: DAY })
      expect(refused.response.headers.get('retry-after')).toBe(String(DAY))
    }
    expect(await written()).toEqual(before)
  })

  test('are let through all or none, and again as soon as was said', async () => {
    const { invite, share } = await studio()
    await unwrap(share(addresses(5)))
    await t.clock.advance(3600)
    await unwrap(share(addresses(FIRST - 6)))
    const people = addresses(3)
    const refused = await invite(people)
    expect(refused.error?.details).toEqual({
      allowed: FIRST,
      used: FIRST - 1,
      needed: 3,
      retryAfterSeconds: DAY - 3600,
    })
    await t.clock.advance(DAY - 3600 - 1)
    expect((await invite(people)).error?.details).toMatchObject({ retryAfterSeconds: 1 })
    await t.clock.advance(1)
    await unwrap(invite(people))
    expect((await share(addresses(FIRST + 1))).error?.details).toMatchObject({ retryAfterSeconds: DAY })
  })

  test('an offer of ownership is mail to a stranger too; the same once more is none', async () => {
    const { grant, handle } = await studio()
    for (const email of addresses(FIRST - 1)) await unwrap(grant(email))
    const { handles } = await t.as(handle.owner)
    const offer = async (email: string) =>
      await handles.transferHandle({ path: { handle: handle.name }, body: { email } })
    const last = address()
    await unwrap(offer(last))
    await unwrap(offer(last))
    expect((await offer(address())).error?.code).toBe('mail_budget_used_up')
  })

  test('are counted exactly when everything comes at once', async () => {
    const { handle, grant, share } = await studio()
    const answers = await Promise.all([
      ...addresses(FIRST).map((email) => grant(email)),
      ...Array.from({ length: 10 }, () => share(addresses(2))),
    ])
    const sent = await t.db
      .selectFrom('stranger_mails')
      .select(({ fn }) => fn.sum<number>('addresses').as('sum'))
      .where('handle_id', '=', handle.id)
      .executeTakeFirst()
    const granted = answers.slice(0, FIRST).filter(({ response }) => response.status === 201).length
    const shared = answers.slice(FIRST).filter(({ response }) => response.status === 201).length
    // One may be left over for which every file needs two.
    expect([FIRST - 1, FIRST]).toContain(granted + 2 * shared)
    expect(Number(sent?.sum)).toBe(granted + 2 * shared)
    const refused = answers.filter(({ response }) => response.status !== 201)
    expect(new Set(refused.map(({ error }) => error?.code))).toEqual(new Set(['mail_budget_used_up']))
  })

  test('use up the budget of the account on all its handles, and that of the handle for all its people', async () => {
    const owner = await t.make.account()
    const [one, two] = [await studio({ owner }), await studio({ owner })]
    await unwrap(one.share(addresses(FIRST)))
    expect((await two.grant(address())).error?.code).toBe('mail_budget_used_up')
    const colleague = await t.make.collaborator({ handle: one.handle, role: 'CREATOR' })
    const theirs = ways(one.handle, one.page.slug, colleague)
    expect((await theirs.grant(address())).error?.code).toBe('mail_budget_used_up')
    const own = await studio({ owner: colleague })
    await unwrap(own.grant(address()))
  })

  test('count as the address for questions from buyers too, on whichever handle', async () => {
    const owner = await t.make.account()
    const [one, two] = [await studio({ owner }), await studio({ owner })]
    await unwrap(one.share(addresses(FIRST - 1)))
    await unwrap(one.ask(address()))
    const before = await written()
    const asked = await two.ask(address())
    expect([asked.response.status, asked.error?.code]).toEqual([429, 'mail_budget_used_up'])
    expect(await written()).toEqual(before)
    await unwrap(two.ask(owner.email))
  })

  test('count for whoever made the token that a script has', async () => {
    const { handle, share } = await studio()
    const { tokens } = await t.as(handle.owner)
    const path = { handle: handle.name }
    const made = await unwrap(tokens.createToken({ path, body: { name: 'x', scopes: ['files.write'] } }))
    const { automation } = t.client({ token: made.token })
    const create = (allowedEmails: string[]) =>
      automation.automationCreateFile({
        path,
        body: { fileName: 'x.pdf', accessMode: 'EMAIL_ALLOWLIST', sizeBytes: 1, allowedEmails },
      })
    await unwrap(create(addresses(FIRST)))
    expect((await create([address()])).error?.code).toBe('mail_budget_used_up')
    expect((await share([address()])).error?.code).toBe('mail_budget_used_up')
    const other = await studio({ owner: handle.owner })
    expect((await other.share([address()])).error?.code).toBe('mail_budget_used_up')
  })

  test('a repeated request counts once, and one that was refused can be repeated', async () => {
    const { handle, share } = await studio()
    await unwrap(share(addresses(FIRST - 2)))
    const { files } = await t.as(handle.owner)
    const create = (key: string, allowedEmails: string[]) =>
      files.createFile({
        path: { handle: handle.name },
        body: { fileName: 'x.pdf', accessMode: 'EMAIL_ALLOWLIST', sizeBytes: 1, allowedEmails },
        headers: { 'idempotency-key': key },
      })
    const [two, three] = [addresses(2), addresses(3)]
    expect((await create('too-many', three)).error?.code).toBe('mail_budget_used_up')
    await unwrap(create('twice', two))
    await unwrap(create('twice', two))
    await t.clock.advance(DAY)
    const { files: later } = await t.as(handle.owner)
    const body = {
      fileName: 'x.pdf',
      accessMode: 'EMAIL_ALLOWLIST',
      sizeBytes: 1,
      allowedEmails: three,
    } as const
    const again = later.createFile({
      path: { handle: handle.name },
      body,
      headers: { 'idempotency-key': 'too-many' },
    })
    expect((await again).response.status).toBe(201)
  })
})

describe('the budget', () => {
  test('grows with age and with Stripe', async () => {
    const fresh = await studio()
    const connected = await studio({ stripeAccount: 'acct_budget' })
    const allowance = async ({ share }: Awaited<ReturnType<typeof studio>>) => {
      for (;;) {
        const answer = await share(addresses(200))
        const { error } = answer
        if (error?.code === 'mail_budget_used_up') return error.details?.allowed
        await unwrap(answer)
      }
    }
    for (const { days, addresses: plain, withStripe } of mailBudgets.toReversed()) {
      await t.clock.advance(days * DAY)
      expect(await allowance(fresh)).toBe(plain)
      if (days < 30) expect(await allowance(connected)).toBe(withStripe)
    }
    const newcomer = await t.make.collaborator({ handle: fresh.handle, role: 'CREATOR' })
    const theirs = await ways(fresh.handle, fresh.page.slug, newcomer).share(addresses(FIRST + 1))
    expect(theirs.error?.details).toMatchObject({ allowed: FIRST })
  })

  test('is not needed for people who proved their address at the handle', async () => {
    const { handle, page, grant, invite, share } = await studio()
    await unwrap(share(addresses(FIRST)))
    const at = async (session: boolean | 'library' | 'elsewhere') => {
      const visitor = await t.make.visitor({ email: address() })
      const elsewhere = session === 'elsewhere' ? await t.make.handle() : handle
      if (session) {
        await t.make.visitorSession({ visitor, ...(session !== 'library' && { handle: elsewhere }) })
      }
      return visitor
    }
    const signedIn = await at(true)
    const bought = await at(false)
    await t.make.purchase({ page, visitor: bought })
    const read = await at('library')
    const free = await t.make.page({ handle, accessMode: 'FREE_WITH_LOGIN' })
    await t.db
      .insertInto('free_logins')
      .values({ page_id: free.id, visitor_id: read.id, first_at: t.clock.now() })
      .execute()
    const member = await t.make.collaborator({ handle, role: 'CREATOR' })
    await unwrap(share([signedIn.email, bought.email, read.email, member.email]))
    await unwrap(invite([signedIn.email]))
    await unwrap(grant(member.email))

    for (const stranger of [await at('library'), await at('elsewhere'), await t.make.account()]) {
      expect((await share([stranger.email])).error?.code).toBe('mail_budget_used_up')
    }
  })

  test('is not spent by what proves nothing: grants do not make an address known', async () => {
    const { page, handle, grant, share } = await studio()
    const email = address()
    await unwrap(grant(email))
    const another = await t.make.page({ handle, price: { amount: 500, currency: 'usd' } })
    await unwrap(share(addresses(FIRST - 1)))
    const again = ways(handle, another.slug, handle.owner)
    expect((await again.grant(email)).error?.code).toBe('mail_budget_used_up')
    const sold = await t.make.page({ handle, price: page.price ?? { amount: 900, currency: 'usd' } })
    expect((await ways(handle, sold.slug, handle.owner).grant(email)).error?.code).toBe('mail_budget_used_up')
  })

  test('counts an address once for all the files of a handle', async () => {
    const { share } = await studio()
    const everybody = addresses(FIRST)
    await unwrap(share(everybody))
    await unwrap(share(everybody))
    expect((await share([...everybody, address()])).error?.details).toMatchObject({ needed: 1 })
  })

  test('is off with LIMITS=off', async () => {
    await using free = await testApp({ env: { LIMITS: 'off' } })
    const handle = await free.make.handle()
    const { files } = await free.as(handle.owner)
    const body = {
      fileName: 'x.pdf',
      accessMode: 'EMAIL_ALLOWLIST',
      sizeBytes: 1,
      allowedEmails: addresses(200),
    } as const
    await unwrap(files.createFile({ path: { handle: handle.name }, body }))
  })

  test('forgets what no longer counts', async () => {
    const { share } = await studio()
    await unwrap(share(addresses(1)))
    await t.clock.advance(DAY + 1)
    await unwrap(share(addresses(1)))
    await enqueue(t.db, 'remove_expired', {}, { key: 'remove_expired' })
    await t.jobs.run()
    expect(await t.db.selectFrom('stranger_mails').select('sent_at').execute()).toEqual([
      { sent_at: t.clock.now() },
    ])
  })

  test('does not hold back a group buy: whoever is interested has signed in there', async () => {
    const { handle, share } = await studio()
    await unwrap(share(addresses(FIRST)))
    const creator = await t.as(handle.owner)
    const path = { handle: handle.name, groupBuySlug: 'together' }
    await unwrap(
      creator.groupBuys.createGroupBuy({
        path: { handle: handle.name },
        body: { slug: 'together', title: 'Together', targetQuantity: 2 },
      }),
    )
    await unwrap(creator.groupBuys.publishGroupBuy({ path }))
    for (const library of [true, false]) {
      const { token } = await t.make.visitorSession(library ? {} : { handle })
      await unwrap(t.client({ token }).groupBuys.expressInterest({ path, body: { quantity: 1 } }))
    }
    const activated = await unwrap(creator.groupBuys.activateGroupBuy({ path }))
    expect(activated.mails).toBe(2)
  })
})

test('every kind of mail has somebody who asked for it, or a budget', () => {
  // `stranger`: a creator decides who gets it, and `spendMailBudget` comes before it.
  const reasons = {
    magic_link: 'asked for',
    sign_up_code: 'asked for',
    password_reset_code: 'asked for',
    purchase_confirmed: 'customer',
    purchase_refunded: 'customer',
    group_buy_activated: 'customer',
    sale_made: 'own handle',
    sale_refunded: 'own handle',
    refund_failed: 'own handle',
    dispute_opened: 'own handle',
    dispute_closed: 'own handle',
    handle_received: 'own handle',
    handle_transferred: 'own handle',
    webhook_disabled: 'own handle',
    leva_ended: 'own handle',
    password_changed: 'own account',
    new_sign_in: 'own account',
    support_email_proof: 'a limit of its own',
    receipt_resent: 'a limit of its own',
    access_granted: 'stranger',
    role_offered: 'stranger',
  } satisfies Record<MailKind, string>
  expect(Object.keys(reasons).sort()).toEqual(Object.keys(composers).sort())
})
