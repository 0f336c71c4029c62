import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'

const t = await testApp()

async function offer(target = 3) {
  const handle = await t.make.handle({ displayName: 'Ana’s <Studio>' })
  const { groupBuys } = await t.as(handle.owner)
  const path = { handle: handle.name, groupBuySlug: 'vip-launch' }
  const body = {
    slug: 'vip-launch',
    title: 'VIP <launch>',
    description: 'All **of** it',
    targetQuantity: target,
  }
  await unwrap(groupBuys.createGroupBuy({ path: { handle: handle.name }, body }))
  await unwrap(groupBuys.publishGroupBuy({ path }))
  return { handle, groupBuys, path, url: `${t.origin(handle.name)}/_edge/group-buys/vip-launch` }
}

const text = async (response: Response) => await response.text()
describe('the page of a group buy', () => {
  test('takes a stranger through the mail to saying how many, changing it and taking it back', async () => {
    const { handle, path, url } = await offer()
    const browser = t.browser(handle.name)
    const first = await text(await browser.get(url))
    expect(first).toContain('VIP &lt;launch&gt;')
    expect(first).toContain('<strong>of</strong>')
    expect(first).toContain('Ana’s &lt;Studio&gt;')

    const asked = await browser.post(url, { action: 'sign-in', email: 'fan@example.com' })
    expect(asked.status).toBe(303)
    const challenge = new URL(asked.headers.get('location') ?? '', url).searchParams.get('challenge') ?? ''
    const { code } = await t.mail.magicLinkFor('fan@example.com')
    const checkMail = `${t.origin(handle.name)}/_edge/visitor/check-mail`
    const signedIn = await browser.post(checkMail, { challenge, code: code ?? '' })
    expect(signedIn.headers.get('location')).toBe(url)

    expect(await text(await browser.get(url))).toContain('How many do you want?')
    expect((await browser.post(url, { action: 'interest', quantity: '2' })).status).toBe(303)
    expect(await text(await browser.get(url))).toContain('value="2"')
    const wrong = await browser.post(url, { action: 'interest', quantity: '0' })
    expect(wrong.status).toBe(400)
    expect(await text(wrong)).toContain('from 1 to 100')
    await browser.post(url, { action: 'interest', quantity: '5' })
    const { interestedQuantity } = await unwrap(t.client().groupBuys.getPublicGroupBuy({ path }))
    expect(interestedQuantity).toBe(5)
    await browser.post(url, { action: 'withdraw' })
    expect((await unwrap(t.client().groupBuys.getPublicGroupBuy({ path }))).people).toBe(0)
  })

  test('says that it is paused, over, or on', async () => {
    const { handle, groupBuys, path, url } = await offer(1)
    const browser = t.browser(handle.name)
    const shown = async () => await text(await browser.get(url))
    await unwrap(groupBuys.pauseGroupBuy({ path }))
    expect(await shown()).toContain('Paused for now')
    await unwrap(groupBuys.publishGroupBuy({ path }))
    const { token } = await t.make.visitorSession()
    await unwrap(t.client({ token }).groupBuys.expressInterest({ path, body: { quantity: 1 } }))
    await unwrap(groupBuys.activateGroupBuy({ path }))
    expect(await shown()).toContain('going ahead')
    const second = await offer()
    await unwrap(second.groupBuys.closeGroupBuy({ path: second.path }))
    expect(await text(await t.browser(second.handle.name).get(second.url))).toContain(
      'This group buy is over',
    )
  })

  test('a draft looks like one that does not exist, and a form that makes no sense is refused', async () => {
    const { handle, groupBuys, url } = await offer()
    const body = { slug: 'draft', title: 'Draft', description: '', targetQuantity: 1 }
    await unwrap(groupBuys.createGroupBuy({ path: { handle: handle.name }, body }))
    const browser = t.browser(handle.name)
    for (const slug of ['draft', 'nothing', 'not--a-slug', '%00']) {
      expect((await browser.get(url.replace('vip-launch', slug))).status).toBe(404)
    }
    expect((await browser.post(url, { action: 'nonsense' })).status).toBe(400)
  })

  test('a form of another site does nothing', async () => {
    const { handle, path, url } = await offer()
    const { token } = await t.make.visitorSession()
    const browser = t.browser(handle.name)
    browser.setCookie('_10x_visitor', token)
    const response = await browser.post(url, { action: 'interest', quantity: '9' }, { site: 'same-site' })
    expect(response.status).toBe(403)
    expect((await unwrap(t.client().groupBuys.getPublicGroupBuy({ path }))).people).toBe(0)
  })
})
