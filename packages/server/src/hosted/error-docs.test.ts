import { type ErrorCode, errorCatalogue, errorEntry, retryMeanings } from '@latchkey/contract'
import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { readMarkup } from '../../test/markup.ts'

// Without a built site they stand in for its own.
const t = await testApp({ env: { ASSETS_DIR: '/nowhere' } })
const codes = Object.keys(errorCatalogue) as ErrorCode[]

test.each(codes)('%s has a page where its errors say that it is', async (code) => {
  const { pathname, host } = new URL(`${t.deps.config.docsUrl}/errors/${code}`)
  expect(host).toBe(`docs.${t.deps.config.PUBLIC_DOMAIN}`)
  const response = await t.browser('docs').get(pathname)
  expect(response.status).toBe(200)
  const { h1, text } = readMarkup(await response.text())
  expect(h1).toEqual([code])
  const { message, cause, cure, retry } = errorEntry(code)
  for (const part of [message, cause, cure, retryMeanings[retry]]) {
    expect(text).toContain(part.replaceAll('`', ''))
  }
  expect(text).not.toContain('`')
})

test('an error leads to its page', async () => {
  const { error } = await t.client().pages.getPublicPage({ path: { handle: 'nobody', pageSlug: 'nothing' } })
  expect(error?.docUrl).toBe(`${t.deps.config.docsUrl}/errors/page_not_found`)
})

test.each(['no_such_code', 'constructor', '__proto__', 'page_not_found/x'])('%s has none', async (code) => {
  expect((await t.browser('docs').get(`/errors/${code}`)).status).toBe(503)
})

test('the pages are on the docs host only', async () => {
  const { handle } = await t.make.page()
  expect((await t.browser().get('/errors/page_not_found')).status).toBe(404)
  expect((await t.browser(handle).get('/errors/page_not_found')).status).toBe(404)
})

test.each([
  ['page_not_paid', ['createCheckout', 'grantAccess']],
  ['internal_error', ['Every operation.']],
  ['method_not_allowed', ['No operation']],
])('%s says where it is answered', async (code, places) => {
  const { text } = readMarkup(await (await t.browser('docs').get(`/errors/${code}`)).text())
  for (const place of places) expect(text).toContain(place)
  expect(text).not.toContain('listPages')
})
