import { html } from 'hono/html'
import type { findEndedPurchase, PaidPurchase } from '../features/checkout/service.ts'
import type { findLock } from '../features/group-buys/service.ts'
import type { ReadPage } from '../features/pages/service.ts'
import type { Voucher } from '../features/purchases/service.ts'
import { PAYWALL } from '../platform/html/about.ts'
import type { Html } from '../platform/html/html.ts'
import { emblem } from '../platform/html/icons.ts'
import { layout, type Site } from '../platform/html/layout.ts'
import { paths } from '../platform/html/paths.ts'
import { progressBar } from '../platform/html/progress.ts'
import { prose } from '../platform/html/prose.ts'
import { buttonForm, emailForm } from '../platform/html/visitor-forms.ts'
import { formatMoney } from '../platform/money.ts'
import { pageAbout } from './page-about.ts'
import { voucherSteps } from './voucher-steps.ts'

type EndedPurchase = Awaited<ReturnType<typeof findEndedPurchase>>
type Lock = NonNullable<Awaited<ReturnType<typeof findLock>>>

/** What a reader finds on a page. */
export type PageState =
  | { readonly kind: 'open'; readonly html: string }
  | { readonly kind: 'sign in' }
  | { readonly kind: 'buy' | 'not for sale'; readonly ended: EndedPurchase }
  | { readonly kind: 'group buy'; readonly ended: EndedPurchase; readonly lock: Lock }
  | { readonly kind: 'wait'; readonly voucher: Voucher | null }
  | { readonly kind: 'disputed' }

interface PageView {
  readonly page: ReadPage
  readonly teaserHtml: string | null
  readonly site: Site
  readonly visitorEmail: string | null
  readonly state: PageState
  /** `?checkout=` of the URL: why no payment was made. */
  readonly notice: string | undefined
  /** The purchase of the page that was made a moment ago. */
  readonly paid: PaidPurchase | null
  /** What was entered in the form, and what is wrong with it. */
  readonly entered?: { readonly email: string; readonly error: string }
}

/** A page with its content, or with what it takes to see it. */
export const pageView = (view: PageView): Html => {
  const { page, teaserHtml, site, visitorEmail, state, entered } = view
  return layout({
    title: entered ? `Error: ${page.title}` : page.title,
    site,
    visitorEmail,
    about: entered ? undefined : pageAbout(page, teaserHtml, site),
    main: html`${state.kind === 'buy' ? notice(view.notice) : ''}${state.kind === 'open' ? thanks(view) : ''}
      <article>
        <h1 dir="auto">${page.title}</h1>
        <p class="byline">by <bdi>${site.name}</bdi></p>
        ${
          state.kind === 'open'
            ? prose(state.html, page.accessMode === 'PUBLIC' ? 'content' : `content ${PAYWALL}`)
            : html`${teaserHtml ? prose(teaserHtml, 'teaser') : ''}
              <section class="card stack after ${PAYWALL}" aria-label="How to open this page">${locked(state, view)}</section>`
        }
      </article>`,
  })
}

const notices: Record<string, string> = {
  cancelled: 'You left before paying, so nothing was charged. You can continue whenever you like.',
  failed: 'Stripe did not respond. Nothing was charged. Please try again in a moment.',
  'not-ready': 'The seller cannot take payments right now. Nothing was charged.',
}

const notice = (reason: string | undefined): Html | '' =>
  reason !== undefined && Object.hasOwn(notices, reason)
    ? html`<p class="notice" role="status">${notices[reason]}</p>`
    : ''

const thanks = ({ paid, visitorEmail }: PageView): Html | '' =>
  paid === null
    ? ''
    : html`<p class="notice" role="status">
        Thank you! You paid <strong>${formatMoney(paid.price)}</strong>. We sent your
        <a href="${paths.receipt(paid.purchaseId)}">receipt</a> to <strong>${visitorEmail}</strong>.
      </p>`

function locked(state: Exclude<PageState, { kind: 'open' }>, view: PageView): Html {
  switch (state.kind) {
    case 'sign in':
      return html`${signedOut(view)}${view.page.accessMode === 'PAID' ? signInToBuy(view) : signInToRead(view)}`
    case 'buy':
      return buy(state.ended, view)
    case 'group buy':
      return waitsForGroupBuy(state, view)
    case 'not for sale':
      return notForSale(state.ended, view)
    case 'wait':
      if (state.voucher) return payVoucher(state.voucher, view)
      return html`${emblem('clock')}
        <h2>Your payment is being processed</h2>
        <p>
          Some payment methods take a few days. As soon as the money arrives, this page opens and we'll email
          <strong>${view.visitorEmail}</strong>. There's nothing more for you to do.
        </p>
        <p><a class="button" href="/${view.page.slug}">Check again</a></p>`
    case 'disputed':
      return html`${emblem('alert')}
        <h2>Your access is on hold</h2>
        <p>
          The payment for this page is in dispute with your bank. If the bank decides that the payment stands, the
          page opens again. Until then, you can't buy it again.
        </p>
        <p class="quiet small"><a href="${paths.access}">See your purchase</a></p>`
  }
}

