import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { testJobs } from '../../../test/jobs.ts'
import { TestSmtp } from '../../../test/smtp.ts'
import { composers, createTasks } from '../../features/tasks.ts'
import { enqueue } from '../jobs.ts'
import { deliverMail } from './delivery.ts'
import { type MailTransport, smtpTransport } from './smtp.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
let smtp: TestSmtp
let transport: MailTransport

beforeEach(async () => {
  smtp = await TestSmtp.start()
  transport = smtpTransport({ SMTP_URL: smtp.url })
})

afterEach(async () => {
  await transport.close()
  await smtp.stop()
})

const jobs = (over: MailTransport = transport) => testJobs(t.deps, createTasks(t.deps, over))

async function requestLink(email: string) {
  const handle = await t.make.handle({ displayName: 'Ana Studio' })
  await t.client().visitors.requestMagicLink({ body: { email, handle: handle.name } })
  return handle
}

const mailTo = async (email: string) =>
  await t.db
    .selectFrom('mails')
    .innerJoin('magic_link_challenges as challenge', 'challenge.id', 'mails.subject_id')
    .selectAll('mails')
    .where('challenge.email', '=', email)
    .executeTakeFirstOrThrow()

const header = (raw: string | undefined, name: string) =>
  new RegExp(`^${name}: (.*(?:\r?\n[ \t].*)*)`, 'im').exec(raw?.split('\r\n\r\n')[0] ?? '')?.[1]

test('a mail goes out once, with its headers', async () => {
  await requestLink('ana@example.com')
  await jobs().run()
  await jobs().run()
  expect(smtp.received).toHaveLength(1)
  const [mail] = smtp.received
  expect(mail?.recipients).toEqual(['ana@example.com'])
  expect(header(mail?.raw, 'Message-ID')).toBe(`<${(await mailTo('ana@example.com')).id}@latchkey.test>`)
  expect(header(mail?.raw, 'Auto-Submitted')).toBe('auto-generated')
  expect(header(mail?.raw, 'From')).toBe('Ana Studio via Latchkey <hello@latchkey.test>')
  expect(header(mail?.raw, 'Reply-To')).toBeUndefined()
  expect(header(mail?.raw, 'To')).toBe('ana@example.com')
  expect(new Date(header(mail?.raw, 'Date') ?? '').getTime()).toBe(t.clock.now().getTime())
  expect(header(mail?.raw, 'Content-Type')).toContain('multipart/alternative')
  expect(await mailTo('ana@example.com')).toMatchObject({ outcome: 'sent' })
})

test('a mail in the name of a seller says so, and is answered by them', async () => {
  const row = { support_email: 'help@shop.example', support_email_verified_at: t.clock.now() }
  const handle = await t.make.handle({ displayName: 'Demo Studio', row })
  await t.client().visitors.requestMagicLink({ body: { email: 'buyer@example.com', handle: handle.name } })
  await jobs().run()
  const [mail] = smtp.received
  expect(header(mail?.raw, 'From')).toBe('Demo Studio via Latchkey <hello@latchkey.test>')
  expect(header(mail?.raw, 'Reply-To')).toBe('help@shop.example')
  await t.client().visitors.requestMagicLink({ body: { email: 'library@example.com' } })
  await jobs().run()
  expect(header(smtp.received.at(-1)?.raw, 'From')).toBe('Latchkey <hello@latchkey.test>')
})

// As they may stand in the database, whatever the API lets in today.
const hostile = [
  'Evil\r\nBcc: victim@example.com',
  'Evil\nX-Injected: 1\n\nBody',
  'Evil\u2028Bcc: victim@example.com',
  '"Latchkey" <security@latchkey.test>, Other',
  'service@paypal.example',
  'a\\"b',
  '=?utf-8?q?Latchkey?= x',
  'Ünïcode 工房 \u{1f5dd}',
  'Bidi \u202egnp.exe',
  'x'.repeat(80),
]

