// What people do in the benchmark of purchases, each step as a front end on an origin of its own takes it.
import { randomUUID } from 'node:crypto'
import type { AccessRequest } from './data.ts'
import type { Mailbox } from './mailbox.ts'

/** Where they buy. */
export interface Shop {
  readonly handle: string
  readonly pageSlug: string
}

/** What they meet. */
export interface Surroundings {
  readonly origin: string
  readonly mailbox: Mailbox
  readonly shops: readonly Shop[]
  readonly views: readonly AccessRequest[]
}

interface Step {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Record<string, string>
  readonly body?: unknown
}

/** People who buy, sign in, and look at pages; each journey with somebody or something new. */
export class Buyers {
  readonly #around: Surroundings
  #count = 0

  constructor(around: Surroundings) {
    this.#around = around
  }

  /** Signs in, finds the page closed, pays, reads it, and gets the receipt. */
  async purchase(): Promise<void> {
    const { shop, email } = this.#next()
    const { mailbox } = this.#around
    mailbox.expect(email)
    const headers = { authorization: `Bearer ${await this.#signIn(shop, email)}` }
    const path = pagePath(shop)
    const before = await this.#step(`${path}/access-check`, { headers })
    holds(before.hasAccess === false, 'who has not paid has no access')

    const { protocol, host } = new URL(this.#around.origin)
    const home = `${protocol}//${shop.handle}.${host}`
    const checkout = await this.#step(`${path}/checkout`, {
      headers: { ...headers, 'Idempotency-Key': randomUUID() },
      body: { successUrl: `${home}/thanks`, cancelUrl: `${home}/` },
    })
    await pay(String(checkout.checkoutUrl), email)
    const confirm = `${path}/checkout/${checkout.checkoutSessionId}/confirm`
    const { hasAccess } = await this.#step(confirm, { headers })
    holds(hasAccess === true, 'who has paid has access')
    const read = await this.#step(path, { method: 'GET', headers })
    holds(read.content !== null, 'who has access reads the page')
    await mailbox.next(email)
    mailbox.forget(email)
  }

  /** Asks for a link, and follows it or enters the code. */
  async signIn(): Promise<void> {
    const { shop, email } = this.#next()
    this.#around.mailbox.expect(email)
    await this.#signIn(shop, email)
    this.#around.mailbox.forget(email)
  }

  /** Looks at a page as somebody who is signed in: what it is, and whether it is open. */
  async view(): Promise<void> {
    const { views } = this.#around
    const view = views[this.#count++ % views.length]
    if (!view) throw new Error('There is nothing to look at.')
    const headers = { cookie: view.cookie ?? '' }
    await this.#step(view.path.replace(/\/access-check$/, ''), { method: 'GET', headers })
    const { hasAccess } = await this.#step(view.path, { headers })
    holds(hasAccess === view.hasAccess, 'access is as the data says')
  }

  #next(): { shop: Shop; email: string } {
    const { shops } = this.#around
    const number = this.#count++
    const shop = shops[number % shops.length]
    if (!shop) throw new Error('There is nothing to buy.')
    return { shop, email: `buyer-${number}@example.com` }
  }

  async #signIn({ handle }: Shop, email: string): Promise<string> {
    const { challengeId } = await this.#step('/v2/visitor/auth/magic-link', { body: { email, handle } })
    const mail = await this.#around.mailbox.next(email)
    const [, token] = /\/access\/t\/([\w-]+)/.exec(mail) ?? []
    const [, ...halves] = /^ {4}(\d{3}) (\d{3})\r?$/m.exec(mail) ?? []
    // One half follows the link, the other enters the code on another device.
    const proof = this.#count % 2 === 0 ? { token } : { challengeId, code: halves.join('') }
    const { sessionToken } = await this.#step('/v2/visitor/auth/verify', { body: proof })
    return String(sessionToken)
  }

  async #step(path: string, { method = 'POST', headers = {}, body }: Step): Promise<Record<string, unknown>> {
    const answer = await fetch(this.#around.origin + path, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Record<string, unknown>
  }
}

const pagePath = ({ handle, pageSlug }: Shop) => `/v2/public/pages/${handle}/${pageSlug}`

function holds(is: boolean, what: string): void {
  if (!is) throw new Error(`It does not hold: ${what}.`)
}

/** Pays as a person does on Stripe's page, which leads back once Latchkey has the events. */
async function pay(url: string, email: string): Promise<void> {
  const body = new URLSearchParams({ email, card: '4242 4242 4242 4242', name: 'A buyer', action: 'card' })
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' })
  await answer.body?.cancel()
  if (answer.status !== 303) throw new Error(`Stripe's page answered ${answer.status} to a payment.`)
}
