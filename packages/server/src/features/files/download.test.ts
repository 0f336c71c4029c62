import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { askFor, download, makeFile } from '../../../test/files.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const handle = await t.make.handle({ displayName: 'Ana’s <Studio>' })

const inSeconds = (seconds: number) => new Date(t.clock.now().getTime() + seconds * 1000).toISOString()
const answer = async (response: Response) => {
  const { requestId: _, ...body } = (await response.json()) as { requestId: string; error: string }
  return { status: response.status, ...body }
}

async function reader(given: { email?: string; bound?: { id: string } } = {}) {
  const visitor = await t.make.visitor(given.email === undefined ? {} : { email: given.email })
  const { token } = await t.make.visitorSession({ visitor, ...(given.bound && { handle: given.bound }) })
  return { ...visitor, token }
}

describe('downloadFile', () => {
  test('leads anyone to a public file, and takes the session of nobody', async () => {
    const { id } = await makeFile(t, handle)
    expect((await askFor(t, id)).status).toBe(302)
    expect((await askFor(t, id, 'vst_garbage')).status).toBe(302)
    expect(await (await download(t, id)).text()).toBe('the content')
  })

  test('leads the addresses of an allowlist to the file, and nobody else', async () => {
    const [ana, eve] = [await reader(), await reader()]
    const { id } = await makeFile(t, handle, { allowedEmails: [ana.email.toUpperCase()] })
    expect(await (await download(t, id, { token: ana.token })).text()).toBe('the content')
    const unknown = await answer(await askFor(t, 'fil_01jd6z3v9kf2x8t5w4q7r1m0ce', eve.token))
    expect(unknown).toMatchObject({ status: 404, error: 'file_not_found' })
    expect(await answer(await askFor(t, id, eve.token))).toEqual(unknown)
    expect(await answer(await askFor(t, id))).toMatchObject({
      status: 401,
      error: 'visitor_unauthorized',
      details: { reason: 'missing' },
    })
    const { files } = t.client({ token: eve.token })
    expect((await files.downloadFile({ path: { fileId: 'nonsense' } })).error?.code).toBe('file_not_found')
  })

  test('takes a session that is bound to a handle for files of that handle only', async () => {
    const elsewhere = await t.make.handle()
    const here = await reader({ bound: handle })
    const other = await t.make.visitorSession({ visitor: here, handle: elsewhere })
    const { id } = await makeFile(t, handle, { allowedEmails: [here.email] })
    expect((await askFor(t, id, here.token)).status).toBe(302)
    expect(await answer(await askFor(t, id, other.token))).toMatchObject({
      error: 'visitor_unauthorized',
      details: { reason: 'other_handle' },
    })
  })

  test('ends with the time of a file, and tells so only those who could have had it', async () => {
    const [ana, eve] = [await reader(), await reader()]
    const expiresAt = inSeconds(60)
    const open = await makeFile(t, handle, { expiresAt })
    const shared = await makeFile(t, handle, { expiresAt, allowedEmails: [ana.email] })
    await t.clock.advance(59)
    expect((await askFor(t, open.id)).status).toBe(302)
    await t.clock.advance(1)
    expect(await answer(await askFor(t, open.id))).toMatchObject({ status: 410, error: 'file_expired' })
    expect((await askFor(t, shared.id, ana.token)).status).toBe(410)
    expect((await askFor(t, shared.id, eve.token)).status).toBe(404)
    expect((await askFor(t, shared.id)).status).toBe(401)
  })

  test('knows no file that was not uploaded', async () => {
    const { id } = await makeFile(t, handle, { upload: false })
    expect((await askFor(t, id)).status).toBe(404)
  })
})

describe('requestFileLink', () => {
  test('mails a link that lands on the file', async () => {
    const email = 'link@example.com'
    const { id, path } = await makeFile(t, handle, { allowedEmails: [email], fileName: 'Pläne <1>.pdf' })
    const page = `${t.origin(handle.name)}/_edge/files/${id}`
    const browser = t.browser(handle.name)
    const locked = await (await browser.get(page)).text()
    expect(locked).not.toContain('Pläne')
    await unwrap(t.client().files.requestFileLink({ path, body: { email } }))
    const { link } = await t.mail.magicLinkFor(email)
    const opened = await browser.post(link)
    expect([opened.status, opened.headers.get('location')]).toEqual([303, page])
    const offered = await (await browser.get(page)).text()
    expect(offered).toContain('Pläne &lt;1&gt;.pdf')
    expect(offered).toContain('11 byte')
    expect(offered).toContain(`href="/v2/public/files/${id}"`)
    const followed = await browser.get(`/v2/public/files/${id}`)
    expect(followed.status).toBe(302)
    const content = await t.send(new Request(followed.headers.get('location') ?? ''))
    expect(await content.text()).toBe('the content')
  })

  test('answers the same for every address, and mails to each', async () => {
    const { path } = await makeFile(t, handle, { allowedEmails: ['listed@example.com'] })
    for (const email of ['listed@example.com', 'stranger@example.com']) {
      const { data, response } = await t.client().files.requestFileLink({ path, body: { email } })
      expect(response.status).toBe(202)
      expect(data?.expiresAt).toBe(inSeconds(15 * 60))
      expect((await t.mail.magicLinkFor(email)).link).toContain(handle.name)
    }
  })

  test('knows no file that is not there', async () => {
    const { path } = await makeFile(t, handle, { upload: false })
    for (const fileId of [path.fileId, 'nonsense', 'fil_01jd6z3v9kf2x8t5w4q7r1m0ce']) {
      const asked = t.client().files.requestFileLink({ path: { fileId }, body: { email: 'a@example.com' } })
      expect((await asked).error?.code).toBe('file_not_found')
    }
  })
})