test.each(hostile)('the display name %j makes one sender, and no other header', async (displayName) => {
  const handle = await t.make.handle({ displayName })
  await t.client().visitors.requestMagicLink({ body: { email: 'ana@example.com', handle: handle.name } })
  await jobs().run()
  const [mail] = smtp.received
  expect(mail?.recipients).toEqual(['ana@example.com'])
  const head = mail?.raw.split('\r\n\r\n')[0] ?? ''
  const names = Array.from(head.matchAll(/^([\w-]+):/gm), ([, name]) => name?.toLowerCase())
  expect(names.toSorted()).toEqual([
    'auto-submitted',
    'content-type',
    'date',
    'from',
    'message-id',
    'mime-version',
    'subject',
    'to',
    'x-request-id',
  ])
  // RFC 5322 §3.4: a phrase of atoms, encoded words or one quoted string, and one address.
  const from = /^From: *(.*)/m.exec(head.replace(/\r\n[ \t]+/g, ' '))?.[1] ?? ''
  expect(from).toMatch(/^(?:"(?:[^"\\@<>]|\\["\\])*"|[^",;:@<>\\]+) <hello@latchkey\.test>$/)
})

describe('a mail server that is away', () => {
  test('for minutes loses nothing, and has the link soon after it is back', async () => {
    await requestLink('away@example.com')
    await smtp.stop()
    for (let seconds = 0; seconds < 300; seconds += 10) {
      await jobs().run()
      await t.clock.advance(10)
    }
    expect(smtp.received).toHaveLength(0)
    await smtp.start()
    await t.clock.advance(40)
    await jobs().run()
    expect(smtp.received).toHaveLength(1)
    await t.clock.advance(3600)
    await jobs().run()
    expect(smtp.received).toHaveLength(1)
  })

  test('until the link has expired: nothing is sent', async () => {
    await requestLink('late@example.com')
    await smtp.stop()
    await jobs().run()
    await t.clock.advance(15 * 60)
    await smtp.start()
    await jobs().run()
    expect(smtp.received).toHaveLength(0)
    expect(await mailTo('late@example.com')).toMatchObject({ outcome: 'unwanted' })
  })

  test('for days: the mail is given up', async () => {
    await requestLink('days@example.com')
    const { id } = await mailTo('days@example.com')
    const write = async () => ({
      to: 'days@example.com',
      subject: 'Subject',
      preheader: '',
      heading: 'Heading',
      blocks: [],
    })
    await smtp.stop()
    const outcomeAfter = async (hours: number) => {
      await t.clock.advance(hours * 3600)
      await deliverMail(t.deps, { ...composers, magic_link: write }, transport, id)
      return (await mailTo('days@example.com')).outcome
    }
    expect(await outcomeAfter(0)).toBeNull()
    expect(await outcomeAfter(71)).toBeNull()
    expect(await outcomeAfter(2)).toBe('given_up')
    await jobs().run()
    expect(await outcomeAfter(2)).toBe('given_up')
  })
})

describe('a mail server that answers', () => {
  test('4xx to the recipient is asked again', async () => {
    await requestLink('grey@example.com')
    smtp.recipientStatus = 451
    await jobs().run()
    smtp.recipientStatus = null
    await t.clock.advance(5)
    await jobs().run()
    expect(smtp.received).toHaveLength(1)
  })

  test.each([
    ['the recipient', () => (smtp.recipientStatus = 550)],
    ['the message', () => (smtp.messageStatus = 554)],
  ])('5xx to %s is not asked again', async (what, refuse) => {
    const email = `refused-${what.replace(' ', '-')}@example.com`
    await requestLink(email)
    refuse()
    await jobs().run()
    smtp.recipientStatus = smtp.messageStatus = null
    await t.clock.advance(600)
    await jobs().run()
    expect(smtp.received).toHaveLength(0)
    expect(await mailTo(email)).toMatchObject({ outcome: 'refused' })
  })

  test('not at all is cut off, and asked again', async () => {
    await requestLink('hang@example.com')
    smtp.afterMessage = 'silent'
    const impatient = smtpTransport({ SMTP_URL: smtp.url }, { connection: 2000, silence: 200, mail: 400 })
    onTestFinished(() => impatient.close())
    await jobs(impatient).run()
    expect(await mailTo('hang@example.com')).toMatchObject({ outcome: null })
    smtp.afterMessage = 'answer'
    await t.clock.advance(5)
    await jobs().run()
    expect(await mailTo('hang@example.com')).toMatchObject({ outcome: 'sent' })
  })

  test('not any more, having died with the message: the repeat has the same Message-ID', async () => {
    await requestLink('dead@example.com')
    smtp.afterMessage = 'dead'
    await jobs().run()
    smtp.afterMessage = 'answer'
    await t.clock.advance(5)
    await jobs().run()
    const ids = smtp.received.map(({ raw }) => header(raw, 'Message-ID'))
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })
})

describe('workers', () => {
  test('two at one mail send it once', async () => {
    await requestLink('twice@example.com')
    const { id } = await mailTo('twice@example.com')
    await enqueue(t.db, 'send_sign_in_mail', { mailId: id }, { key: 'another' })
    await Promise.all([jobs().run(), jobs().run()])
    expect(smtp.received).toHaveLength(1)
  })

  test('one that dies between sending and marking: the next sends again, with the same Message-ID', async () => {
    await requestLink('crash@example.com')
    const dying: MailTransport = {
      async close() {},
      async send(mail) {
        await transport.send(mail)
        throw new Error('killed')
      },
    }
    expect(await jobs(dying).run({ failures: 'returned' })).toMatchObject([{ task: 'send_sign_in_mail' }])
    await t.clock.advance(5)
    await jobs().run()
    const ids = smtp.received.map(({ raw }) => header(raw, 'Message-ID'))
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
    expect(await mailTo('crash@example.com')).toMatchObject({ outcome: 'sent' })
  })

  test('one whose database is away for a moment after sending does not send again', async () => {
    await requestLink('moment@example.com')
    let failures = 1
    const query = async ({ text, ...rest }: { text: string }) => {
      const marks = text.includes('set outcome')
      if (marks && failures-- > 0) throw new Error('Connection terminated')
      return await t.deps.pool.query({ text, ...rest })
    }
    const pool = Object.create(t.deps.pool, { query: { value: query } })
    await testJobs(t.deps, createTasks({ ...t.deps, pool }, transport)).run()
    expect(failures).toBeLessThan(1)
    expect(smtp.received).toHaveLength(1)
    expect(await mailTo('moment@example.com')).toMatchObject({ outcome: 'sent' })
  })
})

test('names that a creator chose cannot add headers, lines or markup', async () => {
  const displayName = 'Evil\r\nBcc: everybody@example.com\r\n\r\n<script>alert(1)</script>\u202e'
  const handle = await t.make.handle({ displayName })
  await t.client().visitors.requestMagicLink({ body: { email: 'inject@example.com', handle: handle.name } })
  await jobs().run()
  const [mail] = smtp.received
  expect(mail?.recipients).toEqual(['inject@example.com'])
  const head = mail?.raw.split('\r\n\r\n')[0] ?? ''
  expect(head).not.toMatch(/^Bcc:/im)
  const [, html] = mail?.raw.split(/^Content-Type: text\/html/m) ?? []
  expect(html).toContain('&lt;script&gt;')
  expect(html).not.toContain('<script')
})
