import { Stuck } from './stuck.ts'

/** What people do at the local Stripe. */
export class LocalStripe {
  readonly #control: string

  /** @param control the address of its control page. */
  constructor(control: string) {
    this.#control = control
  }

  /** Pays by card on the page of a Checkout Session. */
  async pay(checkoutUrl: string, email: string): Promise<void> {
    await this.#post(checkoutUrl, { action: 'card', card: '4242 4242 4242 4242', email, name: 'Ana Example' })
  }

  /** Fills in the form at which a creator connects. */
  async onboard(onboardingUrl: string): Promise<void> {
    this.#check(onboardingUrl)
    const page = await (await fetch(onboardingUrl)).text()
    const visit = /name="visit" value="([^"]*)"/.exec(page)?.[1] ?? ''
    await this.#post(onboardingUrl, { action: 'complete', visit, name: 'Contract tests', email: '' })
  }

  /** Refunds the payment of a Checkout Session, as in Stripe's dashboard. */
  async refund(checkoutSessionId: string): Promise<void> {
    await this.#post(`${this.#control}/refund`, { id: checkoutSessionId, amount: '' })
  }

  /** The server names the pages, and may name any: @throws Stuck when one is not of the Stripe that was announced. */
  #check(url: string): void {
    if (URL.canParse(url) && new URL(url).origin === new URL(this.#control).origin) return
    throw new Stuck(null, `The server sends people to "${url}", which is not the local Stripe.`)
  }

  async #post(url: string, fields: Record<string, string>): Promise<void> {
    this.#check(url)
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })
    if (response.status !== 303)
      throw new Stuck(null, `The local Stripe answered ${response.status} at ${url}.`)
  }
}
