import { setTimeout as wait } from 'node:timers/promises'
import type { TestSmtp } from '../smtp.ts'

interface Mail {
  readonly id: string
  readonly requestId: string | null
  readonly raw: string
  /** How many came before. */
  readonly place: number
}

/** The mails that a mail server took, in their order. */
export class Mails {
  readonly #smtp: TestSmtp
  readonly #givenUp: AbortSignal
  readonly #byRecipient = new Map<string, Mail[]>()
  readonly #places = new Map<string, number[]>()
  #read = 0

  /** @param givenUp when aborted, whoever waits for a mail throws. */
  constructor(smtp: TestSmtp, givenUp: AbortSignal) {
    this.#smtp = smtp
    this.#givenUp = givenUp
  }

  /** How many it has taken. */
  get count(): number {
    return this.#smtp.received.length
  }

  /** By the id of each mail: how many had come before each time that it came. */
  get places(): ReadonlyMap<string, readonly number[]> {
    this.#readNews()
    return this.#places
  }

  /** The code in the mail that follows from this request, once it has come. */
  async codeFor(email: string, requestId: string): Promise<string> {
    for (;;) {
      this.#readNews()
      const mail = this.#byRecipient.get(email)?.find((each) => each.requestId === requestId)
      const [, first, second] = /^ {4}(\d{3}) (\d{3})\r?$/m.exec(mail?.raw ?? '') ?? []
      if (mail) return `${first}${second}`
      await wait(50, undefined, { signal: this.#givenUp })
    }
  }

  #readNews(): void {
    const { received } = this.#smtp
    for (; this.#read < received.length; this.#read++) {
      const { raw = '', recipients = [] } = received[this.#read] ?? {}
      const [, id = ''] = /^Message-ID: <([^@>]+)@/im.exec(raw) ?? []
      const [, requestId = null] = /^X-Request-Id: (\w+)\r?$/im.exec(raw) ?? []
      const mail: Mail = { id, requestId, raw, place: this.#read }
      for (const email of recipients) {
        this.#byRecipient.set(email, [...(this.#byRecipient.get(email) ?? []), mail])
      }
      this.#places.set(id, [...(this.#places.get(id) ?? []), this.#read])
    }
  }
}
