import type { Deps } from '../platform/deps.ts'
import type { Tasks } from '../platform/jobs.ts'
import { type Composers, type MailTransport, sendMail } from '../platform/mail/send.ts'
import { magicLinkMail } from './visitors/mails.ts'

const composers: Composers = {
  magic_link: magicLinkMail,
}

/** What runs each job. */
export const createTasks = (deps: Deps, transport: MailTransport): Tasks => ({
  send_mail: ({ mailId }) => sendMail(deps, composers, transport, mailId),
})
