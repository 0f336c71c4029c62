import { expect, test } from 'vitest'
import { type Mail, renderMail } from './message.ts'

const mail = (over: Partial<Mail> = {}): Mail => ({
  to: 'ana@example.com',
  subject: 'Subject',
  preheader: 'Preheader',
  heading: 'Heading',
  blocks: [],
  ...over,
})

test('both parts say the same', async () => {
  const url = 'https://latchkey.test/a?b=1&c=2'
  const { text, html } = await renderMail(
    mail({
      blocks: [
        { paragraph: 'Paragraph.' },
        { button: 'Continue', url },
        { code: '123456' },
        {
          facts: [
            ['Item', 'Guide'],
            ['Paid', '$25.00'],
          ],
        },
        { note: 'Note.' },
      ],
    }),
  )
  expect(text).toBe(
    [
      'Heading',
      '',
      'Paragraph.',
      '',
      'Continue:',
      url,
      '',
      '    123 456',
      '',
      'Item: Guide',
      'Paid: $25.00',
      '',
      'Note.',
      '',
    ].join('\n'),
  )
  const href = url.replace('&', '&amp;')
  for (const part of [
    'Heading',
    'Paragraph.',
    `href="${href}"`,
    `>${href}</a>`,
    '123 456',
    'Guide',
    '$25.00',
    'Note.',
  ]) {
    expect(html).toContain(part)
  }
})

const evil = '<img src=x onerror=alert(1)>"\'\r\nBcc: all@example.com\u2028\u202eesrever'

test('whatever is put in stays text on one line', async () => {
  const { subject, text, html } = await renderMail(
    mail({
      subject: evil,
      preheader: evil,
      heading: evil,
      blocks: [
        { paragraph: evil },
        { button: evil, url: 'https://latchkey.test/' },
        { facts: [[evil, evil]] },
        { note: evil },
      ],
    }),
  )
  expect(subject).toBe('<img src=x onerror=alert(1)>"\' Bcc: all@example.com esrever')
  expect(html).not.toContain('<img')
  expect(html.match(/&lt;img src=x onerror=alert\(1\)&gt;&quot;&#39; Bcc/g)?.length).toBeGreaterThanOrEqual(7)
  expect(text.split('\n').filter((line) => line.startsWith('Bcc'))).toEqual([])
  expect(text + html).not.toMatch(/[\u2028\u202e]/)
})

test('a subject is cut before mail servers cut it', async () => {
  const { subject } = await renderMail(mail({ subject: 'x'.repeat(500) }))
  expect(subject).toBe(`${'x'.repeat(119)}…`)
  expect((await renderMail(mail({ subject: '🙂'.repeat(500) }))).subject).toBe(`${'🙂'.repeat(119)}…`)
})

test('nothing is fetched from anywhere', async () => {
  const { html } = await renderMail(mail({ blocks: [{ button: 'Go', url: 'https://latchkey.test/' }] }))
  expect(html).not.toMatch(/<(?:img|link|script|iframe)\b|url\(|@import|src=/i)
})

test('what is written from right to left is shown so, and leaves the sentence around it in order', async () => {
  const { html, text } = await renderMail(
    mail({
      heading: 'استودیو علی: خوش آمدید',
      blocks: [
        { paragraph: 'استودیو ۱۲ (علی) wrote to you.' },
        { facts: [['Item', 'راهنمای ۲۰۲۶!']] },
        { note: 'With שלום & co.' },
      ],
    }),
  )
  expect(html).toContain('><bdi dir="auto">استودیو علی: خوش آمدید</bdi></h1>')
  expect(html).toContain('><bdi dir="auto">استودیو ۱۲ (علی</bdi>) wrote to you.</p>')
  expect(html).toMatch(/<td [^>]*dir="auto"[^>]*>راهنمای ۲۰۲۶!<\/td>/)
  expect(html).toContain('>With <bdi dir="auto">שלום</bdi> &amp; co.</p>')
  expect(text).toContain('استودیو ۱۲ (علی) wrote to you.')
})
