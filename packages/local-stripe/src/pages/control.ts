import { Hono } from 'hono'
import { html } from 'hono/html'
import { isRefusal } from '../api/errors.ts'
import type { LocalStripe } from '../local-stripe.ts'
import { completeOnboarding, connectedAccount } from '../resources/accounts.ts'
import { change } from '../world/change.ts'
import { type FaultName, faultNames } from '../world/fault-names.ts'
import type { RefundStatus } from '../world/objects.ts'
import { entryOf, type World } from '../world/world.ts'
import {
  accountsTable,
  disputesTable,
  eventsTable,
  paymentsTable,
  refundsTable,
  sessionsTable,
} from './control-tables.ts'
import { fieldsOf, message, page } from './layout.ts'

/** The page where a person plays everybody but the shop: Stripe, banks, buyers, sellers, bad luck. */
export function controlPages(world: World, local: LocalStripe): Hono {
  const pages = new Hono()

  pages.get('/_control', (context) =>
    page(context, { title: 'Control', wide: true, body: overview(world, local) }),
  )

  pages.post('/_control/:action', async (context) => {
    const field = await fieldsOf(context)
    const run = entryOf(actions, context.req.param('action'))
    if (run === undefined) return message(context, 404, 'Unknown action', 'There is no such button.')
    try {
      await run(field)
    } catch (error) {
      return message(
        context,
        409,
        'That did not work',
        error instanceof Error ? error.message : String(error),
      )
    }
    return context.redirect('/_control', 303)
  })

  const actions: Record<string, (field: (name: string) => string) => unknown> = {
    fault: (field) => local.fault(faultNames.find((name) => name === field('fault')) ?? null),
    advance: (field) => local.clock.advance(positive(field('minutes')) * 60_000),
    hold: () => local.webhooks.hold(),
    release: (field) => local.webhooks.release(field('order') === 'lifo' ? 'lifo' : 'fifo'),
    lose: (field) => local.webhooks.lose(field('on') === 'yes'),
    deliver: (field) => local.webhooks.deliver(field('id')),
    settle: (field) =>
      local.buyer.settleDelayed(field('id'), field('outcome') === 'failed' ? 'failed' : 'succeeded'),
    voucher: (field) => {
      const { payVoucher, failVoucher, expireVoucher } = local.buyer
      const end = { paid: payVoucher, failed: failVoucher, expired: expireVoucher }[field('end')]
      return end?.(field('id'))
    },
    refund: (field) =>
      local.dashboard.refund(field('id'), field('amount') === '' ? undefined : positive(field('amount'))),
    'refund-status': (field) => {
      const status = refundStatuses.find((name) => name === field('status'))
      return status === undefined ? undefined : local.dashboard.setRefundStatus(field('id'), status)
    },
    dispute: (field) => local.dashboard.openDispute(field('id'), { inquiry: field('inquiry') === 'yes' }),
    'close-dispute': (field) => {
      const outcome = outcomes.find((name) => name === field('outcome'))
      return outcome === undefined ? undefined : local.dashboard.closeDispute(field('id'), outcome)
    },
    'dispute-funds': (field) =>
      field('to') === 'bank'
        ? local.dashboard.withdrawFunds(field('id'))
        : local.dashboard.reinstateFunds(field('id')),
    'fraud-warning': (field) => local.dashboard.warnOfFraud(field('id')),
    onboard: (field) => {
      const account = connectedAccount(world, field('id'))
      if (!isRefusal(account)) change(world, () => completeOnboarding(world, account))
    },
    restrict: (field) =>
      local.dashboard.updateAccount(field('id'), { chargesEnabled: false, transfers: 'inactive' }),
    disconnect: (field) => local.dashboard.deauthorizeAccount(field('id')),
    'new-account': () => local.dashboard.createReadyAccount(),
  }

  return pages
}

const refundStatuses: RefundStatus[] = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled']
const outcomes = ['won', 'lost', 'warning_closed', 'prevented'] as const

function positive(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error('Give a whole number, 1 or more.')
  return value
}

function overview(world: World, local: LocalStripe) {
  const time = local.clock.now().toISOString().replace('T', ' ').slice(0, 19)
  return html`<h1>Local Stripe</h1>
<section class="card"><h2>What goes wrong</h2><div class="row">
<form method="post" action="/_control/fault"><label>Fault <select name="fault"><option value="">none</option>
${faultNames.map((name: FaultName) => html`<option ${world.fault === name ? 'selected' : ''}>${name}</option>`)}
</select></label><button>Apply</button></form>
<form method="post" action="/_control/hold"><button class="second">Hold webhooks</button></form>
<form method="post" action="/_control/release"><button class="second" name="order" value="fifo">Release in order</button>
<button class="second" name="order" value="lifo">Release reversed</button></form>
<form method="post" action="/_control/lose"><button class="second" name="on" value="yes">Lose webhooks</button>
<button class="second" name="on" value="no">Lose no more</button></form>
</div></section>
<section class="card"><h2>Clock</h2><p>${time} UTC</p><div class="row">
${[
  ['10 minutes', 10],
  ['1 hour', 60],
  ['1 day', 24 * 60],
  ['3 days', 3 * 24 * 60],
].map(
  ([label, minutes]) =>
    html`<form method="post" action="/_control/advance"><input type="hidden" name="minutes" value="${minutes}"><button class="second">+ ${label}</button></form>`,
)}
</div></section>
${sessionsTable(world)}
${paymentsTable(world)}
${refundsTable(world)}
${disputesTable(world)}
${accountsTable(world)}
${eventsTable(world)}`
}
