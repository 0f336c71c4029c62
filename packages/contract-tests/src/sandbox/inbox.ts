import { listAt, textAt } from './json.ts'
import { Stuck } from './stuck.ts'
import { until } from './until.ts'

/** A mail as it arrived. */
export interface Mail {
  readonly id: string
  readonly subject: string
  readonly text: string
}

/** The inbox that every mail of the deployment goes to, whomever it is for. */
export class Inbox {
  readonly #url: string
  readonly #signal: AbortSignal | undefined

  constructor(url: string, signal?: AbortSignal) {
    this.#url = url
    this.#signal = signal
  }

  /** The mails to an address, oldest first. */
  async to(address: string): Promise<readonly Mail[]> {
    const query = new URLSearchParams({ 'to.address': address })
    const response = await fetch(`${this.#url}/email?${query}`)
    return listAt(await response.json()).map((mail) => ({
      id: textAt(mail, 'id'),
      subject: textAt(mail, 'subject'),
      text: textAt(mail, 'text'),
    }))
  }

  /**
   * What `find` sees in a mail to an address, which is then removed, so that the next is another; waits until there is
   * one.
   * @throws Stuck when none comes.
   */
  async find<T>(address: string, what: string, find: (mail: Mail) => T | null): Promise<T> {
    const found = await until(async () => {
      for (const mail of (await this.to(address)).toReversed()) {
        const seen = find(mail)
        if (seen) {
          await this.remove(mail)
          return seen
        }
      }
      return null
    }, this.#signal)
    if (found === null) throw new Stuck(null, `No mail with ${what} came to ${address}.`)
    return found
  }

  async remove({ id }: Mail): Promise<void> {
    await fetch(`${this.#url}/email/${id}`, { method: 'DELETE' })
  }
}

/** The code that is mailed. */
export const codeIn = ({ text }: Mail): string | null => /^ {4}(\d+ \d+)$/m.exec(text)?.[1] ?? null

/** The link by which a visitor signs in, and its code. */
export function magicLinkIn(mail: Mail): { token: string; code: string } | null {
  const token = /\/_edge\/visitor\/access\/t\/([\w-]+)/.exec(mail.text)?.[1]
  return token === undefined ? null : { token, code: (codeIn(mail) ?? '').replace(' ', '') }
}
