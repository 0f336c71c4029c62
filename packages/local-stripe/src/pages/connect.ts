import { Hono } from 'hono'
import { html } from 'hono/html'
import { isRefusal } from '../api/errors.ts'
import { completeOnboarding, connectedAccount } from '../resources/accounts.ts'
import { openLink, visitedLink } from '../resources/links.ts'
import { change } from '../world/change.ts'
import { formatAmount } from '../world/currencies.ts'
import { entryOf, ownerOf, type World } from '../world/world.ts'
import { fieldsOf, message, page } from './layout.ts'

const listed = 25

/** What a seller sees: onboarding, and the Express dashboard. */
export function connectPages(world: World): Hono {
  const pages = new Hono()

  pages.get('/setup/e/:account/:token', (context) => {
    const token = context.req.param('token')
    const link = change(world, () => openLink(world, token, 'onboarding'))
    if (link === null) {
      const refresh = entryOf(world.state.links, token)?.refreshUrl ?? null
      if (refresh !== null) return context.redirect(refresh, 303)
      return message(context, 404, 'No such link', 'This onboarding link does not exist.')
    }
    const account = connectedAccount(world, link.account)
    if (isRefusal(account)) return message(context, 404, 'No such account', 'This account is not connected.')
    const body = html`<form method="post" class="card">
<h1>Get paid with Stripe</h1>
<p class="soft">Account <code>${account.id}</code>. What you type is kept on this machine only.</p>
<input type="hidden" name="visit" value="${link.visit}">
<label>Name of your business <input name="name" value="${account.business_profile?.name ?? ''}" autocomplete="organization"></label>
<label>Email <input type="email" name="email" value="${account.email ?? ''}" autocomplete="email"></label>
<label>Bank account <input name="bank" value="000123456789" autocomplete="off"></label>
<button class="wide" name="action" value="complete">Agree and submit</button>
<button class="wide second" name="action" value="leave">Save and finish later</button>
</form>`
    return page(context, { title: 'Onboarding', body })
  })

  pages.post('/setup/e/:account/:token', async (context) => {
    const field = await fieldsOf(context)
    const link = visitedLink(world, context.req.param('token'), field('visit'))
    const account = link === null ? null : connectedAccount(world, link.account)
    if (link === null || account === null || isRefusal(account)) {
      return message(context, 404, 'No such link', 'This onboarding link does not exist.')
    }
    if (field('action') === 'complete') {
      const [name, email] = [field('name'), field('email')]
      change(world, () =>
        completeOnboarding(world, account, { ...(name && { name }), ...(email && { email }) }),
      )
    }
    return context.redirect(link.returnUrl ?? '/', 303)
  })

  pages.get('/express/:account/:token', (context) => {
    const link = change(world, () => openLink(world, context.req.param('token'), 'express'))
    const account = link === null ? null : connectedAccount(world, link.account)
    if (account === null || isRefusal(account)) {
      return message(
        context,
        410,
        'This link has expired',
        'Ask for a new one: it works once, for five minutes.',
      )
    }
    const own = Object.values(world.state.charges).filter(({ id }) => ownerOf(world, id) === account.id)
    const body = html`<section class="card"><h1>${account.business_profile?.name ?? account.id}</h1>
<p class="soft">Express dashboard of <code>${account.id}</code></p>
<table><thead><tr><th>Payment</th><th>Amount</th><th>Fee</th><th>Taken back</th></tr></thead><tbody>${own
      .toReversed()
      .slice(0, listed)
      .map(
        (
          charge,
        ) => html`<tr><td><code>${charge.id}</code></td><td>${formatAmount(charge.amount, charge.currency)}</td>
<td>${formatAmount(charge.application_fee_amount ?? 0, charge.currency)}</td>
<td>${formatAmount(charge.amount_refunded, charge.currency)}</td></tr>`,
      )}</tbody></table>
${own.length === 0 ? html`<p>No payments yet.</p>` : ''}</section>`
    return page(context, { title: 'Express dashboard', body })
  })

  return pages
}
