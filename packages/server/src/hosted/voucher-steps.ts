import { html } from 'hono/html'
import type { Voucher } from '../features/purchases/service.ts'
import { formatTime } from '../platform/dates.ts'
import type { Html } from '../platform/html/html.ts'

/** What somebody who chose to pay by voucher does next. */
export const voucherSteps = ({ url, expiresAt }: Voucher, visitorEmail: string | null): Html =>
  html`<p>
      Pay it at a counter, at a machine or in your bank's app${
        expiresAt === null
          ? ''
          : html` by
              <strong><time datetime="${expiresAt.toISOString()}">${formatTime(expiresAt)}</time></strong>`
      }. As soon as the money arrives, the page opens and we'll email <strong>${visitorEmail}</strong>.
    </p>
    ${url === null ? '' : html`<p><a class="button" href="${url}">Show the voucher</a></p>`}
    <p class="quiet">If you don't pay in time, nothing is charged and you can buy the page again.</p>`
