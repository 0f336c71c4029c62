import { unwrap } from '@latchkey/sdk'
import type { Kysely } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestAccount } from '../../../test/factories.ts'
import { openShop, type Shop } from '../../../test/shop.ts'
import { up } from '../../platform/database/migrations/0019-notices.ts'
import type { OutgoingMail } from '../../platform/mail/smtp.ts'
import { creatorShare, type DatedFact, takenBy } from './creator-share.ts'
import { noticeMail } from './notice-mails.ts'
import { findNotices } from './notice-queries.ts'
import { eventOf } from './notices.ts'
import { settlePurchase } from './settle.ts'
import { sweepPayments } from './sweep.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

const OPERATOR = 'operator@latchkey.test'

/** A shop where a creator and an operator work beside the owner. */
async function openStudio() {
  const shop = await openShop(t)
  const { handle } = shop
  const creator = await t.make.collaborator({ handle, role: 'CREATOR' })
  const operator = await t.make.collaborator({ handle, role: 'OPERATOR' })
  return { shop, team: [handle.owner, creator, operator], creator }
}

/** Whether a mail is about a shop. */
const isAbout = (shop: Shop, { subject, text }: OutgoingMail) =>
  new RegExp(`\\b${shop.page.slug}\\b`).test(`${subject} ${text}`)

/** Mails to an address about a shop. */
const about = async (shop: Shop, email: string) =>
  (await t.mail.to(email)).filter((mail) => isAbout(shop, mail))

const subjects = async (shop: Shop, email: string) =>
  (await about(shop, email)).map(({ subject }) => subject.replace(`: Title of ${shop.page.slug}`, ''))

const newest = async (shop: Shop, email: string) => (await about(shop, email)).at(-1)?.text ?? ''

/** Events of the tests before. */
let earlier = 0
beforeEach(() => {
  earlier = t.stripe.webhooks.events().length
})

/** Every event of this test once more, a sweep, and what several workers do at once. */
async function again(shop: Shop) {
  const { id } = await shop.payment()
  for (const event of t.stripe.webhooks.events().slice(earlier)) await t.stripe.webhooks.deliver(event.id)
  await sweepPayments(t.deps)
  await Promise.all(Array.from({ length: 4 }, () => settlePurchase(t.deps, id)))
  await shop.settled()
}

/** Has mails wait, as when the mail server is away, for as long as `meanwhile` takes. */
async function whileMailWaits(meanwhile: () => Promise<unknown>) {
  t.mail.failWith = new Error('away')
  try {
    await meanwhile()
    await t.jobs.run()
  } finally {
    t.mail.failWith = null
  }
  await t.clock.advance(3600)
  await t.jobs.run()
}

const choose = async (
  account: TestAccount,
  shop: Shop,
  off: Partial<Record<'sales' | 'refunds' | 'disputes', false>>,
) => {
  const settings = { handle: shop.handle.name, sales: true, refunds: true, disputes: true, ...off }
  await unwrap((await t.as(account)).accounts.updateNotifications({ body: { items: [settings] } }))
}

