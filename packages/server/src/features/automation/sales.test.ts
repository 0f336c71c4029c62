import { mailBudgets } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { makeFile } from '../../../test/files.ts'

const t = await testApp()
const price = { amount: 2500, currency: 'usd' }

async function connected() {
  const handle = await t.make.handle()
  const { token } = await t.make.oauthToken({ account: handle.owner })
  const visitor = await t.make.visitor()
  const page = await t.make.page({ handle, price })
  return {
    handle,
    page,
    visitor,
    sale: await t.make.purchase({ page, visitor }),
    automation: t.client({ token }).automation,
    path: { handle: handle.name },
  }
}

describe('sales by a token', () => {
  test('are listed, narrowed, and as a file, as accounts see them', async () => {
    const { automation, handle, path, sale, visitor } = await connected()
    const own = (await t.as(handle.owner)).checkout
    const list = await unwrap(automation.automationListSales({ path, query: { email: visitor.email } }))
    expect(list.items.map(({ id }) => id)).toEqual([sale.id])
    expect(list).toEqual(await unwrap(own.listSales({ path })))
    const query = { from: '2030-02-01T00:00:00Z', to: '2030-01-01T00:00:00Z' }
    const wrong = await automation.automationListSales({ path, query })
    expect(wrong.error?.code).toBe('invalid_request')
    const customers = await unwrap(automation.automationListCustomers({ path }))
    expect(customers.items).toMatchObject([{ visitorId: visitor.id, purchases: 1 }])
  })

  test('show the address of the buyer, and of nobody who works on the handle', async () => {
    const { automation, handle, path, sale, visitor } = await connected()
    const [{ id: entry } = { id: '' }] = await t.db
      .selectFrom('ledger_entries')
      .select('id')
      .where('purchase_id', '=', sale.id)
      .execute()
    const now = t.clock.now()
    const notice = { ledger_entry_id: entry, event: 'sale_made', audience: 'seller' } as const
    await t.db
      .insertInto('notices')
      .values({ ...notice, created_at: now })
      .execute()
    await t.db
      .insertInto('notice_recipients')
      .values({ id: 'ntc_owner', ...notice, account_id: handle.owner.id, address: null })
      .execute()
    const mail = { created_at: now, attempt_after: now, outcome: 'sent', finished_at: now } as const
    await t.db
      .insertInto('mails')
      .values([
        {
          id: 'mail_01jd6z3v9kf2x8t5w4q7r1m0ce',
          kind: 'sale_made' as const,
          subject_id: 'ntc_owner',
          ...mail,
        },
        {
          id: 'mail_01jd6z3v9kf2x8t5w4q7r1m0cd',
          kind: 'purchase_confirmed' as const,
          subject_id: sale.id,
          ...mail,
        },
      ])
      .execute()
    const byToken = await unwrap(automation.automationGetSale({ path: { ...path, purchaseId: sale.id } }))
    expect(byToken.mails).toMatchObject([
      { audience: 'SELLER', email: null },
      { audience: 'BUYER', email: visitor.email },
    ])
    const { checkout } = await t.as(handle.owner)
    const byAccount = await unwrap(checkout.getSale({ path: { ...path, purchaseId: sale.id } }))
    expect(byAccount.mails[0]).toMatchObject({ audience: 'SELLER', email: handle.owner.email })
  })

  test('of another handle are not there', async () => {
    const [mine, theirs] = [await connected(), await connected()]
    const path = { ...mine.path, purchaseId: theirs.sale.id }
    expect((await mine.automation.automationGetSale({ path })).error?.code).toBe('purchase_not_found')
  })
})

test('a token reads and changes a file under the same rules as an account', async () => {
  const { automation, handle, path } = await connected()
  const budget = mailBudgets.at(-1)?.addresses ?? 0
  const people = Array.from({ length: budget + 2 }, (_, n) => `twin${n}@example.com`)
  const { id: fileId } = await makeFile(t, handle, { allowedEmails: people.slice(0, 1) })
  const file = { ...path, fileId }
  const read = await automation.automationGetFile({ path: file })
  const seen = read.response.headers.get('etag') ?? ''
  const put = (allowedEmails: string[], ifMatch = seen) =>
    automation.automationUpdateFile({
      path: file,
      body: { allowedEmails },
      headers: { 'If-Match': ifMatch },
    })
  const codeOf = async (answer: ReturnType<typeof put>) => (await answer).error?.code
  expect(await codeOf(put([]))).toBe('invalid_request')
  expect(await codeOf(put(people))).toBe('mail_budget_used_up')
  expect(await unwrap(put(people.slice(1, 3)))).toMatchObject({ allowedEmails: people.slice(1, 3) })
  expect(await codeOf(put(people.slice(0, 1)))).toBe('precondition_failed')

  const elsewhere = { ...path, fileId: (await makeFile(t, await t.make.handle())).id }
  expect((await automation.automationGetFile({ path: elsewhere })).error?.code).toBe('file_not_found')
  const changed = await automation.automationUpdateFile({ path: elsewhere, body: { expiresAt: null } })
  expect(changed.error?.code).toBe('file_not_found')
})

test('a token renders Markdown as an account does', async () => {
  const { automation, path } = await connected()
  const { html } = await unwrap(automation.automationRenderMarkdown({ path, body: { markdown: '**x**' } }))
  expect(html).toBe('<p dir="auto"><strong>x</strong></p>\n')
  const long = await automation.automationRenderMarkdown({ path, body: { markdown: 'x'.repeat(200_001) } })
  expect(long.error?.code).toBe('invalid_request')
})
