import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestHandle } from '../../../test/factories.ts'
import { readMarkup } from '../../../test/markup.ts'
import { createTasks } from '../tasks.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

const put = async (handle: TestHandle, body: Record<string, unknown>) =>
  (await t.as(handle.owner)).handles.updateHandleProfile({
    path: { handle: handle.name },
    body: { displayName: 'Demo Studio', allowedOrigins: [], ...body },
  })

/** The newest link that was mailed to the address. */
async function proofLink(email: string): Promise<string> {
  const mails = await t.mail.to(email)
  const link = /https:\/\/\S+\/_edge\/support-email\/\S+/.exec(mails.at(-1)?.text ?? '')?.[0]
  if (!link) throw new Error(`No link was mailed to ${email}.`)
  return link
}

const contactOf = async ({ id }: TestHandle) =>
  (await t.db.selectFrom('handles').select('contact_email').where('id', '=', id).executeTakeFirstOrThrow())
    .contact_email

let addresses = 0
const newAddress = () => `help${++addresses}@shop.example`

describe('supportEmail', () => {
  test('counts once the link in the mail to it was used; opening it is not enough', async () => {
    const handle = await t.make.handle()
    const email = newAddress()
    const set = await unwrap(put(handle, { supportEmail: email.toUpperCase() }))
    expect(set).toMatchObject({ supportEmail: email, supportEmailVerified: false })
    const link = await proofLink(email)
    expect(link.startsWith(`${t.origin(handle.name)}/`)).toBe(true)
    const stranger = t.browser(handle.name)
    for (let time = 0; time < 2; time++) {
      const { h1, forms } = readMarkup(await (await stranger.get(link, { site: 'cross-site' })).text())
      expect([h1, forms]).toEqual([
        ['Confirm this address'],
        [{ method: 'post', action: '', buttons: ['Confirm the address'] }],
      ])
    }
    expect(await contactOf(handle)).toBeNull()
    const pressed = await Promise.all([stranger.post(link), stranger.post(link)])
    for (const response of pressed) {
      expect(response.status).toBe(200)
      const page = await response.text()
      expect(readMarkup(page).h1).toEqual(['This address is confirmed'])
      // It leads on to where whoever set it works.
      expect(page).toContain(`href="${t.origin('app')}/h/${handle.name}/settings"`)
    }
    expect(await contactOf(handle)).toBe(email)
    const creator = await t.as(handle.owner)
    const path = { handle: handle.name }
    expect(await unwrap(creator.handles.getHandleProfile({ path }))).toMatchObject({
      supportEmail: email,
      supportEmailVerified: true,
    })
    const { items } = await unwrap(creator.handles.listAuditEvents({ path }))
    expect(items.filter(({ to }) => to?.supportEmailVerified === true)).toHaveLength(1)
  })

  test('sent again mails nobody while its link works, and again when that is over', async () => {
    const handle = await t.make.handle()
    const email = newAddress()
    for (let time = 0; time < 3; time++) await unwrap(put(handle, { supportEmail: email }))
    await unwrap(put(handle, {}))
    expect(await t.mail.to(email)).toHaveLength(1)
    const link = await proofLink(email)
    await t.clock.advance(24 * 3600)
    const browser = t.browser(handle.name)
    for (const response of [await browser.get(link), await browser.post(link)]) {
      expect(response.status).toBe(401)
      expect(readMarkup(await response.text()).h1).toEqual(['This link no longer works'])
    }
    await unwrap(put(handle, { supportEmail: email }))
    expect(await t.mail.to(email)).toHaveLength(2)
    expect((await browser.post(await proofLink(email))).status).toBe(200)
    expect(await contactOf(handle)).toBe(email)
    await unwrap(put(handle, { supportEmail: email }))
    expect(await t.mail.to(email)).toHaveLength(2)
  })

  test('changed, the link to the former one is worth nothing, and the new one must be proven', async () => {
    const handle = await t.make.handle()
    const [former, next] = [newAddress(), newAddress()]
    await unwrap(put(handle, { supportEmail: former }))
    const link = await proofLink(former)
    const browser = t.browser(handle.name)
    await browser.post(link)
    await unwrap(put(handle, { supportEmail: next }))
    expect(await contactOf(handle)).toBeNull()
    expect((await browser.post(link)).status).toBe(401)
    expect(await contactOf(handle)).toBeNull()
    await browser.post(await proofLink(next))
    expect(await contactOf(handle)).toBe(next)
    await unwrap(put(handle, { supportEmail: null }))
    expect(await contactOf(handle)).toBeNull()
  })

  test('a link is good at its own handle only, and cannot be made up', async () => {
    const [handle, other] = [await t.make.handle(), await t.make.handle()]
    const email = newAddress()
    await unwrap(put(handle, { supportEmail: email }))
    const { pathname } = new URL(await proofLink(email))
    expect((await t.browser(other.name).post(pathname)).status).toBe(404)
    const [start = '', seal = ''] = pathname.split('.')
    const foreign = `${seal.startsWith('A') ? 'B' : 'A'}${seal.slice(1)}`
    for (const path of [
      `${start}.${foreign}`,
      `${start}.`,
      start,
      '/_edge/support-email/x',
      `${pathname}x`,
    ]) {
      expect((await t.browser(handle.name).post(path)).status).toBe(404)
    }
    expect((await t.browser(handle.name).post(pathname, {}, { site: 'same-site' })).status).toBe(403)
    expect(await contactOf(handle)).toBeNull()
  })

  test('mails strangers five times a day at most, however the changes are made', async () => {
    const handle = await t.make.handle()
    const results = await Promise.all(
      Array.from({ length: 8 }, () => put(handle, { supportEmail: newAddress() })),
    )
    expect(results.filter(({ data }) => data)).toHaveLength(5)
    const refused = results.flatMap(({ error, response }) => (error ? [{ error, response }] : []))
    for (const { error, response } of refused) {
      expect(error).toMatchObject({
        code: 'rate_limited',
        details: { limit: 'updateHandleProfile:supportEmail', retryAfterSeconds: 24 * 3600 },
      })
      expect(response.headers.get('retry-after')).toBe(String(24 * 3600))
    }
    await t.clock.advance(24 * 3600)
    expect((await put(handle, { supportEmail: newAddress() })).error).toBeUndefined()
  })

  test('links that are over are removed', async () => {
    const handle = await t.make.handle()
    await unwrap(put(handle, { supportEmail: newAddress() }))
    await t.clock.advance(3 * 24 * 3600)
    await createTasks(t.deps, t.mail.transport).remove_expired({})
    expect(
      await t.db.selectFrom('support_email_proofs').select('id').where('handle_id', '=', handle.id).execute(),
    ).toEqual([])
  })
})