describe('a sale', () => {
  test('is told to everybody who works on the handle, once, and to nobody else', async () => {
    const { shop, team } = await openStudio()
    const other = await openStudio()
    await shop.buy()
    await again(shop)
    for (const { email } of team) expect(await subjects(shop, email)).toEqual(['You made a sale'])
    for (const { email } of other.team) expect(await t.mail.to(email)).toEqual([])
    expect(await about(shop, OPERATOR)).toEqual([])
    expect(await subjects(shop, shop.visitor.email)).toEqual(['Your purchase'])
    const { id } = await shop.payment()
    const lines = (await newest(shop, shop.handle.owner.email)).split('\n')
    for (const line of [
      `Item: Title of ${shop.page.slug}`,
      `Buyer: ${shop.visitor.email}`,
      'Paid: $25.00',
      'Our fee: $1.25',
      'You receive: $23.75',
      `Purchase: ${id}`,
    ]) {
      expect(lines).toContain(line)
    }
    expect(lines.at(-2)).toContain('turn “sales” off in your account: ')
  })

  test('is none when access was given', async () => {
    const { shop, team } = await openStudio()
    await unwrap(shop.creator.checkout.grantAccess({ path: shop.path, body: { email: 'given@example.com' } }))
    await t.jobs.run()
    for (const { email } of team) expect(await about(shop, email)).toEqual([])
  })

  test('of the past is no news to somebody who joins', async () => {
    const { shop } = await openStudio()
    await shop.buy()
    const joined = await t.make.collaborator({ handle: shop.handle, role: 'CREATOR' })
    await unwrap(shop.refund())
    await again(shop)
    expect(await subjects(shop, joined.email)).toEqual(['Refunded'])
  })

  test('is not told to those who do not want it, as it happens or while the mail waits', async () => {
    const { shop, creator, team } = await openStudio()
    const [owner, , operator] = team
    await choose(creator, shop, { sales: false })
    await whileMailWaits(async () => {
      await shop.buy()
      await choose(operator as TestAccount, shop, { sales: false })
    })
    expect(await subjects(shop, creator.email)).toEqual([])
    expect(await subjects(shop, operator?.email ?? '')).toEqual([])
    expect(await subjects(shop, owner?.email ?? '')).toEqual(['You made a sale'])
    const { checkout } = await t.as(shop.handle.owner)
    await unwrap(checkout.refundPurchase({ path: shop.path, body: { visitorId: shop.visitor.id } }))
    expect(await subjects(shop, creator.email)).toEqual(['Refunded'])
  })

  test('is not told to those who left, or deleted their account, while the mail waits', async () => {
    const { shop, creator, team } = await openStudio()
    const operator = team[2] as TestAccount
    await whileMailWaits(async () => {
      await shop.buy()
      await t.db.deleteFrom('collaborators').where('account_id', '=', creator.id).execute()
      await unwrap((await t.as(operator)).accounts.deleteAccount())
    })
    expect(await about(shop, creator.email)).toEqual([])
    expect(await about(shop, operator.email)).toEqual([])
    const left = t.db.selectFrom('notice_recipients').select('id').where('account_id', '=', operator.id)
    expect(await left.execute()).toEqual([])
    expect(await subjects(shop, shop.handle.owner.email)).toEqual(['You made a sale'])
  })

  test('does not name a buyer who had their address erased', async () => {
    const { shop } = await openStudio()
    await whileMailWaits(async () => {
      await shop.buy()
      const { token } = await t.make.visitorSession({ visitor: shop.visitor })
      await unwrap(t.client({ token }).visitors.eraseVisitor())
    })
    const text = await newest(shop, shop.handle.owner.email)
    expect(text).toContain('Buyer: a buyer who had their address erased')
    expect(text).not.toContain(shop.visitor.email)
  })
})

describe('a refund', () => {
  test('by the team takes the share back', async () => {
    const { shop, team } = await openStudio()
    await shop.buy()
    await unwrap(shop.refund())
    await again(shop)
    for (const { email } of team) expect(await subjects(shop, email)).toEqual(['You made a sale', 'Refunded'])
    const text = await newest(shop, team[1]?.email ?? '')
    expect(text).toContain('Your team refunded $25.00')
    expect(text).toContain('Taken back: $23.75')
    expect(text).toContain('no longer has access')
    expect(text).toContain('turn “refunds” off')
  })

  test('is still the team’s when whoever asked for it has deleted their account', async () => {
    const { shop, creator } = await openStudio()
    await shop.buy()
    const { checkout } = await t.as(creator)
    const body = { visitorId: shop.visitor.id }
    await whileMailWaits(async () => {
      await unwrap(checkout.refundPurchase({ path: shop.path, body }))
      await shop.settled()
      await unwrap((await t.as(creator)).accounts.deleteAccount())
    })
    expect(await newest(shop, shop.handle.owner.email)).toContain('Your team refunded $25.00')
  })

  test('that we made at Stripe costs the creator nothing', async () => {
    const { shop, creator } = await openStudio()
    const { paymentIntentId } = await shop.buy()
    await t.stripe.dashboard.refund(paymentIntentId, 1000)
    await shop.settled()
    const text = await newest(shop, creator.email)
    expect(text).toContain('We refunded $10.00')
    expect(text).toContain('This costs you nothing')
    expect(text).toContain('The buyer has access')
  })

  test('at Stripe that reversed the transfer takes its part', async () => {
    const { shop, creator } = await openStudio()
    const { paymentIntentId } = await shop.buy()
    await t.deps.stripe.refunds.create({
      payment_intent: paymentIntentId,
      amount: 1000,
      reverse_transfer: true,
      refund_application_fee: true,
    })
    await shop.settled()
    expect(await newest(shop, creator.email)).toContain('Taken back: $9.50')
  })

  test('that Stripe refuses is told to nobody', async () => {
    const { shop, team } = await openStudio()
    const { paymentIntentId } = await shop.buy()
    t.stripe.webhooks.lose(true)
    await t.stripe.dashboard.openDispute(paymentIntentId)
    t.stripe.webhooks.lose(false)
    expect((await shop.refund()).error?.code).toBe('purchase_disputed')
    await shop.settled()
    for (const { email } of team) {
      expect(await subjects(shop, email)).toEqual(['You made a sale', 'A payment is disputed'])
    }
    expect(await subjects(shop, shop.visitor.email)).toEqual(['Your purchase', 'Your access is paused'])
  })
})

