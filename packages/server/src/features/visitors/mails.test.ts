import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const demo = await t.make.handle({
  name: 'demo',
  displayName: 'Demo & Friends',
  allowedOrigins: ['https://shop.example.com'],
})

async function newestMail(body: { email: string; handle?: string; returnTo?: string }) {
  const challenge = await unwrap(t.client().visitors.requestMagicLink({ body }))
  const mail = (await t.mail.to(body.email)).at(-1)
  if (!mail) throw new Error('There is no mail.')
  return { ...challenge, mail, ...(await t.mail.magicLinkFor(body.email)) }
}

async function enterWrongCodes(email: string, count: number) {
  for (let wrong = 0; wrong < count; wrong += 5) {
    const { challengeId, code } = await newestMail({ email, handle: demo.name })
    for (let tries = 0; tries < Math.min(5, count - wrong); tries++) {
      const body = { challengeId, code: code === '000000' ? '000001' : '000000' }
      const { error } = await t.client().visitors.verifyMagicLink({ body })
      expect(error?.code).toBe('invalid_code')
    }
  }
}

test('the mail for a handle names the site, what it opens, when and how long, and brings link and code', async () => {
  const { mail, link, code } = await newestMail({ email: 'ana@example.com', handle: demo.name })
  expect(mail.subject).toBe('Sign in to Demo & Friends (demo.latchkey.test)')
  expect(mail.text).toContain('sign in to Demo & Friends (demo.latchkey.test) as ana@example.com')
  expect(mail.text).toContain(
    'opens only what you have from Demo & Friends, and nothing from any other creator.',
  )
  expect(mail.text).toContain('Requested on 1 January 2030 at 12:00 UTC')
  expect(mail.text).toContain('within 15 minutes')
  expect(mail.text).toContain('nobody can sign in without this email')
  expect(link).toMatch(/^https:\/\/demo\.latchkey\.test\/_edge\/visitor\/access\/t\/[\w-]{43}$/)
  expect(code).toMatch(/^\d{6}$/)
  // The HTML part says the same; the link stands in it as a button and to be read.
  expect(mail.html.split(`href="${link}"`)).toHaveLength(3)
  expect(mail.html).toContain(`>${link}</a>`)
  expect(mail.html).toContain(`${code?.slice(0, 3)} ${code?.slice(3)}`)
  expect(mail.html).toContain('Demo &amp; Friends')
})

test('the mail for all handles says so, and has no code', async () => {
  const { mail, link, code } = await newestMail({ email: 'ben@example.com' })
  expect(mail.subject).toBe('Sign in to Latchkey')
  expect(mail.text).toContain('opens all of Latchkey')
  expect(link).toMatch(/^https:\/\/latchkey\.test\/_edge\/visitor\/access\/t\//)
  expect(code).toBeNull()
  expect(mail.text).not.toMatch(/\bcode\b/i)
})

test('a front end elsewhere is named', async () => {
  const elsewhere = {
    email: 'eva@example.com',
    handle: demo.name,
    returnTo: 'https://shop.example.com/thanks',
  }
  const back = 'The link takes you back to shop.example.com, and signs you in there.'
  expect((await newestMail(elsewhere)).mail.text).toContain(back)
  const here = { ...elsewhere, returnTo: 'https://demo.latchkey.test/premium' }
  expect((await newestMail(here)).mail.text).not.toContain('takes you back')
})

test('after ten wrong codes within a day, mails to the address carry only the link for a day', async () => {
  const email = 'guessed@example.com'
  await enterWrongCodes(email, 9)
  await t.clock.advance(23 * 3600)
  await enterWrongCodes(email, 1)
  const locked = await newestMail({ email, handle: demo.name })
  expect(locked.code).toBeNull()
  expect(locked.mail.text).not.toMatch(/\bcode\b/i)
  expect((await newestMail({ email: 'other@example.com', handle: demo.name })).code).not.toBeNull()

  await t.clock.advance(24 * 3600 - 1)
  expect((await newestMail({ email, handle: demo.name })).code).toBeNull()
  await t.clock.advance(1)
  expect((await newestMail({ email, handle: demo.name })).code).not.toBeNull()
})

test('ten wrong codes over more than a day lock nothing', async () => {
  const email = 'clumsy@example.com'
  await enterWrongCodes(email, 9)
  await t.clock.advance(24 * 3600)
  await enterWrongCodes(email, 9)
  expect((await newestMail({ email, handle: demo.name })).code).not.toBeNull()
})

test('a mail that was sent twice leaves both links and both codes good', async () => {
  const email = 'again@example.com'
  const { challengeId } = await unwrap(
    t.client().visitors.requestMagicLink({ body: { email, handle: demo.name } }),
  )
  const first = await t.mail.magicLinkFor(email)
  const { id } = await t.db
    .updateTable('mails')
    .set({ outcome: null, finished_at: null, attempt_after: t.clock.now() })
    .where('subject_id', '=', challengeId)
    .returning('id')
    .executeTakeFirstOrThrow()
  await t.deps.pool.query(`select graphile_worker.add_job('send_mail', $1)`, [{ mailId: id }])
  const second = await t.mail.magicLinkFor(email)
  expect(second.token).not.toBe(first.token)
  const verify = (body: { token: string } | { challengeId: string; code: string }) =>
    t.client().visitors.verifyMagicLink({ body })
  await unwrap(verify({ challengeId, code: first.code ?? '' }))
  // Once either is used, none of them works any more.
  for (const body of [
    { token: first.token },
    { token: second.token },
    { challengeId, code: second.code ?? '' },
  ]) {
    expect((await verify(body)).error?.code).toBe('used_magic_link')
  }
})
