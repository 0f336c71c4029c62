import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { formatAmount } from '../currencies.ts'
import type { Session } from '../objects.ts'
import { offersDelayed, type Payer, payByCard, payDelayed } from '../payments.ts'
import { cancelUrl, successUrl } from '../people.ts'
import type { Scheduler } from '../scheduler.ts'
import { change, must, type World } from '../world.ts'

/** How long the page waits for webhooks to be answered before it redirects. [docs: Fulfill orders] */
const redirectPatience = 10_000

/** The hosted checkout page. */
export function checkoutPages(world: World, scheduler: Scheduler): Hono {
  const pages = new Hono()

  pages.get('/c/pay/:id', (context) => show(context, world, null))

  pages.post('/c/pay/:id', async (context) => {
    const session = world.state.sessions[context.req.param('id')]
    if (session?.status !== 'open') return show(context, world, null)
    const form = await context.req.formData()
    const field = (name: string) => String(form.get(name) ?? '').trim()
    const payer: Payer = {
      email: session.customer_email ?? field('email'),
      name: field('name') || null,
      fault: null,
    }
    const outcome = change(world, () =>
      field('method') === 'delayed' && offersDelayed(session)
        ? payDelayed(world, session, payer)
        : payByCard(world, session, field('card'), payer),
    )
    if (outcome.result !== 'complete')
      return show(context, world, 'message' in outcome ? outcome.message : null)
    await patiently(scheduler.settle())
    return context.redirect(successUrl(session), 303)
  })

  return pages
}

async function patiently(work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<void>()
  const timer = setTimeout(late.resolve, redirectPatience)
  await Promise.race([work, late.promise])
  clearTimeout(timer)
}

function show(context: Context, world: World, message: string | null): Response | Promise<Response> {
  const session: Session | undefined = world.state.sessions[context.req.param('id') ?? '']
  if (session === undefined)
    return context.html('<!doctype html><title>Not found</title><h1>Something went wrong</h1>', 404)
  const amount = formatAmount(session.amount_total ?? 0, session.currency ?? 'usd')
  const items = must(world.state.sessionPlans, session.id).lineItems
  const body =
    session.status === 'open'
      ? html`<h1>Pay ${amount}</h1>
          <ul>${items.map((item) => html`<li>${item.description} × ${item.quantity}</li>`)}</ul>
          ${message === null ? '' : html`<p role="alert">${message}</p>`}
          <form method="post">
            <label>Email <input type="email" name="email" required value="${session.customer_email ?? ''}"></label>
            <label>Card number <input name="card" inputmode="numeric" value="4242 4242 4242 4242"></label>
            <button name="method" value="card">Pay ${amount}</button>
            ${offersDelayed(session) ? html`<button name="method" value="delayed">Pay by bank debit</button>` : ''}
          </form>
          <p><a href="${cancelUrl(session)}">Back</a></p>`
      : html`<h1>${session.status === 'complete' ? 'You’re all done here' : 'This checkout has expired'}</h1>`
  return context.html(html`<!doctype html><html lang="en"><meta charset="utf-8"><title>Checkout</title>
    <p>Local test mode - no real money</p>${body}</html>`)
}