describe('a refund that failed in the end', () => {
  const refundId = async (shop: Shop) => {
    const [charge] = await shop.charges()
    const { data } = await t.deps.stripe.refunds.list({ charge: charge?.id ?? '' })
    return data[0]?.id ?? ''
  }

  test.each([
    ['failed', 'did not go through'],
    ['canceled', 'was canceled before it arrived'],
  ] as const)('%s is told to the buyer, the team and the platform, once', async (status, words) => {
    const { shop, team } = await openStudio()
    await shop.buy()
    await unwrap(shop.refund())
    await shop.settled()
    await t.stripe.dashboard.setRefundStatus(await refundId(shop), status)
    await shop.settled()
    await again(shop)
    for (const { email } of team) {
      expect(await subjects(shop, email)).toEqual(['You made a sale', 'Refunded', 'A refund failed'])
    }
    expect(await subjects(shop, OPERATOR)).toEqual(['A refund failed'])
    expect(await subjects(shop, shop.visitor.email)).toEqual([
      'Your purchase',
      'Your refund',
      'Your refund did not arrive',
    ])
    const toBuyer = await newest(shop, shop.visitor.email)
    expect(toBuyer).toContain(`which we said was on its way to you, ${words}`)
    expect(toBuyer).toContain('The money has not reached you')
    expect(toBuyer).toContain('as you could before the refund')
    expect(toBuyer).toContain('hello@latchkey.test')
    const toCreator = await newest(shop, team[1]?.email ?? '')
    expect(toCreator).toContain('The $23.75 it took')
    expect(toCreator).toContain('The buyer has access')
    expect(await newest(shop, OPERATOR)).toContain(`Refund id: ${await refundId(shop)}`)
  })

  test('is told to all of them when the team was answered that it is being finished', async () => {
    const { shop, team } = await openStudio()
    const { paymentIntentId } = await shop.buy()
    t.stripe.fault('api-down')
    const { refund } = await unwrap(shop.refund())
    t.stripe.fault(null)
    expect(refund.status).toBe('pending')
    await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    await t.clock.advance(3600)
    await again(shop)
    for (const { email } of team) {
      expect((await subjects(shop, email)).toSorted()).toEqual([
        'A payment is disputed',
        'A refund failed',
        'You made a sale',
      ])
    }
    expect((await subjects(shop, shop.visitor.email)).toSorted()).toEqual([
      'Your access is paused',
      'Your purchase',
      'Your refund did not arrive',
    ])
    const mails = await about(shop, shop.visitor.email)
    expect(mails.map(({ text }) => text).join()).not.toContain('which we said')
  })

  test('before anybody was told sends nothing', async () => {
    const { shop, team } = await openStudio()
    await shop.buy()
    await unwrap(shop.refund())
    await t.stripe.dashboard.setRefundStatus(await refundId(shop), 'failed')
    const { id } = await shop.payment()
    await settlePurchase(t.deps, id)
    // Taken back before any of them is written, so that no order of the jobs tells of the failure alone.
    const noted = (await findNotices(t.db, id)).filter(({ event }) => event === 'refund_failed')
    expect(noted).toEqual([])
    await shop.settled()
    await again(shop)
    for (const { email } of team) expect(await subjects(shop, email)).toEqual(['You made a sale'])
    expect(await subjects(shop, shop.visitor.email)).toEqual(['Your purchase'])
    expect(await about(shop, OPERATOR)).toEqual([])
  })

  test('while the mails about it wait sends nothing either', async () => {
    const { shop, team } = await openStudio()
    await shop.buy()
    await whileMailWaits(async () => {
      await unwrap(shop.refund())
      await shop.settled()
      await t.stripe.dashboard.setRefundStatus(await refundId(shop), 'failed')
      await shop.settled()
    })
    // Those that had been tried and deferred were taken back too, so that no order of the jobs tells of the failure alone.
    const { id } = await shop.payment()
    expect((await findNotices(t.db, id)).filter(({ event }) => event === 'refund_failed')).toEqual([])
    for (const { email } of team) expect(await subjects(shop, email)).toEqual(['You made a sale'])
    expect(await subjects(shop, shop.visitor.email)).toEqual(['Your purchase'])
    expect(await about(shop, OPERATOR)).toEqual([])
  })

  test('is not told to a buyer who is erased', async () => {
    const { shop } = await openStudio()
    await shop.buy()
    await unwrap(shop.refund())
    await shop.settled()
    await whileMailWaits(async () => {
      await t.stripe.dashboard.setRefundStatus(await refundId(shop), 'failed')
      await shop.settled()
      const { token } = await t.make.visitorSession({ visitor: shop.visitor })
      await unwrap(t.client({ token }).visitors.eraseVisitor())
    })
    expect(await subjects(shop, shop.visitor.email)).toEqual(['Your purchase', 'Your refund'])
    expect(t.mail.sent.filter(({ to }) => to.endsWith('erased.invalid'))).toEqual([])
    const text = await newest(shop, OPERATOR)
    expect(text).toContain('a buyer who had their address erased')
    expect(text).not.toContain('We have told them')
  })
})

