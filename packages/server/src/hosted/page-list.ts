import { Cursor, PLATFORM_NAME } from '@latchkey/contract'
import { html } from 'hono/html'
import { listPublicGroupBuys, readQuantities } from '../features/group-buys/service.ts'
import { findSite, listEntries } from '../features/pages/service.ts'
import { findOwnedPages } from '../features/purchases/service.ts'
import { authenticateVisitor } from '../features/visitors/service.ts'
import { handleOrigin } from '../platform/config.ts'
import type { Deps } from '../platform/deps.ts'
import { fail, isFailure } from '../platform/failure.ts'
import type { About } from '../platform/html/about.ts'
import { shortened } from '../platform/html/excerpt.ts'
import type { Html } from '../platform/html/html.ts'
import { layout, monogram, type Site } from '../platform/html/layout.ts'
import { paths } from '../platform/html/paths.ts'
import { progressBar } from '../platform/html/progress.ts'
import { prose } from '../platform/html/prose.ts'
import { invalidInput } from '../platform/http/body.ts'
import type { HostedHandler } from '../platform/http/hosted-route.ts'
import type { VisitorSubject } from '../platform/http/operation.ts'
import { formatMoney } from '../platform/money.ts'

/** Pages on one part of the list. */
const LIST_LIMIT = 20
/** Group buys on the front page, the newest ones. */
const GROUP_BUYS_LIMIT = 20

type List = Exclude<Awaited<ReturnType<typeof listEntries>>, { failed: true }>

/** The front page of a handle: what it has published, newest first. */
export const showPageList: HostedHandler<'listPublicPages'> = async ({
  deps,
  request,
  handle,
  query,
  throttle,
}) => {
  if (handle === null) return { status: 200, html: home(`${deps.config.origin}/`) }
  const byAddress = await throttle('listPublicPages').countAddress()
  if (byAddress) return byAddress
  const cursor = Cursor.optional().safeParse(query('cursor'))
  if (!cursor.success) return invalidInput('query', cursor.error)
  const first = cursor.data === undefined
  const [list, groupBuys, site, visitor] = await Promise.all([
    listEntries(deps, handle, { limit: LIST_LIMIT, cursor: cursor.data }),
    first ? listPublicGroupBuys(deps, handle, { limit: GROUP_BUYS_LIMIT }) : { items: [] },
    findSite(deps, handle),
    authenticateVisitor(deps, request, handle),
  ])
  if (isFailure(list) || !site) return fail('handle_not_found')
  const own = isFailure(visitor) ? nothing : await readOwn(deps, visitor, list, groupBuys.items)
  return {
    status: 200,
    images: true,
    html: layout({
      title: site.name,
      site,
      visitorEmail: isFailure(visitor) ? null : visitor.email,
      about: first ? about(`${handleOrigin(deps.config, handle)}/`, site, list) : undefined,
      main: html`${profile(site, new URL(handleOrigin(deps.config, handle)).host)}
        ${
          list.items.length === 0
            ? groupBuys.items.length === 0
              ? html`<p class="card quiet after">Nothing is published here yet.</p>`
              : ''
            : html`<ul class="list">${list.items.map((page) => entry(page, own))}</ul>`
        }
        ${
          first && list.nextCursor === null
            ? ''
            : html`<nav class="row" aria-label="More pages">
                ${first ? '' : html`<a href="/">Newest pages</a>`}
                ${list.nextCursor ? html`<a href="/?cursor=${list.nextCursor}">Older pages</a>` : ''}
              </nav>`
        }
        ${groupBuys.items.length === 0 ? '' : groupBuySection(groupBuys.items, own)}`,
    }),
  }
}

/** Whose site it is. */
const profile = ({ name }: Site, host: string): Html => html`<header class="profile">
  ${monogram(name)}
  <div>
    <h1 dir="auto">${name}</h1>
    <p class="byline">${host}</p>
  </div>
</header>`