describe('the page of a file', () => {
  test('takes a stranger through the mail to the file', async () => {
    const email = 'stranger2@example.com'
    const { id } = await makeFile(t, handle, { allowedEmails: [email] })
    const page = `/_edge/files/${id}`
    const browser = t.browser(handle.name)
    const wrong = await browser.post(page, { email: 'nobody' })
    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toContain('Enter your email address')
    const asked = await browser.post(page, { email })
    expect(asked.headers.get('location')).toContain('/_edge/visitor/check-mail?challenge=')
    const { link } = await t.mail.magicLinkFor(email)
    expect((await browser.post(link)).headers.get('location')).toBe(`${t.origin(handle.name)}${page}`)
  })

  test('tells who is signed in by another address so, and lets them try again', async () => {
    const { token, email } = await reader()
    const { id } = await makeFile(t, handle, {
      allowedEmails: ['somebody@example.com'],
      fileName: 'secret.pdf',
    })
    const browser = t.browser(handle.name)
    browser.setCookie('_10x_visitor', token)
    const page = await (await browser.get(`/_edge/files/${id}`)).text()
    expect(page).toContain(`It isn't shared with <strong>${email}</strong>`)
    expect(page).not.toContain('secret.pdf')
  })

  test('is on the site of its handle only, and ends with the file', async () => {
    const other = await t.make.handle()
    const { id } = await makeFile(t, handle, { expiresAt: inSeconds(60) })
    const status = async (host: string, fileId: string) =>
      (await t.browser(host).get(`/_edge/files/${fileId}`)).status
    expect(await status(handle.name, id)).toBe(200)
    expect(await status(other.name, id)).toBe(404)
    expect(await status(handle.name, 'nonsense')).toBe(404)
    await t.clock.advance(60)
    expect(await status(handle.name, id)).toBe(410)
  })
})

describe('listVisitorAccess', () => {
  test('shows the files that are shared with the address', async () => {
    const ana = await reader()
    const { visitors } = t.client({ token: ana.token })
    const shared = { allowedEmails: [ana.email] }
    const waiting = await makeFile(t, handle, { ...shared, upload: false })
    const ended = await makeFile(t, handle, { ...shared, fileName: 'ended.pdf', expiresAt: inSeconds(60) })
    await t.clock.advance(60)
    const open = await makeFile(t, handle, { ...shared, fileName: 'open.pdf', expiresAt: inSeconds(60) })
    const { items } = await unwrap(visitors.listVisitorAccess())
    expect(items.map(({ url }) => url)).not.toContain(waiting.publicUrl)
    const common = {
      resourceType: 'FILE',
      accessType: 'ALLOWLIST',
      handle: handle.name,
      slug: null,
      purchaseId: null,
      pricePaid: null,
      refundedAmount: null,
    }
    expect(items).toEqual([
      {
        ...common,
        status: 'ACTIVE',
        title: 'open.pdf',
        id: open.file.id,
        url: open.publicUrl,
        since: open.file.createdAt,
        endedAt: null,
      },
      {
        ...common,
        status: 'EXPIRED',
        title: 'ended.pdf',
        id: ended.file.id,
        url: ended.publicUrl,
        since: ended.file.createdAt,
        endedAt: ended.file.expiresAt,
      },
    ])
    const browser = t.browser()
    browser.setCookie('_10x_visitor', ana.token)
    const page = await (await browser.get('/_edge/visitor/access')).text()
    expect(page).toContain('File shared with you')
    expect(page).toContain('No longer available')
  })

  test('of a session that is bound to a handle shows files of that handle only', async () => {
    const elsewhere = await t.make.handle()
    const ana = await reader({ bound: elsewhere })
    await makeFile(t, handle, { allowedEmails: [ana.email] })
    const { items } = await unwrap(t.client({ token: ana.token }).visitors.listVisitorAccess())
    expect(items).toEqual([])
  })

  test('shows nothing any more to an address that was erased', async () => {
    const ana = await reader()
    const { id } = await makeFile(t, handle, { allowedEmails: [ana.email] })
    await unwrap(t.client({ token: ana.token }).visitors.eraseVisitor())
    const again = await reader({ email: ana.email })
    expect((await askFor(t, id, again.token)).status).toBe(404)
  })
})
