import type { Config } from '../config.ts'
import { runners } from '../runner-sizes.ts'
import type { Sender } from './sender.ts'

/** A mail as it is handed to the mail server. */
export interface OutgoingMail {
  readonly from: Sender
  /** Whom the reader's answer goes to; `null` for whoever sent it. */
  readonly replyTo: string | null
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly messageId: string
  readonly date: Date
  /** The request that the mail follows from, if there is one; a header says so. */
  readonly requestId?: string | null
}

/**
 * What the mail server made of a mail. `refused`: it will never take this one (SMTP 5xx for the recipient or the
 * message, RFC 5321 §4.2.1). `unavailable`: it may take it later: no connection, a timeout, 4xx, or a 5xx that is
 * about us, such as a wrong password.
 */
export type SendResult =
  | { readonly status: 'accepted' | 'refused' }
  | { readonly status: 'unavailable'; readonly error: unknown }

/** Hands mails to the mail server. */
export interface MailTransport {
  send(mail: OutgoingMail): Promise<SendResult>
  close(): Promise<void>
}

/** Milliseconds that the mail server has. */
const timeouts = {
  /** To take the connection and greet. */
  connection: 15_000,
  /** To say its next sentence: content filters think long before they take a message. */
  silence: 45_000,
  /** To take one mail; shorter than the lease under which it is sent. */
  mail: 60_000,
}

const isRefusal = (error: unknown): boolean =>
  error instanceof Error &&
  'responseCode' in error &&
  Number(error.responseCode) >= 500 &&
  'command' in error &&
  (error.command === 'RCPT TO' || error.command === 'DATA')

export function smtpTransport(
  { SMTP_URL }: Pick<Config, 'SMTP_URL'>,
  { connection, silence, mail: total } = timeouts,
): MailTransport {
  // Loaded with the first mail: a process that only serves requests sends none.
  const open = async () => {
    const { createTransport } = await import('nodemailer')
    return createTransport({
      url: SMTP_URL,
      pool: true,
      // One for each mail that is sent at once: none waits for another.
      maxConnections: runners.sign_in_mail + runners.mail,
      connectionTimeout: connection,
      greetingTimeout: connection,
      socketTimeout: silence,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }
  let opened: ReturnType<typeof open> | undefined
  return {
    async send({ to, replyTo, requestId, ...mail }) {
      try {
        opened ??= open()
        const transport = await opened
        await transport.sendMail({
          ...mail,
          to: { name: '', address: to },
          ...(replyTo !== null && { replyTo: { name: '', address: replyTo } }),
          // RFC 3834 §5: no out-of-office replies to these.
          headers: { 'Auto-Submitted': 'auto-generated', ...(requestId && { 'X-Request-Id': requestId }) },
          signal: AbortSignal.timeout(total),
        })
        return { status: 'accepted' }
      } catch (error) {
        return isRefusal(error) ? { status: 'refused' } : { status: 'unavailable', error }
      }
    },
    async close() {
      const transport = await opened?.catch(() => null)
      transport?.close()
    },
  }
}
