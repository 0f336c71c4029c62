import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { newId } from '../../platform/ids.ts'
import { enqueueMail } from '../../platform/mail/outbox.ts'

const t = await testApp()
const demo = await t.make.handle({ name: 'demo', displayName: 'Demo Studio' })

async function purchase({
  email,
  price = { amount: 2500, currency: 'usd' },
  title = 'The <b>premium</b> guide',
  row = {},
}: {
  email: string
  price?: { amount: number; currency: string }
  title?: string
  row?: Parameters<typeof t.make.purchase>[0]['row'] & {}
}) {
  const page = await t.make.page({ handle: demo, title, price })
  const visitor = await t.make.visitor({ email })
  const { id } = await t.make.purchase({ page, visitor, row })
  return { id, page }
}

test('mails to buyers of a shop of its own lead back there, name the seller and are answered by them', async () => {
  const handle = await t.make.handle({
    displayName: 'Mira’s Shop',
    allowedOrigins: ['https://shop.example'],
    row: {
      support_email: 'help@shop.example',
      support_email_verified_at: t.clock.now(),
      terms_url: 'https://shop.example/terms',
      privacy_url: 'https://shop.example/privacy',
      refund_policy_url: 'https://shop.example/refunds',
      page_url_template: 'https://shop.example/#/p/{pageSlug}',
    },
  })
  const page = await t.make.page({ handle, price: { amount: 2500, currency: 'usd' } })
  const visitor = await t.make.visitor({ email: 'shopper@example.com' })
  const { id } = await t.make.purchase({ page, visitor })
  const entry = await refund(id, 2500)
  await mails(visitor.email, 'purchase_confirmed', id)
  await mails(visitor.email, 'access_granted', id)
  const [confirmed, granted, refunded] = await mails(visitor.email, 'purchase_refunded', entry)
  for (const mail of [confirmed, granted, refunded]) {
    expect(mail?.from).toEqual({ name: 'Mira’s Shop via Latchkey', address: 'hello@latchkey.test' })
    expect(mail?.replyTo).toBe('help@shop.example')
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toContain('Sent by Latchkey for Mira’s Shop.')
      expect(part).toContain('help@shop.example')
      for (const path of ['terms', 'privacy', 'refunds'])
        expect(part).toContain(`https://shop.example/${path}`)
    }
  }
  for (const mail of [confirmed, granted]) {
    expect(mail?.text).toContain(`https://shop.example/#/p/${page.slug}`)
  }

  // The front end is no longer theirs: mails lead to our own pages.
  await t.db.updateTable('handles').set({ allowed_origins: [] }).where('id', '=', handle.id).execute()
  const again = await t.make.purchase({ page: await t.make.page({ handle }), visitor })
  const [last] = (await mails(visitor.email, 'purchase_confirmed', again.id)).slice(-1)
  expect(last?.text).toContain(`${t.origin(handle.name)}/`)
  expect(last?.text).not.toContain('shop.example/#')
})

async function refund(purchaseId: string, amount: number, status = 'succeeded') {
  const id = newId('refund')
  const now = t.clock.now()
  await t.db
    .insertInto('ledger_entries')
    .values({
      id,
      purchase_id: purchaseId,
      kind: 'refund',
      stripe_id: `re_${id}`,
      status,
      amount,
      currency: 'usd',
      reason: 'for our own records',
      requested_by: null,
      transfer_reversal_id: null,
      created_at: now,
      updated_at: now,
    })
    .execute()
  return id
}

async function mails(
  email: string,
  kind: 'purchase_confirmed' | 'access_granted' | 'purchase_refunded',
  subjectId: string,
) {
  await enqueueMail(t.db, { kind, subjectId, now: t.clock.now() })
  return await t.mail.to(email)
}

test('the order confirmation has item, amount, seller, link, date and purchase id', async () => {
  const { id, page } = await purchase({ email: 'ana@example.com' })
  const [mail] = await mails('ana@example.com', 'purchase_confirmed', id)
  expect(mail?.subject).toBe('Your purchase: The <b>premium</b> guide')
  for (const line of [
    'Item: The <b>premium</b> guide',
    'Paid: $25.00',
    'Seller: Demo Studio (demo.latchkey.test)',
    'Date: 1 January 2030 at 12:00 UTC',
    `Purchase: ${id}`,
    `https://demo.latchkey.test/${page.slug}`,
  ]) {
    expect(mail?.text.split('\n')).toContain(line)
  }
  expect(mail?.html).toContain('The &lt;b&gt;premium&lt;/b&gt; guide')
  expect(mail?.html).toContain(`href="https://demo.latchkey.test/${page.slug}"`)
})

test('amounts are shown in the decimals of their currency', async () => {
  const { id } = await purchase({ email: 'yen@example.com', price: { amount: 1800, currency: 'jpy' } })
  const [mail] = await mails('yen@example.com', 'purchase_confirmed', id)
  expect(mail?.text).toContain('Paid: ¥1,800')
})

test('a purchase is confirmed once', async () => {
  const { id } = await purchase({ email: 'once@example.com' })
  await mails('once@example.com', 'purchase_confirmed', id)
  expect(await mails('once@example.com', 'purchase_confirmed', id)).toHaveLength(1)
})

test('a grant is no order', async () => {
  const row = { amount: null, currency: null, grant_type: 'GRANTED' } as const
  const { id } = await purchase({ email: 'granted@example.com', row })
  expect(await mails('granted@example.com', 'purchase_confirmed', id)).toHaveLength(0)
})

test.each([
  ['active', 1000, 'You keep your access to “The guide”.'],
  ['suspended', 2500, 'Your access to “The guide” is paused'],
  ['ended', 2500, 'Your access to “The guide” has ended'],
] as const)(
  'the refund mail of a purchase with access %s says what it means',
  async (access, amount, line) => {
    const email = `${access}@example.com`
    const { id } = await purchase({ email, title: 'The guide', row: { access } })
    const refundId = await refund(id, amount)
    const [mail] = await mails(email, 'purchase_refunded', refundId)
    expect(mail?.subject).toBe('Your refund: The guide')
    expect(mail?.text).toContain(line)
    expect(mail?.text).toContain(`Refunded: $${amount / 100}.00`)
    expect(mail?.text).toContain('Paid: $25.00')
    expect(mail?.text).toContain(`Refund: ${refundId}`)
    expect(mail?.text).toContain(`Purchase: ${id}`)
    expect(mail?.text).not.toContain('for our own records')
  },
)

test('a refund that failed meanwhile is not announced', async () => {
  const { id } = await purchase({ email: 'failed@example.com' })
  expect(await mails('failed@example.com', 'purchase_refunded', await refund(id, 2500, 'failed'))).toEqual([])
})
