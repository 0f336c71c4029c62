import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { domainToASCII, domainToUnicode } from 'node:url'
import { Email } from '@latchkey/contract'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { smtpTransport } from '../src/platform/mail/smtp.ts'
import { testApp } from './app.ts'
import { runs } from './runs.ts'
import { fullBody, operations } from './sample-request.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

/** As people write them, and as they are compared, kept and sent to. */
const spellings = [
  ['Ana@Example.com', 'ana@example.com'],
  ['анна@example.com', null],
  ['anna@почта.рф', 'anna@xn--80a1acny.xn--p1ai'],
  ['li@例子.中国', 'li@xn--fsqu00a.xn--fiqs8s'],
  ['li@例子。中国', 'li@xn--fsqu00a.xn--fiqs8s'],
  ['max@MÜNCHEN.example', 'max@xn--mnchen-3ya.example'],
  ['max@mu\u0308nchen.example', 'max@xn--mnchen-3ya.example'],
  ['max@xn--mnchen-3ya.example', 'max@xn--mnchen-3ya.example'],
  ['a&co@example.com', 'a&co@example.com'],
  ['a/b@example.com', 'a/b@example.com'],
  ['a=list@example.com', 'a=list@example.com'],
  ["o'neil+x_y-z@mail.example.co", "o'neil+x_y-z@mail.example.co"],
  ['ana@localhost', null],
  ['ana@127.0.0.1', null],
  ['ana@１２７.0.0.1', null],
  ['ana@[127.0.0.1]', null],
  ['ana@exa%6dple.рф', null],
  ['ana@example.рф/x', null],
  ['ana@example.рф:25', null],
  ['ana@b@почта.рф', null],
  ['ana@.почта.com', null],
  ['ana@почта..рф', null],
  ['a b@example.com', null],
  ['ana@', null],
  ['', null],
] as const

test.each(spellings)('%j is %j', (written, canonical) => {
  expect(Email.safeParse(written).data ?? null).toBe(canonical)
})

test('an address has one spelling: it stays as it is, and every writing of its domain leads to it', () => {
  const label = fc.string({
    unit: fc.constantFrom(...'abcxyzäöüéñ中国例子почтарф한국'),
    minLength: 1,
    maxLength: 8,
  })
  const local = fc.string({
    unit: fc.constantFrom(..."abcXYZ019.!#$%&'*+/=?^_`{|}~-"),
    minLength: 1,
    maxLength: 20,
  })
  fc.assert(
    fc.property(local, fc.array(label, { minLength: 2, maxLength: 3 }), (name, labels) => {
      const domain = labels.join('.')
      const canonical = Email.parse(`${name}@${domain}`)
      expect(canonical).toMatch(/^[\x21-\x7e]+$/)
      expect(canonical).toBe(`${name.toLowerCase()}@${domainToASCII(domain)}`)
      for (const spelling of [
        canonical,
        `${name}@${domain.toUpperCase()}`,
        `${name}@${domain.normalize('NFD')}`,
        `${name}@${domain.replaceAll('.', '。')}`,
        `${name}@${domainToUnicode(domainToASCII(domain))}`,
      ]) {
        expect(Email.parse(spelling), spelling).toBe(canonical)
      }
    }),
    runs({ short: 200, long: 10_000 }),
  )
})

test('nothing that is typed makes an address that is not one', () => {
  const pieces = fc.constantFrom(
    'a',
    '@',
    '.',
    'ä',
    '/',
    ':',
    '%2e',
    '。',
    '１',
    '0',
    '[',
    ' ',
    '\u200b',
    'xn--',
    '-',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const address = Email.safeParse(parts.join('')).data
      if (address === undefined) return
      expect(address).toMatch(
        /^[a-z0-9.%/-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z-][a-z0-9-]*$/,
      )
      expect(Email.parse(address)).toBe(address)
    }),
    runs({ short: 2000, long: 50_000 }),
  )
})

describe('every operation that takes an address', () => {
  const taking = operations.flatMap(([id, { body }]) => {
    const schema = body
    const sample = schema ? fullBody(id) : {}
    return schema && typeof sample.email === 'string' ? [{ id, schema, sample }] : []
  })

  test('is among these', () => {
    expect(taking.map(({ id }) => id).sort()).toEqual([
      'confirmSignUp',
      'forgotPassword',
      'grantAccess',
      'requestFileLink',
      'requestMagicLink',
      'resendSignUpCode',
      'resetPassword',
      'signIn',
      'signUp',
      'transferHandle',
    ])
  })

  test.each(taking.map((operation) => [operation.id, operation] as const))(
    '%s takes it by the one rule',
    (_id, { schema, sample }) => {
      for (const [written, canonical] of spellings) {
        const parsed = schema.safeParse({ ...sample, email: written })
        expect(parsed.success ? (parsed.data as { email: string }).email : null, written).toBe(canonical)
      }
    },
  )
})

