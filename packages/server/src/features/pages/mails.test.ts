import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { enqueueMail } from '../../platform/mail/outbox.ts'

const t = await testApp()

const told = (handleId: string) =>
  enqueueMail(t.db, { kind: 'leva_ended', subjectId: handleId, now: t.clock.now() })

/** A page as the migration leaves it. */
const pageInLeva = async (title: string, handle: { id: string; name: string }) => {
  const page = await t.make.page({ handle, title, price: { amount: 4900, currency: 'bgn' } })
  await t.db.updateTable('pages').set({ state: 'draft' }).where('id', '=', page.id).execute()
  return page
}

test('the owner is told which pages need a price in euros, and which of them may be', async () => {
  const handle = await t.make.handle({ displayName: 'Studio' })
  await pageInLeva('The guide', handle)
  await pageInLeva('The map', handle)
  await t.make.page({ handle, title: 'Elsewhere', price: { amount: 900, currency: 'eur' } })
  await told(handle.id)
  const [mail] = await t.mail.to(handle.owner.email)
  expect(mail?.subject).toBe('Studio: 2 pages need a price in euros')
  expect(mail?.text).toContain('BGN 49.00, which is €25.05')
  expect(mail?.text).toMatch(/The guide[\s\S]*The map/)
  expect(mail?.text).not.toContain('Elsewhere')
})

test('nothing is sent when every price was set meanwhile', async () => {
  const handle = await t.make.handle()
  const page = await pageInLeva('The guide', handle)
  await t.db.updateTable('pages').set({ price_currency: 'eur' }).where('id', '=', page.id).execute()
  await told(handle.id)
  expect(await t.mail.to(handle.owner.email)).toEqual([])
})

test('a page is published again only with a price that can be charged', async () => {
  const handle = await t.make.handle()
  const page = await pageInLeva('The guide', handle)
  const { pages } = await t.as(handle.owner)
  const path = { handle: handle.name, pageSlug: page.slug }
  const refused = await pages.publishPage({ path })
  expect(refused.error).toMatchObject({
    code: 'invalid_request',
    details: { issues: [{ path: 'price.currency', message: expect.stringContaining('such as usd') }] },
  })
  await t.db.updateTable('pages').set({ price_currency: 'eur' }).where('id', '=', page.id).execute()
  expect((await unwrap(pages.publishPage({ path }))).page.state).toBe('PUBLISHED')
})
