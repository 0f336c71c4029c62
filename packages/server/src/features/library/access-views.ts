import { html } from 'hono/html'
import { formatTime } from '../../platform/dates.ts'
import type { Html } from '../../platform/html/html.ts'
import { layout, type Site } from '../../platform/html/layout.ts'
import { paths } from '../../platform/html/paths.ts'
import { buttonForm } from '../../platform/html/visitor-forms.ts'
import type { VisitorSubject } from '../../platform/http/operation.ts'
import { formatMoney } from '../../platform/money.ts'
import type { listInterestsOf } from '../group-buys/service.ts'
import type { listAccess, listPending } from './history.ts'

type History = Awaited<ReturnType<typeof listAccess>>
type Entry = History['items'][number]
type Pending = Awaited<ReturnType<typeof listPending>>
type Interests = Awaited<ReturnType<typeof listInterestsOf>>['items']

/** What the visitor has, and had, access to. `first` is the newest part of it. */
export const historyPage = ({
  site,
  visitor,
  history,
  pending,
  interests,
  first,
}: {
  /** The creator's site; `null` on the bare host, which stands for all of them. */
  site: Site | null
  visitor: VisitorSubject
  history: History
  /** Payments that are on their way. */
  pending: Pending
  /** Group buys that they take part in. */
  interests: Interests
  first: boolean
}): Html =>
  layout({
    title: 'Your access',
    ...(site && { site }),
    visitorEmail: visitor.email,
    main: html`<h1>Your access</h1>
      <p class="byline">${scope(visitor, site)}</p>
      ${pending.length === 0 ? '' : html`<ul class="list">${pending.map(pendingEntry)}</ul>`}
      ${history.items.length === 0 ? (pending.length + interests.length === 0 ? empty(first) : '') : html`<ul class="list">${history.items.map(entry)}</ul>`}
      <div class="row">
        ${first ? '' : html`<a href="${paths.access}">Newest</a>`}
        ${history.nextCursor ? html`<a href="${paths.access}?cursor=${history.nextCursor}">Older</a>` : ''}
      </div>
      ${
        interests.length === 0
          ? ''
          : html`<section aria-labelledby="group-buys">
              <h2 class="after" id="group-buys">Your group buys</h2>
              <ul class="list close">${interests.map(interestEntry)}</ul>
            </section>`
      }
      <section class="card stack after no-print" aria-labelledby="leave">
        <h2 id="leave">Leaving?</h2>
        <p class="quiet">
          You stay signed in on this browser until ${day(visitor.sessionExpiresAt)}. Signing out everywhere signs
          you out of all browsers, ${visitor.boundHandle ? 'for this creator' : 'for all creators'}.
        </p>
        <div class="row buttons">
          ${buttonForm({ action: paths.signOut }, 'Sign out here', 'outlined')}
          ${buttonForm(
            { action: paths.signOut, hidden: { everywhere: 'yes' } },
            'Sign out everywhere',
            'outlined',
          )}
        </div>
      </section>`,
  })

function scope({ boundHandle }: VisitorSubject, site: Site | null): Html {
  if (boundHandle === null) return html`Everything you have on Latchkey, from all creators.`
  return html`What you have from <strong><bdi>${site?.name ?? boundHandle.name}</bdi></strong>.`
}

const empty = (first: boolean): Html =>
  html`<p class="card quiet after">${first ? 'Nothing here yet. What you buy, or open by signing in, appears here.' : 'Nothing more.'}</p>`

const statuses: Record<Entry['status'], { label: string; tone: string }> = {
  ACTIVE: { label: 'You have access', tone: 'good' },
  REFUNDED: { label: 'Refunded', tone: 'bad' },
  REVOKED: { label: 'Ended', tone: 'bad' },
  DISPUTED: { label: 'Payment disputed', tone: 'bad' },
  EXPIRED: { label: 'No longer available', tone: 'bad' },
}

const kinds: Record<Entry['accessType'], string> = {
  PURCHASE: 'Bought',
  FREE_LOGIN: 'Free with sign-in',
  GRANT: 'Given to you',
  ALLOWLIST: 'File shared with you',
}

function entry(item: Entry): Html {
  const { label, tone } = statuses[item.status]
  return html`<li class="entry">
    <h2 dir="auto"><a class="entry-title" href="${item.url}">${item.title}</a></h2>
    <span class="tag ${tone}">${label}</span>
    <dl class="facts">
      ${fact(kinds[item.accessType], html`<time datetime="${item.since}">${day(new Date(item.since))}</time>`)}
      ${item.pricePaid ? fact('Paid', formatMoney(item.pricePaid)) : ''}
      ${item.refundedAmount ? fact('Refunded', formatMoney(item.refundedAmount)) : ''}
      ${item.endedAt ? fact('Ended', html`<time datetime="${item.endedAt}">${day(new Date(item.endedAt))}</time>`) : ''}
      ${item.purchaseId ? fact('Purchase', html`<code>${item.purchaseId}</code>`) : ''}
    </dl>
    ${item.purchaseId && item.pricePaid ? html`<p class="small"><a href="${paths.receipt(item.purchaseId)}">Receipt</a></p>` : ''}
  </li>`
}

function pendingEntry(item: Pending[number]): Html {
  return html`<li class="entry">
    <h2 dir="auto">${item.title}</h2>
    <span class="tag">${item.payUrl === null ? 'Processing' : 'Not paid yet'}</span>
    <dl class="facts">
      ${fact('Price', formatMoney(item.price))}
      ${item.payBy ? fact('Pay by', html`<time datetime="${item.payBy}">${formatTime(new Date(item.payBy))}</time>`) : ''}
    </dl>
    ${item.payUrl === null ? '' : html`<p><a class="button" href="${item.payUrl}">Show the voucher</a></p>`}
  </li>`
}

const groupBuyStates: Record<Interests[number]['state'], { label: string; tone: string }> = {
  PUBLISHED: { label: 'Waiting for others', tone: '' },
  PAUSED: { label: 'Paused', tone: '' },
  ACTIVATED: { label: 'Going ahead', tone: 'good' },
  CLOSED: { label: 'Did not go ahead', tone: 'bad' },
}

function interestEntry(item: Interests[number]): Html {
  const { label, tone } = groupBuyStates[item.state]
  return html`<li class="entry">
    <h3 dir="auto"><a class="entry-title" href="${item.url}">${item.title}</a></h3>
    <span class="tag ${tone}">${label}</span>
    <dl class="facts">
      ${fact('You want', String(item.quantity))}
      ${fact('Wanted so far', `${item.interestedQuantity} of ${item.targetQuantity}`)}
      ${item.deadline && item.state === 'PUBLISHED' ? fact('Open until', html`<time datetime="${item.deadline}">${formatTime(new Date(item.deadline))}</time>`) : ''}
    </dl>
  </li>`
}

const fact = (name: string, value: Html | string): Html =>
  html`<div class="fact"><dt>${name}</dt><dd>${value}</dd></div>`

const day = (date: Date): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(date)