describe('a dispute', () => {
  test('is told as it opens and as it is won, to everybody whom it concerns, once', async () => {
    const { shop, team } = await openStudio()
    const { paymentIntentId } = await shop.buy()
    const due = /Response due: (.+)/
    const dispute = await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    const { revision } = await shop.payment()
    await again(shop)
    expect((await shop.payment()).revision, 'the same state is no change').toBe(revision)
    for (const { email } of team) {
      expect(await subjects(shop, email)).toEqual(['You made a sale', 'A payment is disputed'])
    }
    expect(await subjects(shop, OPERATOR)).toEqual(['A payment is disputed'])
    expect(await subjects(shop, shop.visitor.email)).toEqual(['Your purchase', 'Your access is paused'])
    const { evidence_details: details } = await t.deps.stripe.disputes.retrieve(dispute)
    const date = new Date((details.due_by ?? 0) * 1000).toISOString().slice(8, 10).replace(/^0/, '')
    const toPlatform = await newest(shop, OPERATOR)
    expect(due.exec(toPlatform)?.[1]).toMatch(new RegExp(`^${date} `))
    for (const words of [
      'Respond in Stripe’s dashboard',
      'Bank’s reason: fraudulent',
      `At Stripe: ${dispute}`,
    ]) {
      expect(toPlatform).toContain(words)
    }
    const toCreator = await newest(shop, team[1]?.email ?? '')
    for (const words of [
      'We will respond to the bank',
      'Disputed: $25.00',
      '$23.75 is taken back',
      'is paused',
    ]) {
      expect(toCreator).toContain(words)
    }
    expect(toCreator).toMatch(due)
    expect(await newest(shop, shop.visitor.email)).toContain('ask your bank to withdraw the dispute')

    await t.stripe.dashboard.closeDispute(dispute, 'won')
    await shop.settled()
    await again(shop)
    for (const email of [OPERATOR, ...team.map((account) => account.email)]) {
      expect((await subjects(shop, email)).slice(-2)).toEqual([
        'A payment is disputed',
        'The dispute was won',
      ])
    }
    expect((await subjects(shop, shop.visitor.email)).slice(1)).toEqual([
      'Your access is paused',
      'You have access again',
    ])
    expect(await newest(shop, team[1]?.email ?? '')).toContain('The $23.75 that was taken back')
  })

  test('that is lost ends access, and says so', async () => {
    const { shop, creator } = await openStudio()
    const { paymentIntentId } = await shop.buy()
    const dispute = await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    await t.stripe.dashboard.closeDispute(dispute, 'lost')
    await shop.settled()
    await again(shop)
    expect((await subjects(shop, creator.email)).at(-1)).toBe('The dispute was lost')
    expect(await newest(shop, creator.email)).toContain('stays with the buyer')
    expect(await subjects(shop, OPERATOR)).toEqual(['A payment is disputed', 'The dispute was lost'])
    expect((await subjects(shop, shop.visitor.email)).at(-1)).toBe('Your access has ended')
    expect(await newest(shop, shop.visitor.email)).toContain('You can buy it again')
  })

  test('that was won and is lost after all is told again', async () => {
    const { shop, creator } = await openStudio()
    const { paymentIntentId } = await shop.buy()
    const dispute = await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    for (const outcome of ['won', 'lost'] as const) {
      await t.stripe.dashboard.closeDispute(dispute, outcome)
      await shop.settled()
    }
    expect((await subjects(shop, creator.email)).slice(2)).toEqual([
      'The dispute was won',
      'The dispute was lost',
    ])
    expect((await subjects(shop, shop.visitor.email)).slice(2)).toEqual([
      'You have access again',
      'Your access has ended',
    ])
  })

  test('that ended before the mail went out is told by its end only', async () => {
    const { shop, creator } = await openStudio()
    const { paymentIntentId } = await shop.buy()
    await whileMailWaits(async () => {
      const dispute = await t.stripe.dashboard.openDispute(paymentIntentId)
      await shop.settled()
      await t.stripe.dashboard.closeDispute(dispute, 'lost')
      await shop.settled()
    })
    expect(await subjects(shop, creator.email)).toEqual(['You made a sale', 'The dispute was lost'])
    expect(await subjects(shop, OPERATOR)).toEqual(['The dispute was lost'])
  })

  test('of which access does not change is not told to the buyer', async () => {
    const { shop, creator } = await openStudio()
    const { paymentIntentId, id } = await shop.buy()
    const path = { ...shop.path, purchaseId: id }
    await unwrap(shop.creator.checkout.revokeAccess({ path }))
    const dispute = await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    await t.stripe.dashboard.closeDispute(dispute, 'won')
    await shop.settled()
    expect(await subjects(shop, shop.visitor.email)).toEqual(['Your purchase'])
    expect(await newest(shop, creator.email)).toContain('The buyer no longer has access')
  })

  test('is not told to those who do not want it', async () => {
    const { shop, creator } = await openStudio()
    const { paymentIntentId } = await shop.buy()
    await choose(creator, shop, { disputes: false })
    await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    expect(await subjects(shop, creator.email)).toEqual(['You made a sale'])
    expect(await subjects(shop, shop.handle.owner.email)).toContain('A payment is disputed')
  })

  test('is one mail to somebody who runs the platform and works on the handle', async () => {
    const { shop } = await openStudio()
    const account = await t.make.account({ email: OPERATOR })
    await t.make.collaborator({ handle: shop.handle, account, role: 'CREATOR' })
    const { paymentIntentId } = await shop.buy()
    await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    expect(await subjects(shop, OPERATOR)).toEqual(['You made a sale', 'A payment is disputed'])
    expect(await newest(shop, OPERATOR)).toContain('Respond in Stripe’s dashboard')
    const [recipient] = await t.db
      .selectFrom('notice_recipients')
      .select('id')
      .where('address', '=', OPERATOR)
      .orderBy('id', 'desc')
      .execute()
    const config = { ...t.deps.config, PLATFORM_OPERATORS: [] }
    expect(await noticeMail(t.deps, recipient?.id ?? '', null)).toMatchObject({ to: OPERATOR })
    expect(await noticeMail({ ...t.deps, config }, recipient?.id ?? '', null)).toBeNull()
  })
})

