import { html } from 'hono/html'
import { checkoutOrigin, confirmCheckout } from '../features/checkout/service.ts'
import { findSite } from '../features/pages/service.ts'
import type { Voucher } from '../features/purchases/service.ts'
import { authenticateVisitor } from '../features/visitors/service.ts'
import { handleOrigin } from '../platform/config.ts'
import { fail, isFailure } from '../platform/failure.ts'
import type { Html } from '../platform/html/html.ts'
import { layout, type Site } from '../platform/html/layout.ts'
import { paths } from '../platform/html/paths.ts'
import { signInTarget } from '../platform/html/sign-in-page.ts'
import { supportLink } from '../platform/html/support-link.ts'
import { buttonForm, emailForm } from '../platform/html/visitor-forms.ts'
import type { HostedAnswer, HostedCall, HostedHandler } from '../platform/http/hosted-route.ts'
import { leaveNotice } from '../platform/http/notice.ts'
import { voucherSteps } from './voucher-steps.ts'

/** How often the page asks again by itself, and after how many seconds each time. */
const ROUNDS = 4
const ROUND_SECONDS = 2

const SESSION_ID = /^cs_[A-Za-z0-9_]{1,200}$/

/** Where Stripe sends the buyer after payment. The query proves nothing: Stripe is asked, and only about the visitor's own checkout. */
export const showCheckoutReturn: HostedHandler<'confirmCheckout'> = async (call) => {
  const { deps, request, handle, query, throttle } = call
  const byAddress = await throttle('confirmCheckout').countAddress()
  if (byAddress) return byAddress
  const checkoutSessionId = query('session_id') ?? ''
  const site = handle === null ? undefined : await findSite(deps, handle)
  if (handle === null || !site || !SESSION_ID.test(checkoutSessionId)) return fail('purchase_not_found')
  const visitor = await authenticateVisitor(deps, request, handle)
  if (isFailure(visitor)) {
    const here = `${handleOrigin(deps.config, handle)}${paths.checkoutReturn}?session_id=${checkoutSessionId}`
    return { status: 401, html: signInAgain(site, here) }
  }
  const page = { call, site, visitorEmail: visitor.email, checkoutSessionId }

  const confirmation = await confirmCheckout(deps, visitor, { handle, checkoutSessionId })
  if (isFailure(confirmation)) {
    return confirmation.code === 'payment_provider_error' ? processing(page) : confirmation
  }
  const { status, pageSlug } = confirmation
  switch (status) {
    case 'paid':
      // It shows what was bought, or why it is closed again.
      return { location: `/${pageSlug}`, headers: [leaveNotice(deps.config, `paid.${pageSlug}`)] }
    case 'pending':
      return confirmation.voucher ? payVoucher(page, confirmation.voucher) : processing(page)
    case 'unpaid':
    case 'expired':
      return notPaid(page, { expired: status === 'expired', pageSlug })
  }
}

interface ReturnPage {
  readonly call: HostedCall
  readonly site: Site
  readonly visitorEmail: string
  readonly checkoutSessionId: string
}

/** Not decided yet: asks again a few times by itself, then says what happens next. */
function processing({ call, site, visitorEmail, checkoutSessionId }: ReturnPage): HostedAnswer {
  const round = Math.max(0, Math.trunc(Number(call.query('round')) || 0))
  const again = `${paths.checkoutReturn}?session_id=${checkoutSessionId}&round=${round + 1}`
  const waiting = round < ROUNDS
  const title = waiting ? 'One moment' : 'Your payment is being processed'
  return {
    status: 200,
    html: layout({
      title,
      site,
      visitorEmail,
      card: 'clock',
      ...(waiting && { refresh: { seconds: ROUND_SECONDS, url: again } }),
      main: html`
        <h1>${title}</h1>
        ${
          waiting
            ? html`<p class="lead" role="status">We're checking your payment with Stripe.</p>`
            : html`<p class="lead">
                  Some payment methods take up to a few days. As soon as your payment is confirmed, the page opens
                  and we'll email <strong>${visitorEmail}</strong>. You can close this page. There's no need to pay
                  again.
                </p>
                <p><a class="button" href="${paths.access}">Your access</a></p>
                ${supportLink(call.request)}`
        }
      `,
    }),
  }
}

/** The buyer has something left to do; nothing happens here meanwhile. */
const payVoucher = ({ call, site, visitorEmail }: ReturnPage, voucher: Voucher): HostedAnswer => ({
  status: 200,
  html: layout({
    title: 'Your voucher is waiting for payment',
    site,
    visitorEmail,
    card: 'clock',
    main: html`
      <h1>Your voucher is waiting for payment</h1>
      ${voucherSteps(voucher, visitorEmail)}
      <p class="quiet small">You can find it again under <a href="${paths.access}">Your access</a>.</p>
      ${supportLink(call.request)}
    `,
  }),
})

function notPaid(
  { call, site, visitorEmail }: ReturnPage,
  { expired, pageSlug }: { expired: boolean; pageSlug: string },
): HostedAnswer {
  const title = expired ? 'This checkout has expired' : 'No payment was made'
  return {
    status: 200,
    formActions: [checkoutOrigin(call.deps.config)],
    html: layout({
      title,
      site,
      visitorEmail,
      card: 'clock',
      main: html`
        <h1>${title}</h1>
        <p class="lead">You were not charged.</p>
        ${buttonForm({ action: `/${pageSlug}`, hidden: { action: 'buy' } }, 'Pay with Stripe')}
        <p><a href="/${pageSlug}">Back to the page</a></p>
        ${supportLink(call.request)}
      `,
    }),
  }
}

/** The cookie is gone: the payment is not. */
const signInAgain = (site: Site, returnTo: string): Html =>
  layout({
    title: 'Sign in again',
    site,
    card: 'clock',
    main: html`
      <h1>Sign in again</h1>
      <p class="lead">
        You're not signed in on this browser, so we can't show your purchase. If your payment went through, it's
        safe. Sign in with the address you started with to see it.
      </p>
      ${emailForm(signInTarget({ returnTo }), { button: 'Send me a link', hint: 'No password needed.' })}
    `,
  })
