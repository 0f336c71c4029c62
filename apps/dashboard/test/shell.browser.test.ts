// What stands around all screens.
import { expect, test } from 'vitest'
import { TEST_PASSWORD } from '../../../packages/server/test/factories.ts'
import { look } from '../../../packages/server/test/look.ts'
import { openDashboard } from './open-dashboard.ts'

const { live, visit, visitAs, origin } = await openDashboard()

test('who is not signed in is asked to, and then shown what they came for', async () => {
  const owner = await live.make.account()
  const handle = await live.make.handle({ owner })
  const page = await visit(`/h/${handle.name}`)
  await page.waitForURL((url) => url.pathname === '/sign-in')
  await look(page, 'sign-in', { colours: true })
  await page.getByLabel('Email address').fill(owner.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(TEST_PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${origin}/h/${handle.name}`)
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
})

test('the shell is accessible, and fits a phone', async () => {
  const handle = await live.make.handle()
  const page = await visitAs(handle.owner, `/h/${handle.name}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await look(page, 'home', { colours: true })
  await page.keyboard.press('Tab')
  expect(await page.title()).toBe('Home · Latchkey')
})
