import { html } from 'hono/html'
import { awaitedVoucher } from '../resources/voucher-methods.ts'
import { formatAmount } from '../world/currencies.ts'
import type { Table } from '../world/state.ts'
import type { World } from '../world/world.ts'
import type { Markup } from './layout.ts'

/** Tables show the newest rows only. */
const shown = 25

function newest<T>(table: Table<T>): T[] {
  return Object.values(table).slice(-shown).toReversed()
}

function section(title: string, heads: string[], rows: Markup[], more: Markup | '' = ''): Markup {
  return html`<section class="card"><h2>${title}</h2>
${rows.length === 0 ? html`<p class="soft">None yet.</p>` : html`<table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`}
${more}</section>`
}

/** A form of one button; `fields` are sent along. */
function button(action: string, label: string, fields: Record<string, string>): Markup {
  return html`<form method="post" action="/_control/${action}">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="second">${label}</button></form>`
}

export function sessionsTable(world: World): Markup {
  const rows = newest(world.state.sessions).map((session) => {
    const payment = world.state.paymentIntents[session.payment_intent ?? '']
    return html`<tr><td><code>${session.id.slice(0, 24)}…</code></td>
<td>${formatAmount(session.amount_total ?? 0, session.currency ?? 'usd')}</td><td>${session.status}, ${session.payment_status}</td>
<td>${session.url === null ? '' : html`<a href="${session.url}">open page</a>`}
${
  payment?.status === 'processing'
    ? [
        button('settle', 'payment arrives', { id: session.id, outcome: 'succeeded' }),
        button('settle', 'payment fails', { id: session.id, outcome: 'failed' }),
      ]
    : ''
}
${
  payment !== undefined && awaitedVoucher(payment) !== null
    ? [
        button('voucher', 'voucher is paid', { id: session.id, end: 'paid' }),
        button('voucher', 'voucher fails', { id: session.id, end: 'failed' }),
        button('voucher', 'voucher expires', { id: session.id, end: 'expired' }),
      ]
    : ''
}</td></tr>`
  })
  return section('Checkout sessions', ['Session', 'Amount', 'State', 'Do'], rows)
}

export function paymentsTable(world: World): Markup {
  const own = Object.fromEntries(
    Object.entries(world.state.charges).filter(([, charge]) => charge.payment_intent !== null),
  )
  const rows = newest(own).map((charge) => {
    const left = charge.amount - charge.amount_refunded
    const refund = html`<form method="post" action="/_control/refund"><input type="hidden" name="id" value="${charge.id}">
<label>Part of ${left} <input name="amount" inputmode="numeric" placeholder="all" size="6"></label><button class="second">refund</button></form>`
    const disputes = [
      button('dispute', 'dispute', { id: charge.id }),
      button('dispute', 'inquiry', { id: charge.id, inquiry: 'yes' }),
      button('fraud-warning', 'fraud warning', { id: charge.id }),
    ]
    const actions = charge.status === 'succeeded' ? [left > 0 ? refund : '', ...disputes] : ''
    return html`<tr><td><code>${charge.id}</code></td><td>${formatAmount(charge.amount, charge.currency)}</td>
<td>${charge.status}${charge.disputed ? ', disputed' : ''}, refunded ${formatAmount(charge.amount_refunded, charge.currency)}</td>
<td>${actions}</td></tr>`
  })
  return section('Payments', ['Charge', 'Amount', 'State', 'Do'], rows)
}

export function refundsTable(world: World): Markup {
  const rows = newest(world.state.refunds).map(
    (
      refund,
    ) => html`<tr><td><code>${refund.id}</code></td><td>${formatAmount(refund.amount, refund.currency)}</td>
<td>${refund.status}</td><td>${['pending', 'succeeded', 'failed', 'canceled']
      .filter((status) => status !== refund.status)
      .map((status) => button('refund-status', status, { id: refund.id, status }))}</td></tr>`,
  )
  return section('Refunds', ['Refund', 'Amount', 'State', 'Set to'], rows)
}

export function disputesTable(world: World): Markup {
  const rows = newest(world.state.disputes).map((dispute) => {
    const ends = dispute.status.startsWith('warning_')
      ? ['warning_closed', 'prevented']
      : ['won', 'lost', 'prevented']
    return html`<tr><td><code>${dispute.id}</code></td><td>${formatAmount(dispute.amount, dispute.currency)}</td>
<td>${dispute.status}</td><td>${ends
      .filter((outcome) => outcome !== dispute.status)
      .map((outcome) => button('close-dispute', outcome, { id: dispute.id, outcome }))}
${button('dispute-funds', 'take funds', { id: dispute.id, to: 'bank' })}${button('dispute-funds', 'return funds', { id: dispute.id, to: 'platform' })}</td></tr>`
  })
  return section('Disputes', ['Dispute', 'Amount', 'State', 'End as'], rows)
}

export function accountsTable(world: World): Markup {
  const { [world.state.platform]: _, ...connected } = world.state.accounts
  const rows = newest(connected).map((account) => {
    const { id } = account
    return html`<tr><td><code>${id}</code> ${account.email ?? ''}</td>
<td>${account.charges_enabled ? 'charges enabled' : 'charges disabled'}, transfers ${account.capabilities?.transfers ?? 'not requested'}</td>
<td>${button('onboard', 'onboard', { id })}${button('restrict', 'restrict', { id })}${button('disconnect', 'disconnect', { id })}</td></tr>`
  })
  return section(
    'Connected accounts',
    ['Account', 'State', 'Do'],
    rows,
    html`<p>${button('new-account', 'New onboarded account', {})}</p>`,
  )
}

export function eventsTable(world: World): Markup {
  const deliveries = Object.values(world.state.deliveries)
  const rows = newest(world.state.events).map((event) => {
    const states = deliveries
      .filter((delivery) => delivery.event === event.id)
      .map(
        ({ state, attempts, lastStatus }) =>
          `${state} (${attempts} tries${lastStatus === null ? '' : `, last ${lastStatus}`})`,
      )
    return html`<tr><td>${event.type}</td><td><code>${event.account ?? ''}</code></td><td>${states.join('; ') || 'no endpoint'}</td>
<td>${states.length === 0 ? '' : button('deliver', 'deliver again', { id: event.id })}</td></tr>`
  })
  return section('Events', ['Type', 'Account', 'Deliveries', 'Do'], rows)
}
