import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { awaitedVoucher, voucherMethods } from '../resources/voucher-methods.ts'
import { endVoucher, type VoucherEnd } from '../resources/vouchers.ts'
import { change } from '../world/change.ts'
import { formatAmount } from '../world/currencies.ts'
import type { PaymentIntent } from '../world/objects.ts'
import { entryOf, type World } from '../world/world.ts'
import { fieldsOf, message, page } from './layout.ts'

const ends: VoucherEnd[] = ['succeeded', 'failed', 'expired']

/** The voucher a buyer takes to the counter, at the address the API gives as `hosted_voucher_url`. */
export function voucherPages(world: World): Hono {
  const pages = new Hono()
  const paymentOf = (context: Context) => entryOf(world.state.paymentIntents, context.req.param('id') ?? '')

  pages.get('/vouchers/:id', (context) => show(context, paymentOf(context)))

  pages.post('/vouchers/:id', async (context) => {
    const payment = paymentOf(context)
    const field = await fieldsOf(context)
    const end = ends.find((name) => name === field('end'))
    if (payment !== undefined && awaitedVoucher(payment) !== null && end !== undefined) {
      change(world, () => endVoucher(world, payment, end))
    }
    return context.redirect(context.req.path, 303)
  })

  return pages
}

function show(context: Context, payment: PaymentIntent | undefined) {
  if (payment === undefined) return message(context, 404, 'No such voucher', 'This voucher does not exist.')
  const type = awaitedVoucher(payment)
  if (type === null) {
    const paid = payment.status === 'succeeded'
    return message(context, 410, 'Voucher', paid ? 'It was paid.' : 'It can no longer be paid.')
  }
  const body = html`<form method="post" class="card"><h1>Pay by ${voucherMethods[type].label}</h1>
<p class="total">${formatAmount(payment.amount, payment.currency)}</p><p class="soft">${payment.id}</p>
<button class="wide" name="end" value="succeeded">Pay at the counter</button>
<button class="wide second" name="end" value="failed">Let it fail</button>
<button class="wide second" name="end" value="expired">Let it expire</button></form>`
  return page(context, { title: 'Voucher', body })
}