function about(url: string, { name }: Site, { items }: List): About {
  const titles = items.slice(0, 5).map(({ title }) => title)
  return {
    url,
    description: shortened(titles.length === 0 ? name : `${name}: ${titles.join(' · ')}`),
    type: 'website',
    data: { '@type': 'WebSite', name, url },
  }
}

/** What on the front page is the reader's. */
interface Own {
  readonly signedIn: boolean
  readonly pages: ReadonlySet<string>
  /** How many they want of each group buy. */
  readonly wanted: ReadonlyMap<string, number>
}

const nothing: Own = { signedIn: false, pages: new Set(), wanted: new Map() }

async function readOwn(
  deps: Deps,
  { visitorId }: VisitorSubject,
  list: List,
  groupBuys: readonly GroupBuy[],
): Promise<Own> {
  const ids = (things: readonly { id: string }[]) => things.map(({ id }) => id)
  const [pages, wanted] = await Promise.all([
    findOwnedPages(deps.db, visitorId, ids(list.items)),
    readQuantities(deps, visitorId, ids(groupBuys)),
  ])
  return { signedIn: true, pages, wanted }
}

type GroupBuy = Awaited<ReturnType<typeof listPublicGroupBuys>>['items'][number]

const groupBuySection = (groupBuys: readonly GroupBuy[], own: Own): Html =>
  html`<section aria-labelledby="group-buys">
    <h2 class="after" id="group-buys">Group buys</h2>
    <ul class="list close">${groupBuys.map((groupBuy) => groupBuyEntry(groupBuy, own.wanted.get(groupBuy.id)))}</ul>
  </section>`

const groupBuyEntry = (groupBuy: GroupBuy, wanted: number | undefined): Html =>
  html`<li class="entry">
    <h3><a class="entry-title" href="${paths.groupBuy(groupBuy.slug)}">${groupBuy.title}</a></h3>
    <span class="tag ${groupBuy.state === 'ACTIVATED' ? 'good' : ''}">${stateOf(groupBuy)}</span>
    ${progressBar({ wanted: groupBuy.interestedQuantity, target: groupBuy.targetQuantity, of: groupBuy.title })}
    <dl class="facts">
      <div class="fact"><dt>Wanted so far</dt><dd>${groupBuy.interestedQuantity} of ${groupBuy.targetQuantity}</dd></div>
      ${wanted === undefined ? '' : html`<div class="fact"><dt>You want</dt><dd>${wanted}</dd></div>`}
    </dl>
  </li>`

function stateOf({ state }: GroupBuy): string {
  if (state === 'ACTIVATED') return 'Going ahead'
  return state === 'PAUSED' ? 'Paused' : 'Open'
}

/** The bare host belongs to no creator: it says what answers here. */
const home = (url: string): Html =>
  layout({
    title: PLATFORM_NAME,
    card: 'key',
    about: { url, type: 'website', description: HOME_LINE },
    main: html`
      <h1>${PLATFORM_NAME}</h1>
      <p class="lead">${HOME_LINE} You can find theirs at the addresses they gave you.</p>
      <p><a class="button" href="${paths.access}">Your purchases</a></p>
      <p class="quiet small">For developers: <a href="/openapi.json">openapi.json</a> describes the API.</p>
    `,
  })

const HOME_LINE = 'Creators sell access to their pages here.'

const entry = (page: List['items'][number], own: Own): Html => html`<li class="entry">
  <h2 dir="auto"><a class="entry-title" href="/${page.slug}">${page.title}</a></h2>
  ${badge(page, own)}
  ${page.teaserHtml ? prose(page.teaserHtml) : ''}
</li>`

function badge({ id, accessMode, price }: List['items'][number], own: Own): Html {
  if (accessMode === 'PUBLIC') return html`<span class="tag plain">Free</span>`
  if (own.pages.has(id)) return html`<span class="tag good">Yours</span>`
  if (accessMode === 'FREE_WITH_LOGIN' && own.signedIn)
    return html`<span class="tag good">You have access</span>`
  return html`<span class="tag">${price ? formatMoney(price) : 'Free with sign-in'}</span>`
}