const payVoucher = (voucher: Voucher, view: PageView): Html =>
  html`${emblem('clock')}
    <h2>Your voucher is waiting for payment</h2>
    ${voucherSteps(voucher, view.visitorEmail)}
    <p class="quiet small"><a href="/${view.page.slug}">Already paid? Check again</a></p>`

/** Says why the page is closed to somebody who was signed in before. */
const signedOut = ({ page: { access } }: PageView): Html | '' =>
  access.session === 'expired' || access.session === 'revoked'
    ? html`<p class="notice" role="status">Your sign-in on this device has ended. Sign in again to continue.</p>`
    : ''

const signInToRead = (view: PageView): Html =>
  html`${emblem('lock')}
    <h2>Sign in to keep reading</h2>
    ${signInForm(view, 'Send me a link', "Free, and no password needed. We'll email you a link that opens this page.")}`

const signInToBuy = (view: PageView): Html =>
  html`${price(view)}
    ${signInForm(
      view,
      'Continue',
      "We'll email you a link that takes you to payment with Stripe. Already bought this page? The link opens it.",
    )}`

const signInForm = ({ page, entered }: PageView, button: string, hint: string): Html =>
  emailForm(
    { action: `/${page.slug}`, hidden: { action: 'sign-in' } },
    { button, hint, ...(entered && { value: entered.email, error: entered.error }) },
  )

const buy = (ended: EndedPurchase, view: PageView): Html =>
  html`${ended ? endedAccess(ended) : ''}
    ${price(view, ended)}
    ${buttonForm({ action: `/${view.page.slug}`, hidden: { action: 'buy' } }, ended ? 'Buy again' : 'Buy')}
    <p class="quiet small">
      You pay with Stripe. The page opens right afterwards for <strong>${view.visitorEmail}</strong>.
    </p>`

const notForSale = (ended: EndedPurchase, view: PageView): Html =>
  html`${ended ? endedAccess(ended) : ''}
    ${price(view, ended)}
    <h2>Not for sale yet</h2>
    <p><bdi>${view.site.name}</bdi> cannot take payments at the moment. Please come back later.</p>
    ${boughtBefore(view)}`

/** Its creator sells the page only once enough people want it. */
const waitsForGroupBuy = (
  { ended, lock }: { ended: EndedPurchase; lock: Lock },
  view: PageView,
): Html => html`${ended ? endedAccess(ended) : ''}
    ${price(view, ended)}
    ${
      lock.state === 'CLOSED'
        ? html`<h2>Not for sale</h2>
            <p>The group buy for this page did not go ahead.</p>
            <p><a class="button" href="/">See all pages</a></p>`
        : html`<h2>Waiting for a group buy</h2>
            <p>
              This page goes on sale when its group buy succeeds. So far,
              <strong>${lock.interested_quantity} of ${lock.target_quantity}</strong> are wanted. Joining costs nothing.
            </p>
            ${progressBar({ wanted: lock.interested_quantity, target: lock.target_quantity, of: lock.title })}
            <p><a class="button" href="${paths.groupBuy(lock.slug)}">See the group buy</a></p>`
    }
    ${boughtBefore(view)}`

const boughtBefore = ({ visitorEmail }: PageView): Html | '' =>
  visitorEmail === null
    ? html`<p class="quiet small">Already bought it? <a href="${paths.access}">Sign in</a>.</p>`
    : ''

function endedAccess({ grant_type, refunded_amount, currency }: NonNullable<EndedPurchase>): Html {
  if (grant_type !== 'REFUNDED') {
    return html`${emblem('alert')}
      <h2>Your access has ended</h2>
      <p>The seller ended it. You can find your purchase under <a href="${paths.access}">Your access</a>.</p>`
  }
  const amount = currency === null ? null : formatMoney({ amount: refunded_amount, currency })
  return html`${emblem('alert')}
    <h2>This page is no longer available to you</h2>
    <p>
      Your payment was refunded${amount === null ? '' : html` (<strong>${amount}</strong>)`}, which ended your
      access.
    </p>`
}

/** What it costs; beside an ended access that stands above it, no second sign is needed. */
const price = ({ page, site }: PageView, ended: EndedPurchase = null): Html =>
  html`<div class="offer">
    <div>
      ${page.price ? html`<p class="price">${formatMoney(page.price)}</p>` : ''}
      <p class="quiet">One-time payment, sold by <bdi>${site.name}</bdi></p>
    </div>
    ${ended ? '' : emblem('lock')}
  </div>`
