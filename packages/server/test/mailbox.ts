import type { MailTransport, OutgoingMail } from '../src/platform/mail/smtp.ts'
import type { TestJobs } from './jobs.ts'
import type { LinkChecker } from './mail-links.ts'

/** What a magic-link mail brings. */
export interface MailedLink {
  readonly link: string
  readonly token: string
  /** `null` when the mail carries only the link. */
  readonly code: string | null
}

/** Catches outgoing mail. */
export class Mailbox {
  readonly sent: OutgoingMail[] = []
  /** Set it to have the mail server fail. */
  failWith: Error | null = null
  readonly #jobs: () => TestJobs
  readonly #links: LinkChecker
  #checked = 0
  #running: Promise<unknown> = Promise.resolve()

  constructor(jobs: () => TestJobs, links: LinkChecker) {
    this.#jobs = jobs
    this.#links = links
  }

  /** Opens what the mails link to that came since it was last called. @throws when a link leads nowhere. */
  async checkLinks(): Promise<void> {
    const news = this.sent.slice(this.#checked)
    this.#checked = this.sent.length
    for (const mail of news) await this.#links.check(mail)
  }

  readonly transport: MailTransport = {
    send: async (mail) => {
      if (this.failWith) return { status: 'unavailable', error: this.failWith }
      this.sent.push(mail)
      return { status: 'accepted' }
    },
    async close() {},
  }

  /** Mails to an address, oldest first, after all that is due was sent. */
  async to(email: string): Promise<OutgoingMail[]> {
    // One after the other: a run sees nothing due while another is still at a mail.
    const run = this.#running.then(() => this.#jobs().run())
    this.#running = run.catch(() => {})
    await run
    return this.sent.filter((mail) => mail.to === email)
  }

  /** The newest magic link to an address. */
  async magicLinkFor(email: string): Promise<MailedLink> {
    for (const { text } of (await this.to(email)).reverse()) {
      const [link, token] = /https?:\/\/\S+\/_edge\/visitor\/access\/t\/([\w-]+)/.exec(text) ?? []
      if (!link || !token) continue
      const code = /(?<!\d)(\d{3})[ \u00a0-]?(\d{3})(?!\d)/.exec(text.replaceAll(link, ''))
      return { link, token, code: code ? `${code[1]}${code[2]}` : null }
    }
    throw new Error(`There is no magic link among the mails to ${email}.`)
  }

  /** The codes in the newest mail to an address, in their order there. */
  async codesFor(email: string): Promise<string[]> {
    const newest = (await this.to(email)).at(-1)
    return Array.from(newest?.text.matchAll(/^ {4}(\S+ \S+)$/gm) ?? [], ([, code = '']) => code)
  }
}