test('an account that signed up with one spelling signs in with any other, on the form of OAuth too', async () => {
  const { accounts } = t.client()
  const password = 'five unrelated words in a row'
  const ascii = 'max@xn--mnchen-3ya.example'
  await accounts.signUp({ body: { email: 'Max@MÜNCHEN.example', password } })
  const [code = ''] = await t.mail.codesFor(ascii)
  const confirmed = await accounts.confirmSignUp({ body: { email: 'max@münchen.example', code } })
  expect(confirmed.data?.account.email).toBe(ascii)
  for (const email of [ascii, 'max@münchen.example', 'MAX@Mu\u0308nchen.example']) {
    expect((await accounts.signIn({ body: { email, password } })).response.status).toBe(200)
    const form = { email: ` ${email} `, password, request: 'client_id=x' }
    expect((await t.browser().post('/oauth/sign-in', form)).status).toBe(303)
  }
})

test('a grant, an invitation and a list of readers know their people under any spelling', async () => {
  const handle = await t.make.handle()
  const page = await t.make.page({ handle, price: { amount: 900, currency: 'usd' } })
  const creator = await t.as(handle.owner)
  const [unicode, ascii] = ['leser@bücher.example', 'leser@xn--bcher-kva.example']
  const path = { handle: handle.name }
  const pagePath = { ...path, pageSlug: page.slug }
  await creator.checkout.grantAccess({ path: pagePath, body: { email: unicode } })
  const again = await creator.checkout.grantAccess({ path: pagePath, body: { email: ascii } })
  expect(again.error?.code).toBe('already_purchased')
  const both = [unicode, ascii].map((email) => ({ email, role: 'CREATOR' as const }))
  const invited = await creator.handles.replaceCollaborators({ path, body: { collaborators: both } })
  expect(invited.error?.code, 'one address twice').toBe('invalid_request')
  const body = {
    fileName: 'x.pdf',
    accessMode: 'EMAIL_ALLOWLIST' as const,
    sizeBytes: 1,
    allowedEmails: [unicode],
  }
  const shared = await creator.files.createFile({ path, body })
  expect(shared.data?.file.allowedEmails).toEqual([ascii])

  const browser = t.browser(handle.name)
  await browser.post('/_edge/visitor/sign-in', { email: 'Leser@Bücher.example' })
  await browser.post((await t.mail.magicLinkFor(ascii)).link)
  const { data } = await browser.client.pages.checkPageAccess({ path: pagePath })
  expect(data?.hasAccess).toBe(true)
})

/** A mail server that takes everything, and remembers the commands word for word. */
async function rawSmtp() {
  const commands: string[] = []
  const server = createServer((socket) => {
    let inMessage = false
    socket.write('220 here\r\n')
    createInterface(socket).on('line', (line) => {
      if (!inMessage) commands.push(line)
      if (inMessage && line !== '.') return
      const data = !inMessage && line === 'DATA'
      inMessage = data
      socket.write(data ? '354 go on\r\n' : '250 fine\r\n')
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { commands, url: `smtp://127.0.0.1:${port}` }
}

test('mail servers get the ASCII form, as the recipient that it is', async () => {
  const smtp = await rawSmtp()
  const transport = smtpTransport({ SMTP_URL: smtp.url })
  onTestFinished(() => transport.close())
  const recipients = spellings.flatMap(([, to]) => (to === null ? [] : [to]))
  for (const to of recipients) {
    const mail = {
      from: { name: 'Latchkey', address: 'hello@latchkey.test' },
      to,
      replyTo: null,
      subject: 'x',
      text: 'x',
      html: '<p>x</p>',
    }
    const messageId = `<${crypto.randomUUID()}@latchkey.test>`
    const sent = await transport.send({ ...mail, messageId, date: t.clock.now() })
    expect(sent, to).toEqual({ status: 'accepted' })
  }
  const named = smtp.commands.filter((command) => command.startsWith('RCPT TO:'))
  expect(named).toEqual(recipients.map((to) => `RCPT TO:<${to}>`))
})
