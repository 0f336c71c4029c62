import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { cancelUrl, successUrl } from '../people.ts'
import { delayedMethod } from '../resources/payment-methods.ts'
import {
  failAuthentication,
  offersDelayed,
  type Payer,
  type PaymentOutcome,
  payByCard,
  payDelayed,
} from '../resources/payments.ts'
import { offeredVouchers, voucherMethods } from '../resources/voucher-methods.ts'
import { payByVoucher } from '../resources/vouchers.ts'
import { change } from '../world/change.ts'
import { formatAmount } from '../world/currencies.ts'
import { faultTag, paymentFaults } from '../world/fault-scripts.ts'
import type { Session } from '../world/objects.ts'
import type { Scheduler } from '../world/scheduler.ts'
import { entryOf, must, type World } from '../world/world.ts'
import { fieldsOf, type Markup, message, page } from './layout.ts'

/** How long the page waits for webhooks to be answered before it redirects. [docs: Fulfill orders] */
const redirectPatience = 10_000

/** What the buyer typed, shown again after a decline. */
interface Typed {
  email: string
  name: string
}

/** The hosted checkout page, at the address the API gives as `url`. */
export function checkoutPages(world: World, scheduler: Scheduler): Hono {
  const pages = new Hono()
  const sessionOf = (context: Context) => entryOf(world.state.sessions, context.req.param('id') ?? '')

  pages.get('/c/pay/:id', (context) => show(context, world, sessionOf(context)))

  pages.post('/c/pay/:id', async (context) => {
    const field = await fieldsOf(context)
    const session = sessionOf(context)
    if (session?.status !== 'open') return show(context, world, session)
    const typed: Typed = { email: session.customer_email ?? field('email'), name: field('name') }
    if (!/^[^\s@]+@[^\s@]+$/.test(typed.email)) {
      return show(context, world, session, 'Please give your email address.', typed)
    }
    const chosen = paymentFaults.find((name) => name === field('fault')) ?? faultTag(typed.email)
    const payer: Payer = { email: typed.email, name: typed.name || null, fault: chosen }
    const outcome = change(world, () => act(world, session, payer, field))
    if (outcome.result === 'challenge')
      return challenge(context, session, typed, field('card'), field('fault'))
    if (outcome.result === 'declined') return show(context, world, session, outcome.message, typed)
    await within(redirectPatience, scheduler.settle())
    return context.redirect(successUrl(session), 303)
  })

  pages.get('/receipts/:id', (context) => {
    const charge = entryOf(world.state.charges, context.req.param('id'))
    if (charge === undefined) return message(context, 404, 'No such receipt', 'This receipt does not exist.')
    const amount = formatAmount(charge.amount, charge.currency)
    const body = html`<section class="card"><h1>Receipt</h1><p class="total">${amount}</p>
<p>Paid by ${charge.billing_details.email}${charge.refunded ? ', refunded' : ''}.</p>
<p class="soft">${charge.id}</p></section>`
    return page(context, { title: 'Receipt', body })
  })

  return pages
}

function act(world: World, session: Session, payer: Payer, field: (name: string) => string): PaymentOutcome {
  const voucher = offeredVouchers(session.payment_method_types).find((type) => type === field('action'))
  if (voucher !== undefined) return payByVoucher(world, session, voucher, payer)
  switch (field('action')) {
    case 'delayed':
    case 'delayed-fails':
      return offersDelayed(session)
        ? payDelayed(world, session, payer, field('action') === 'delayed' ? 'succeeded' : 'failed')
        : { result: 'declined', message: 'This payment method is not available.' }
    case 'authenticated':
      return payByCard(world, session, field('card'), payer, true)
    case 'not-authenticated':
      return failAuthentication(world, session)
    default:
      return payByCard(world, session, field('card'), payer)
  }
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<void>()
  const timer = setTimeout(late.resolve, milliseconds)
  await Promise.race([work, late.promise])
  clearTimeout(timer)
}

