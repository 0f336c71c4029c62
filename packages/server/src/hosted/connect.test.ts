import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { readMarkup } from '../../test/markup.ts'

const t = await testApp({ stripe: true })

test.each([
  ['/_edge/connect/returned', 'Back from Stripe', /finished the form/],
  ['/_edge/connect/returned?handle=nobody-there', 'Back from Stripe', /finished the form/],
  ['/_edge/connect/returned?handle=../x', 'Back from Stripe', /finished the form/],
  ['/_edge/connect/refresh', 'Request a new onboarding link', /to get a new link/],
])('%s is there for everybody, on the bare host', async (path, h1, text) => {
  const { handle } = await t.make.page()
  const response = await t.browser().get(path, { site: 'cross-site' })
  expect(response.status).toBe(200)
  const shown = readMarkup(await response.text())
  expect(shown.h1).toEqual([h1])
  expect(shown.text).toMatch(text)
  expect(shown.forms).toEqual([])
  expect((await t.browser(handle).get(path)).status).toBe(404)
  expect((await t.browser('app').get(path)).status).toBe(404)
})

test.each(['mira', 'oauth'])('what is left for %s is one click away, in the dashboard', async (name) => {
  const links = async (path: string) =>
    readMarkup(await (await t.browser().get(`/_edge/connect/${path}?handle=${name}`)).text()).links
  expect(await links('refresh')).toContain(`${t.origin('app')}/h/${name}/revenue?connect=again`)
  await t.make.handle({ name, stripeAccount: await t.stripe.dashboard.createReadyAccount() })
  expect(await links('returned')).toContain(`${t.origin('app')}/h/${name}/revenue`)
})

test('the way back says that Stripe is connected once payments can be taken', async () => {
  const handle = await t.make.handle({ displayName: 'Demo Studio' })
  const url = `/_edge/connect/returned?handle=${handle.name}`
  const show = async () => readMarkup(await (await t.browser().get(url)).text())
  const waiting = await show()
  expect(waiting.h1).toEqual(['Back from Stripe'])
  expect(waiting.links).toContain(url)
  const ready = await t.make.handle({
    displayName: 'Demo Studio',
    stripeAccount: await t.stripe.dashboard.createReadyAccount(),
  })
  const connected = readMarkup(
    await (await t.browser().get(`/_edge/connect/returned?handle=${ready.name}`)).text(),
  )
  expect(connected.h1).toEqual(['Stripe is connected'])
  expect(connected.text).toContain('Demo Studio')
  const site = connected.links.find((link) => link.includes(`//${ready.name}.`)) ?? ''
  expect((await t.browser().get(site)).status).toBe(200)
})
