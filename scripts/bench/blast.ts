// Sends mails as fast as the mail server takes them: no database, no queue, each written once before.
import { renderMail } from '../../packages/server/src/platform/mail/message.ts'
import { smtpTransport } from '../../packages/server/src/platform/mail/smtp.ts'

const url =
  'https://creator-1.latchkey.example/_edge/visitor/access/t/3kTq9WmZ1xRb7YvLd0NcHsEfAu5GpJi2oX8tQeBz4Ky'
const transport = smtpTransport({ SMTP_URL: process.env.SMTP_URL ?? '' })
const written = await renderMail({
  to: 'reader@example.com',
  subject: 'Sign in to Creator 1 (creator-1.latchkey.example)',
  preheader: 'Your link and code for creator-1.latchkey.example, valid for 15 minutes.',
  heading: 'Sign in to Creator 1',
  blocks: [
    {
      paragraph:
        'We received a request to sign in to Creator 1 (creator-1.latchkey.example) as reader@example.com.',
    },
    { paragraph: 'This link opens only what you have from Creator 1, and nothing from any other creator.' },
    { button: 'Continue to Creator 1', url },
    { paragraph: 'Signing in on another device? Type this code there instead:' },
    { code: '402913' },
    {
      note: 'Requested on 1 January 2026 at 12:00 UTC. The link and code work once, within 15 minutes of that time.',
    },
    {
      note: 'Didn’t ask for this? You can ignore it; nobody can sign in without this email. Never share the link or the code with anyone.',
    },
  ],
  seller: { name: 'Creator 1', contactEmail: null, termsUrl: null, privacyUrl: null, refundPolicyUrl: null },
})

process.on('message', async (count: number) => {
  let left = count
  const sendOn = async () => {
    while (left-- > 0) {
      const result = await transport.send({
        ...written,
        to: `reader-${left}@example.com`,
        from: { name: 'Creator 1 via Latchkey', address: 'bench@latchkey.test' },
        replyTo: null,
        messageId: `<${left}@latchkey.test>`,
        date: new Date(),
      })
      if (result.status !== 'accepted') throw new Error(`The mail server answered: ${result.status}.`)
    }
  }
  // More than there are connections to the mail server, so that none of them waits for us.
  await Promise.all(Array.from({ length: 16 }, sendOn))
})
process.send?.('ready')
