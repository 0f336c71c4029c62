import { html } from 'hono/html'
import type { Receipt } from '../features/purchases/service.ts'
import type { Config } from '../platform/config.ts'
import { formatTime } from '../platform/dates.ts'
import type { Html } from '../platform/html/html.ts'
import { layout, siteNamed } from '../platform/html/layout.ts'
import { paths } from '../platform/html/paths.ts'
import { formatMoney } from '../platform/money.ts'
import { pageUrl } from '../platform/seller.ts'

/** The receipt of a purchase as it stands now: what the mail says, on a page that prints well. */
export const receiptView = (receipt: Receipt, config: Config): Html => {
  const { title, seller, email, amount, currency, refundedAmount } = receipt
  const money = (part: number | null) =>
    part === null || currency === null ? '' : formatMoney({ amount: part, currency })
  const paidAt = receipt.accessSince ?? receipt.createdAt
  const open = receipt.access === 'active' && receipt.pageState !== 'draft'
  return layout({
    title: 'Receipt',
    site: siteNamed(seller, receipt),
    visitorEmail: email,
    card: 'receipt',
    main: html`
      <h1>Receipt</h1>
      <dl class="receipt">
        ${line('Item', html`<bdi>${title}</bdi>`)}
        ${line('Sold by', html`<bdi>${seller}</bdi><br /><span class="quiet">${receipt.handle}.${config.PUBLIC_DOMAIN}</span>`)}
        ${line('Bought by', email)}
        ${line('Date', html`<time datetime="${paidAt.toISOString()}">${formatTime(paidAt)}</time>`)}
        ${line('Purchase number', html`<code>${receipt.id}</code>`)}
        ${receipt.contactEmail === null ? '' : line('Questions', receipt.contactEmail)}
        ${line('Paid', html`<strong>${money(amount)}</strong>`)}
        ${refundedAmount > 0 ? line('Refunded', html`<strong>${money(refundedAmount)}</strong>`) : ''}
      </dl>
      <div class="row no-print">
        ${open ? html`<a class="button" href="${pageUrl(config, receipt, receipt.slug)}">Open what you bought</a>` : ''}
        <a href="${paths.access}">Your access</a>
      </div>
      <p class="quiet small no-print">To keep a copy, print this page or save it as a PDF.</p>
    `,
  })
}

const line = (name: string, value: Html | string): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`
