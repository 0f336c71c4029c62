import { expect, test } from 'vitest'
import { enqueueMail } from '../src/platform/mail/outbox.ts'
import { testApp } from './app.ts'
import { linksOf } from './mail-links.ts'

const t = await testApp()

test('the check finds a mail that leads to nothing, in its text and in its HTML', async () => {
  const page = await t.make.page({ price: { amount: 2500, currency: 'usd' } })
  const visitor = await t.make.visitor()
  const { id } = await t.make.purchase({ page, visitor })
  await t.db.updateTable('pages').set({ state: 'draft' }).where('id', '=', page.id).execute()
  await enqueueMail(t.db, { kind: 'purchase_confirmed', subjectId: id, now: t.clock.now() })
  await expect(t.jobs.run()).rejects.toThrow(`/${page.slug}, which answers 404`)
  expect(
    linksOf({ text: 'See https://a.example/x\nand', html: '<a href="https://b.example/?a=1&amp;b=2">' }),
  ).toEqual(['https://a.example/x', 'https://b.example/?a=1&b=2'])
})