describe('links of the seller', () => {
  const links = {
    termsUrl: 'https://shop.example/terms',
    privacyUrl: 'https://shop.example/privacy',
    refundPolicyUrl: 'https://shop.example/refunds#how',
  }

  test('are kept when left out, and removed by null', async () => {
    const handle = await t.make.handle()
    expect(await unwrap(put(handle, links))).toMatchObject(links)
    expect(await unwrap(put(handle, {}))).toMatchObject(links)
    const removed = { termsUrl: null, privacyUrl: null, refundPolicyUrl: null }
    expect(await unwrap(put(handle, removed))).toMatchObject(removed)
  })

  test.each([
    'javascript:alert(1)',
    'http://shop.example/terms',
    'https://a:b@shop.example/',
    '/terms',
    'https://x y',
    'data:text/html,x',
  ])('%s is refused', async (termsUrl) => {
    const { error } = await put(await t.make.handle(), { termsUrl })
    expect(error).toMatchObject({ code: 'invalid_request', details: { issues: [{ path: 'body.termsUrl' }] } })
  })

  test('stand at the foot of every page of the handle, beside the address once it counts', async () => {
    const handle = await t.make.handle({ displayName: 'Demo Studio' })
    const email = newAddress()
    const page = await t.make.page({ handle, accessMode: 'FREE_WITH_LOGIN' })
    await unwrap(put(handle, { ...links, supportEmail: email }))
    const browser = t.browser(handle.name)
    const shown = async (path: string) => readMarkup(await (await browser.get(path)).text())
    const paths = ['/', `/${page.slug}`, '/_edge/visitor/access']
    for (const path of paths) {
      const { links: found } = await shown(path)
      expect(found).toEqual(expect.arrayContaining(Object.values(links)))
      expect(found).not.toContain(`mailto:${email}`)
    }
    await browser.post(await proofLink(email))
    for (const path of paths) expect((await shown(path)).links).toContain(`mailto:${email}`)
  })
})

test('an address that reads like a URL begins no headers of the mail that its link opens', async () => {
  const handle = await t.make.handle()
  const email = 'a?bcc=b%40c.example&x=#@shop.example'
  const link = 'mailto:a%3Fbcc%3Db%2540c.example%26x%3D%23@shop.example'
  await unwrap(put(handle, { supportEmail: email }))
  const browser = t.browser(handle.name)
  await browser.post(await proofLink(email))
  const { links } = readMarkup(await (await browser.get('/')).text())
  expect(links.filter((href) => href.startsWith('mailto:'))).toContain(link)
  expect(links.filter((href) => href.startsWith('mailto:a?'))).toEqual([])
})

describe('pageUrlTemplate', () => {
  const allowedOrigins = ['https://shop.example', 'http://localhost:5173']

  test.each([
    'https://shop.example/p/{pageSlug}',
    'https://shop.example/#/p/{pageSlug}?x=1',
    'http://localhost:5173/?page={pageSlug}',
  ])('%s is taken', async (pageUrlTemplate) => {
    const handle = await t.make.handle()
    expect(await unwrap(put(handle, { allowedOrigins, pageUrlTemplate }))).toMatchObject({ pageUrlTemplate })
  })

  test.each([
    'https://elsewhere.example/p/{pageSlug}',
    'https://{pageSlug}.shop.example/',
    'https://shop.example{pageSlug}/',
    'https://shop.example@evil.example/{pageSlug}',
    'https://shop.example/p',
    'https://shop.example/{pageSlug}/{pageSlug}',
    'javascript:{pageSlug}',
    '/{pageSlug}',
    'https://demo.latchkey.test/{pageSlug}',
  ])('%s is refused', async (pageUrlTemplate) => {
    const { error } = await put(await t.make.handle(), { allowedOrigins, pageUrlTemplate })
    expect(error).toMatchObject({
      code: 'invalid_request',
      details: { issues: [{ path: 'body.pageUrlTemplate' }] },
    })
  })

  test('keeps its origin on the list', async () => {
    const handle = await t.make.handle()
    await unwrap(put(handle, { allowedOrigins, pageUrlTemplate: 'https://shop.example/p/{pageSlug}' }))
    const { error } = await put(handle, { allowedOrigins: [] })
    expect(error?.code).toBe('invalid_request')
    expect((await put(handle, { allowedOrigins: [], pageUrlTemplate: null })).error).toBeUndefined()
  })
})