describe('an inquiry', () => {
  test('is told to the platform and the team, not to the buyer', async () => {
    const { shop, creator } = await openStudio()
    const { paymentIntentId } = await shop.buy()
    const inquiry = await t.stripe.dashboard.openDispute(paymentIntentId, { inquiry: true })
    await shop.settled()
    await again(shop)
    for (const email of [OPERATOR, creator.email]) {
      expect((await subjects(shop, email)).at(-1)).toBe('A bank is asking about a payment')
      expect(await newest(shop, email)).toContain('No money has moved')
    }
    await t.stripe.dashboard.closeDispute(inquiry, 'warning_closed')
    await shop.settled()
    await again(shop)
    for (const email of [OPERATOR, creator.email]) {
      expect((await subjects(shop, email)).slice(-2)).toEqual([
        'A bank is asking about a payment',
        'A bank’s question has been settled',
      ])
    }
    expect(await subjects(shop, shop.visitor.email)).toEqual(['Your purchase'])
  })

  test('that was over before anybody heard of it is told to nobody', async () => {
    const { shop, creator } = await openStudio()
    const { paymentIntentId } = await shop.buy()
    t.stripe.webhooks.lose(true)
    const inquiry = await t.stripe.dashboard.openDispute(paymentIntentId, { inquiry: true })
    await t.stripe.dashboard.closeDispute(inquiry, 'warning_closed')
    t.stripe.webhooks.lose(false)
    await again(shop)
    expect(await subjects(shop, creator.email)).toEqual(['You made a sale'])
    expect(await about(shop, OPERATOR)).toEqual([])
  })
})

