import type Stripe from 'stripe'
import { isStripeError } from './stripe-errors.ts'

/** What Stripe lets a card statement hold, and what stands between prefix and suffix there. */
const DESCRIPTOR_LENGTH = 22
const SEPARATOR = '* '
/** The longest prefix that Stripe allows; assumed until the real one is known. */
const LONGEST_PREFIX = 10

/** The platform's own account at Stripe. Read at the start; what is not known by then is assumed. */
export class PlatformAccount {
  readonly #stripe: Stripe
  #id: string | null = null
  #suffixLength = DESCRIPTOR_LENGTH - LONGEST_PREFIX - SEPARATOR.length

  constructor(stripe: Stripe) {
    this.#stripe = stripe
  }

  /** Asks Stripe for it. */
  async read(): Promise<void> {
    const { id, settings } = await this.#stripe.accounts.retrieveCurrent()
    this.#id = id
    const prefix = settings?.card_payments?.statement_descriptor_prefix
    if (prefix) this.#suffixLength = DESCRIPTOR_LENGTH - prefix.length - SEPARATOR.length
  }

  /** Its id, which stays the same while this process has the same key; `null` while Stripe does not tell. */
  async id(): Promise<string | null> {
    if (this.#id === null) {
      await this.read().catch((error: unknown) => {
        if (!isStripeError(error)) throw error
      })
    }
    return this.#id
  }

  /** How many letters of a seller's name fit on a card statement, after the prefix. */
  get suffixLength(): number {
    return this.#suffixLength
  }

  /** Stripe took none of them: sales go on without, rather than not. */
  leaveOutSuffixes(): void {
    this.#suffixLength = 0
  }
}
