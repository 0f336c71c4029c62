import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'

const body = { title: 'News', teaser: null, content: 'news', accessMode: 'PUBLIC' as const, price: null }

test('who is removed from the handle while a text is rendered writes nothing', async () => {
  let rendering = 0
  const started = Promise.withResolvers<void>()
  const removed = Promise.withResolvers<void>()
  const render = async () => {
    if (++rendering === 2) started.resolve()
    await removed.promise
    return { html: '<p>news</p>' }
  }
  await using t = await testApp({ replace: { markdown: { render } } })
  const handle = await t.make.handle()
  const account = await t.make.collaborator({ handle, role: 'CREATOR' })
  const { pages } = await t.as(account)
  const path = { handle: handle.name }
  const writing = [
    pages.createPage({ path, body: { ...body, slug: 'one' } }),
    pages.createPage({ path, body: { ...body, slug: 'two' }, headers: { 'Idempotency-Key': 'two' } }),
  ]
  await started.promise
  await t.db.deleteFrom('collaborators').where('account_id', '=', account.id).execute()
  removed.resolve()
  for (const { error } of await Promise.all(writing)) expect(error?.code).toBe('handle_not_found')
  expect(await t.db.selectFrom('pages').select('slug').execute()).toEqual([])
})