test('what happened before there were notices is no news, but a dispute that is open is', async () => {
  const past = await openStudio()
  await past.shop.buy()
  await unwrap(past.shop.refund())
  const open = await openStudio()
  const { paymentIntentId } = await open.shop.buy()
  await t.stripe.dashboard.openDispute(paymentIntentId)
  await open.shop.settled()
  for (const statement of [
    'drop table notice_recipients, notices',
    'alter table ledger_entries drop column due_by',
    'alter table collaborators drop column sale_mails, drop column refund_mails, drop column dispute_mails',
    `delete from mails where kind in ('sale_made', 'sale_refunded', 'dispute_opened')`,
  ]) {
    await t.deps.pool.query(statement)
  }
  await up(t.db as unknown as Kysely<unknown>)
  const sent = t.mail.sent.length
  await again(past.shop)
  await again(open.shop)
  const news = t.mail.sent
    .slice(sent)
    .filter((mail) => [past.shop, open.shop].some((shop) => isAbout(shop, mail)))
  const told = news.map(({ to, subject }) => [to, subject.split(':')[0]])
  expect(told.toSorted()).toEqual(
    [
      ...[OPERATOR, ...open.team.map(({ email }) => email)].map((email) => [email, 'A payment is disputed']),
      [open.shop.visitor.email, 'Your access is paused'],
    ].toSorted(),
  )
})

test.each([
  ['charge', 'succeeded', 'sale_made'],
  ['charge', 'failed', null],
  ['charge', 'pending', null],
  ['refund', 'requested', null],
  ['refund', 'requires_action', null],
  ['refund', 'pending', 'sale_refunded'],
  ['refund', 'succeeded', 'sale_refunded'],
  ['refund', 'failed', 'refund_failed'],
  ['refund', 'canceled', 'refund_failed'],
  ['dispute', 'warning_needs_response', 'inquiry_opened'],
  ['dispute', 'warning_under_review', 'inquiry_opened'],
  ['dispute', 'warning_closed', 'inquiry_closed'],
  ['dispute', 'prevented', 'inquiry_closed'],
  ['dispute', 'needs_response', 'dispute_opened'],
  ['dispute', 'under_review', 'dispute_opened'],
  ['dispute', 'a_state_of_tomorrow', 'dispute_opened'],
  ['dispute', 'won', 'dispute_won'],
  ['dispute', 'lost', 'dispute_lost'],
] as const)('a %s that is %s: %s', (kind, status, event) => {
  expect(eventOf({ kind, status, amount: 1 })).toBe(event)
})

describe('the share of the creator', () => {
  const row = (id: string, fields: Partial<DatedFact>): DatedFact => ({
    id,
    kind: 'refund',
    status: 'succeeded',
    amount: 1000,
    portion: fields.amount ?? 1000,
    cause: null,
    reversed_amount: null,
    returned_fee: null,
    funds: null,
    created_at: t.clock.now(),
    ...fields,
  })
  const charge = row('chg_1', { kind: 'charge', amount: 2500 })
  const own = row('rfd_1', { cause: 'creator' })
  const goodwill = row('rfd_2', {})
  const disputed = row('dsp_1', {
    kind: 'dispute',
    status: 'needs_response',
    amount: 2500,
    funds: 'withdrawn',
  })
  const purchase = {
    amount: 2500,
    currency: 'usd',
    application_fee: 125,
    transfer_amount: null,
    fee_amount: null,
    settlement_currency: null,
  }
  const share = (ledger: readonly DatedFact[]) => creatorShare(purchase, ledger).net

  test('is lowered by what was taken, never below nothing', () => {
    expect(share([charge])).toBe(2375)
    expect(creatorShare({ ...purchase, application_fee: null }, [charge]).net).toBe(2500)
    expect(share([charge, own, goodwill])).toBe(1425)
    expect(share([charge, own, disputed])).toBe(0)
    expect(share([charge, { ...own, status: 'failed' }])).toBe(2375)
  })

  test('is taken by each row once, in the order of time', () => {
    const later = { ...own, id: 'rfd_3', created_at: new Date(t.clock.now().getTime() + 1000) }
    const ledger = [charge, disputed, goodwill, later]
    expect(takenBy(purchase, ledger, disputed).amount).toBe(2375)
    expect(takenBy(purchase, ledger, later).amount).toBe(0)
    expect(takenBy(purchase, ledger, goodwill).amount).toBe(0)
    expect(takenBy(purchase, [charge, own], { ...own, status: 'failed' }).amount).toBe(950)
  })
})
