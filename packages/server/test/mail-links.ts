import type { OutgoingMail } from '../src/platform/mail/smtp.ts'
import { readMarkup } from './markup.ts'

/** Every web address in a mail, in its text or as a link of its HTML. */
export function linksOf({ text, html }: Pick<OutgoingMail, 'text' | 'html'>): string[] {
  const inText = text.match(/https?:\/\/[^\s<>"]+/g) ?? []
  const inHtml = readMarkup(html).links.filter((href) => href.startsWith('http'))
  return [...new Set([...inText, ...inHtml])]
}

/** Follows links of mails to our own hosts, as the browser of its reader does. */
export class LinkChecker {
  readonly #domain: string
  readonly #open: (url: string, reader: string) => Promise<Response>

  /** @param open opens a URL as the reader of the mail would. */
  constructor(domain: string, open: (url: string, reader: string) => Promise<Response>) {
    this.#domain = domain
    this.#open = open
  }

  /** @throws when one of them leads to nothing that is there. */
  async check(mail: OutgoingMail): Promise<void> {
    for (const url of linksOf(mail)) {
      const { host } = new URL(url)
      if (host !== this.#domain && !host.endsWith(`.${this.#domain}`)) continue
      const { status } = await this.#open(url, mail.to)
      if (status === 404 || status === 405 || status === 410) {
        throw new Error(`The mail “${mail.subject}” leads to ${url}, which answers ${status}.`)
      }
    }
  }
}
