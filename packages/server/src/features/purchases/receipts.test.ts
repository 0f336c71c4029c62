import { RECEIPTS_PER_DAY } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'

const t = await testApp()
const price = { amount: 2500, currency: 'usd' }
const DAY = 24 * 3600

async function sold(row = {}) {
  const handle = await t.make.handle()
  const page = await t.make.page({ handle, price })
  const visitor = await t.make.visitor()
  const { id } = await t.make.purchase({ page, visitor, row })
  const path = { handle: handle.name, purchaseId: id }
  return {
    handle,
    page,
    visitor,
    path,
    creator: await t.as(await t.make.collaborator({ handle, role: 'CREATOR' })),
    subjects: async () => (await t.mail.to(visitor.email)).map(({ subject }) => subject),
  }
}

describe('resendReceipt', () => {
  test('sends the buyer a new mail each time, with what they paid, and tells what became of it', async () => {
    const { creator, path, page, visitor, handle, subjects } = await sold()
    const mail = await unwrap(creator.checkout.resendReceipt({ path }))
    expect(mail).toMatchObject({
      kind: 'RECEIPT_RESENT',
      audience: 'BUYER',
      email: visitor.email,
      outcome: 'PENDING',
      finishedAt: null,
    })
    await unwrap(creator.checkout.resendReceipt({ path }))
    const subject = `Your receipt: Title of ${page.slug}`
    expect(await subjects()).toEqual([subject, subject])
    const [sent] = await t.mail.to(visitor.email)
    expect(sent?.text).toContain('$25.00')
    expect(sent?.text).toContain(path.purchaseId)
    const sale = await unwrap(creator.checkout.getSale({ path }))
    expect(sale.mails.find(({ id }) => id === mail.id)).toMatchObject({ outcome: 'SENT' })
    const { items } = await unwrap(
      (await t.as(handle.owner)).handles.listAuditEvents({ path: { handle: handle.name } }),
    )
    expect(items.filter(({ action }) => action === 'receipt.resent')).toHaveLength(2)
  })

  test('says how the purchase stands now, and leads nowhere when access is over', async () => {
    const { creator, path, page, visitor, handle } = await sold({
      access: 'ended',
      grant_type: 'REFUNDED',
      refunded_amount: 2500,
    })
    await unwrap(creator.checkout.resendReceipt({ path }))
    const [mail] = await t.mail.to(visitor.email)
    expect(mail?.text).toContain('Refunded')
    expect(mail?.text).not.toContain(`${t.origin(handle.name)}/${page.slug}`)
  })

  test('under one Idempotency-Key sends one', async () => {
    const { creator, path, subjects } = await sold()
    const headers = { 'Idempotency-Key': 'receipt-1' }
    const first = await unwrap(creator.checkout.resendReceipt({ path, headers }))
    expect(await unwrap(creator.checkout.resendReceipt({ path, headers }))).toEqual(first)
    expect(await subjects()).toHaveLength(1)
  })

  test('many at once send no more than a day allows, and the next day others', async () => {
    const { handle, creator, path, subjects } = await sold()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => creator.checkout.resendReceipt({ path })),
    )
    expect(answers.filter(({ data }) => data)).toHaveLength(RECEIPTS_PER_DAY)
    const refused = answers.flatMap(({ error }) => error ?? [])
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['rate_limited']))
    expect(refused[0]?.details).toEqual({ limit: 'resendReceipt:purchase', retryAfterSeconds: DAY })
    expect(await subjects()).toHaveLength(RECEIPTS_PER_DAY)
    await t.clock.advance(DAY)
    const later = (await t.as(handle.owner)).checkout
    await unwrap(later.resendReceipt({ path }))
    expect(await subjects()).toHaveLength(RECEIPTS_PER_DAY + 1)
  })

  test('there is none of what was given, nor for who erased their data', async () => {
    const grant = await sold({ amount: null, currency: null, grant_type: 'GRANTED' })
    const given = await grant.creator.checkout.resendReceipt({ path: grant.path })
    expect(given.error).toMatchObject({ code: 'receipt_unavailable', details: { reason: 'granted' } })

    const { creator, path, visitor } = await sold()
    // Asked for before, and not sent yet: it is not sent any more.
    await unwrap(creator.checkout.resendReceipt({ path }))
    const { token } = await t.make.visitorSession({ visitor })
    await unwrap(t.client({ token }).visitors.eraseVisitor())
    const erased = await creator.checkout.resendReceipt({ path })
    expect(erased.error).toMatchObject({ code: 'receipt_unavailable', details: { reason: 'erased' } })
    await t.jobs.run()
    expect(await t.mail.to(visitor.email)).toEqual([])
    const sale = await unwrap(creator.checkout.getSale({ path }))
    expect(sale.mails).toMatchObject([{ kind: 'RECEIPT_RESENT', email: null, outcome: 'UNWANTED' }])
  })
})
