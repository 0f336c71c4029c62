// The mails of the people who buy in the benchmark.
import { once } from 'node:events'
import { smtpServer } from './smtp.ts'

/** Milliseconds after which a mail counts as lost. */
const PATIENCE = 60_000

/** Takes all mails, and hands each to whoever waits for it. */
export class Mailbox implements AsyncDisposable {
  readonly #server = smtpServer((recipients, content) => this.#arrived(recipients, content))
  readonly #waiting = new Map<string, (text: string) => void>()
  readonly #unread = new Map<string, string[]>()
  /** Those that somebody waited for. */
  readonly #people = new Set<string>()

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox()
    await once(mailbox.#server.listen(0, '127.0.0.1'), 'listening')
    return mailbox
  }

  get url(): string {
    const address = this.#server.address()
    return `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  }

  /** Keeps what comes for this person from now on. */
  expect(email: string): void {
    this.#people.add(email)
  }

  /** Forgets a person, whose last mail was read. */
  forget(email: string): void {
    this.#people.delete(email)
    this.#unread.delete(email)
  }

  /** The next mail to this person, once it has come; its lines are as they were written. */
  next(email: string): Promise<string> {
    const text = this.#unread.get(email)?.shift()
    if (text !== undefined) return Promise.resolve(text)
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => reject(new Error(`No mail came to ${email}.`)), PATIENCE)
      this.#waiting.set(email, (mail) => {
        clearTimeout(patience)
        resolve(mail)
      })
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close()
  }

  #arrived(recipients: readonly string[], content: Buffer): void {
    const [email = ''] = recipients
    if (!this.#people.has(email)) return
    const text = content.toString().replaceAll(/=\r\n/g, '')
    const waits = this.#waiting.get(email)
    this.#waiting.delete(email)
    if (waits) waits(text)
    else this.#unread.set(email, [...(this.#unread.get(email) ?? []), text])
  }
}
