import { MAX_INTEREST_QUANTITY } from '@latchkey/contract'
import { html } from 'hono/html'
import { descriptionHtml, type GroupBuyRow } from '../features/group-buys/service.ts'
import { formatTime } from '../platform/dates.ts'
import type { About } from '../platform/html/about.ts'
import { excerpt, firstImage } from '../platform/html/excerpt.ts'
import type { Html } from '../platform/html/html.ts'
import { layout, siteNamed } from '../platform/html/layout.ts'
import { paths } from '../platform/html/paths.ts'
import { progressBar } from '../platform/html/progress.ts'
import { prose } from '../platform/html/prose.ts'
import { buttonForm, emailForm } from '../platform/html/visitor-forms.ts'

interface GroupBuyView {
  readonly groupBuy: GroupBuyRow
  /** The address of the page. */
  readonly url: string
  readonly visitorEmail: string | null
  /** What the visitor said they want; `null` when nothing. */
  readonly quantity: number | null
  /** Whether interest is taken now. */
  readonly open: boolean
  readonly entered?: { readonly email: string; readonly error: string }
  readonly error?: string
}

/** A group buy with its progress, and the form that fits its state. */
export const groupBuyView = (view: GroupBuyView): Html => {
  const { groupBuy, visitorEmail, entered, error } = view
  return layout({
    title: entered || error ? `Error: ${groupBuy.title}` : groupBuy.title,
    site: siteNamed(groupBuy.handleDisplayName, groupBuy),
    visitorEmail,
    about: entered || error ? undefined : about(view),
    main: html`<article>
      <h1 dir="auto">${groupBuy.title}</h1>
      <p class="byline">Group buy by <bdi>${groupBuy.handleDisplayName}</bdi></p>
      ${groupBuy.description ? prose(descriptionHtml(groupBuy), 'teaser') : ''}
      <section class="card stack after" aria-label="Progress">
        ${progress(groupBuy)} ${step(view)}
      </section>
    </article>`,
  })
}

function about({ groupBuy, url }: GroupBuyView): About {
  const { title, handleDisplayName, target_quantity } = groupBuy
  const markup = descriptionHtml(groupBuy)
  const description =
    excerpt(markup) || `${title}, by ${handleDisplayName}. It goes ahead once ${target_quantity} are wanted.`
  return { url, type: 'website', description, image: firstImage(markup) }
}

function progress({
  interested_quantity: wanted,
  target_quantity: target,
  title,
  people,
  deadline,
}: GroupBuyRow): Html {
  return html`<p class="lead"><strong>${wanted}</strong> of ${target} wanted</p>
    ${progressBar({ wanted, target, of: title })}
    <p class="quiet small">
      ${people === 0 ? 'Nobody has joined yet' : people === 1 ? '1 person has joined' : `${people} people have joined`}.
      ${deadline ? html`Open until ${formatTime(deadline)}.` : ''}
    </p>`
}

function step(view: GroupBuyView): Html {
  const { groupBuy, visitorEmail, quantity, open } = view
  const own = quantity === null ? '' : html`<p>You want <strong>${quantity}</strong>.</p>`
  if (groupBuy.state === 'ACTIVATED') {
    return html`<h2>It's going ahead</h2>
      ${own}
      ${groupBuy.pageSlug === null ? '' : html`<p><a class="button" href="/${groupBuy.pageSlug}">Buy it now</a></p>`}`
  }
  if (groupBuy.state === 'CLOSED') {
    return html`<h2>This group buy is over</h2>
      <p>It did not go ahead, and nobody paid anything.</p>
      <p><a class="button" href="/">See all pages</a></p>`
  }
  if (!open) {
    const title = groupBuy.state === 'PAUSED' ? 'Paused for now' : 'The deadline has passed'
    return html`<h2>${title}</h2>
      <p>You can't join right now. Nobody has paid anything.</p>
      ${own}
      <p><a href="/">See all pages</a></p>`
  }
  return visitorEmail === null ? signIn(view) : interest(view)
}

const target = ({ groupBuy }: GroupBuyView, action: string) => ({
  action: paths.groupBuy(groupBuy.slug),
  hidden: { action },
})

const signIn = (view: GroupBuyView): Html => {
  const { entered } = view
  return html`<h2>Want to join in?</h2>
    <p>You pay nothing now. If it goes ahead, we'll email you.</p>
    ${emailForm(target(view, 'sign-in'), {
      button: 'Continue with email',
      hint: "We'll send you a link. No password needed.",
      ...(entered && { value: entered.email, error: entered.error }),
    })}`
}

const interest = (view: GroupBuyView): Html => {
  const { quantity, error } = view
  const { action, hidden } = target(view, 'interest')
  return html`<h2>${quantity === null ? 'How many do you want?' : 'You have joined'}</h2>
    <form class="form" method="post" action="${action}" novalidate>
      <input type="hidden" name="action" value="${hidden.action}" />
      <label for="quantity">Quantity</label>
      <input
        id="quantity"
        name="quantity"
        type="number"
        inputmode="numeric"
        min="1"
        max="${MAX_INTEREST_QUANTITY}"
        value="${quantity ?? 1}"
        required
        aria-describedby="${error ? 'quantity-error ' : ''}quantity-hint"
        ${error ? html`aria-invalid="true"` : ''}
      />
      ${error ? html`<p class="error" id="quantity-error">${error}</p>` : ''}
      <button>${quantity === null ? 'I want this' : 'Change quantity'}</button>
      <p class="quiet small" id="quantity-hint">You pay nothing now, and you can change your mind.</p>
    </form>
    ${quantity === null ? '' : buttonForm(target(view, 'withdraw'), 'Leave this group buy', 'as-link')}`
}