function show(context: Context, world: World, session: Session | undefined, problem?: string, typed?: Typed) {
  if (session === undefined) {
    return message(context, 404, 'Something went wrong', 'The page you were looking for could not be found.')
  }
  if (session.status === 'expired') {
    return message(context, 410, 'This checkout has expired', 'Go back to the shop and start again.')
  }
  if (session.status === 'complete') {
    const body = html`<section class="card"><h1>You're all done here</h1>
<p>This payment was already made.</p><p><a href="${successUrl(session)}">Back to the shop</a></p></section>`
    return page(context, { title: 'Done', body })
  }
  const amount = formatAmount(session.amount_total ?? 0, session.currency ?? 'usd')
  const items = must(world.state.sessionPlans, session.id).lineItems
  const body = html`<div class="columns">
<section aria-label="Order">
${session.cancel_url === null ? '' : html`<p><a href="${cancelUrl(session)}">&larr; Back</a></p>`}
<h1>Pay for your order</h1>
<p class="total">${amount}</p>
<ul class="items">${items.map(
    (item) => html`<li><span>${item.description}${item.quantity === 1 ? '' : ` × ${item.quantity}`}</span>
<span>${formatAmount(item.amount_total, item.currency)}</span></li>`,
  )}</ul>
</section>
${form(session, amount, problem, typed)}
</div>`
  return page(context, { title: `Pay ${amount}`, body, status: problem === undefined ? 200 : 402 })
}

function form(session: Session, amount: string, problem?: string, typed?: Typed): Markup {
  const delayed = offersDelayed(session) ? delayedMethod(session.payment_method_types) : null
  const email = session.customer_email ?? typed?.email ?? ''
  return html`<form method="post" class="card" aria-label="Payment">
${problem === undefined ? '' : html`<p class="bad" role="alert">${problem}</p>`}
<label>Email
<input type="email" name="email" value="${email}" autocomplete="email" required ${session.customer_email === null ? '' : 'readonly'}></label>
<label>Card number
<input name="card" value="4242 4242 4242 4242" inputmode="numeric" autocomplete="off" required></label>
<div class="pair">
<label>Expiry <input name="expiry" value="12 / 34" inputmode="numeric" autocomplete="off"></label>
<label>CVC <input name="cvc" value="123" inputmode="numeric" autocomplete="off"></label>
</div>
<label>Name on card <input name="name" value="${typed?.name ?? ''}" autocomplete="name"></label>
<button class="wide" name="action" value="card">Pay ${amount}</button>
${delayed === null ? '' : html`<button class="wide second" name="action" value="delayed">Pay by ${delayed.label}</button>`}
${delayed === null ? '' : html`<p class="hint">The ${delayed.label} takes three days to be confirmed.</p>`}
${offeredVouchers(session.payment_method_types).map((type) => html`<button class="wide second" name="action" value="${type}">Pay by ${voucherMethods[type].label}</button>`)}
<p class="hint">Declined: 4000 0000 0000 0002 · 3-D Secure: 4000 0000 0000 3220</p>
${developer(delayed !== null)}
</form>`
}

function developer(hasDelayed: boolean): Markup {
  return html`<details><summary>Developer: what should go wrong?</summary>
<label>Fault for this payment
<select name="fault"><option value="">none</option>${paymentFaults.map((name) => html`<option>${name}</option>`)}</select></label>
${hasDelayed ? html`<button class="wide second" name="action" value="delayed-fails">Pay later, and let it fail</button>` : ''}
<p class="hint">More cards: insufficient funds …9995, expired …0069, disputed after payment 4000 0000 0000 0259, inquiry
4000 0000 0000 1976, refunds that fail 4000 0000 0000 5126, refunds that take days 4000 0000 0000 7726.</p>
</details>`
}

/** The bank's own page between Pay and the shop. */
function challenge(context: Context, session: Session, typed: Typed, card: string, fault: string) {
  const amount = formatAmount(session.amount_total ?? 0, session.currency ?? 'usd')
  const body = html`<form method="post" class="card" action="/c/pay/${session.id}">
<h1>3-D Secure</h1><p>Your bank asks: do you want to pay ${amount}?</p>
${Object.entries({ ...typed, card, fault }).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="wide" name="action" value="authenticated">Yes, pay</button>
<button class="wide second" name="action" value="not-authenticated">No, refuse</button>
</form>`
  return page(context, { title: '3-D Secure', body })
}
