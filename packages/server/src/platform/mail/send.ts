import { createTransport } from 'nodemailer'
import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'
import type { MailKind } from './outbox.ts'

/** A mail ready to go out. */
export interface ComposedMail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Writes the mail of one kind from the id of its subject; `null` when it is no longer wanted. Runs again on a retry. */
export type Composer = (deps: Deps, subjectId: string) => Promise<ComposedMail | null>

export type Composers = { readonly [K in MailKind]: Composer }

/** Hands a mail to the mail server. */
export interface MailTransport {
  send(mail: ComposedMail & { from: string; messageId: string }): Promise<void>
  close(): void
}

const SMTP_TIMEOUT = 15_000

export function smtpTransport(config: Config): MailTransport {
  const transport = createTransport({
    url: config.SMTP_URL,
    pool: true,
    maxConnections: 2,
    connectionTimeout: SMTP_TIMEOUT,
    greetingTimeout: SMTP_TIMEOUT,
    socketTimeout: SMTP_TIMEOUT,
  })
  return {
    async send(mail) {
      await transport.sendMail(mail)
    },
    close: () => transport.close(),
  }
}

/**
 * Sends one mail of the outbox. At least once: it is marked as sent after the mail server took it, and a repeat
 * after a crash in between carries the same Message-ID, by which mail systems recognise it.
 */
export async function sendMail(
  deps: Deps,
  composers: Composers,
  transport: MailTransport,
  mailId: string,
): Promise<void> {
  const { db, config, clock } = deps
  const mail = await db.selectFrom('mails').selectAll().where('id', '=', mailId).executeTakeFirst()
  if (!mail || mail.sent_at) return
  const compose = composers[mail.kind as MailKind]
  const composed = await compose(deps, mail.subject_id)
  if (composed) {
    const domain = config.PUBLIC_DOMAIN.replace(/:\d+$/, '')
    await transport.send({ ...composed, from: config.MAIL_FROM, messageId: `<${mail.id}@${domain}>` })
  }
  await db.updateTable('mails').set({ sent_at: clock.now() }).where('id', '=', mailId).execute()
}
