import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { readMarkup } from '../../test/markup.ts'

const t = await testApp()

test.each([
  ['/_edge/connect/returned', 'Back from Stripe', /finished the form/],
  ['/_edge/connect/refresh', 'This link has expired', /gives you a new link/],
])('%s is there for everybody, on the bare host', async (path, h1, text) => {
  const { handle } = await t.make.page()
  const response = await t.browser().get(path, { site: 'cross-site' })
  expect(response.status).toBe(200)
  const shown = readMarkup(await response.text())
  expect(shown.h1).toEqual([h1])
  expect(shown.text).toMatch(text)
  expect((await t.browser(handle).get(path)).status).toBe(404)
  expect((await t.browser('app').get(path)).status).toBe(404)
})
