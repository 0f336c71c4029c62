import { Cursor } from '@latchkey/contract'
import { html } from 'hono/html'
import { listPublicGroupBuys, readQuantities } from '../features/group-buys/service.ts'
import { findSite, listEntries } from '../features/pages/service.ts'
import { findOwnedPages } from '../features/purchases/service.ts'
import { authenticateVisitor } from '../features/visitors/service.ts'
import type { Deps } from '../platform/deps.ts'
import { fail, isFailure } from '../platform/failure.ts'
import type { Html } from '../platform/html/html.ts'
import { layout } from '../platform/html/layout.ts'
import { paths } from '../platform/html/paths.ts'
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
  if (handle === null) return { status: 200, html: home }
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
      main: html`<h1 dir="auto">${site.name}</h1>
        ${
          list.items.length === 0
            ? groupBuys.items.length === 0
              ? html`<p class="byline">Nothing is published here yet.</p>`
              : ''
            : html`<ul class="list">${list.items.map((page) => entry(page, own))}</ul>`
        }
        <div class="row">
          ${first ? '' : html`<a href="/">Newest</a>`}
          ${list.nextCursor ? html`<a href="/?cursor=${list.nextCursor}">Older</a>` : ''}
        </div>
        ${groupBuys.items.length === 0 ? '' : groupBuySection(groupBuys.items, own)}`,
    }),
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
    <span class="tag ${groupBuy.state === 'ACTIVATED' ? 'good' : ''}">${progress(groupBuy)}</span>
    ${wanted === undefined ? '' : html`<p>You want <strong>${wanted}</strong>.</p>`}
  </li>`

function progress({ state, interestedQuantity, targetQuantity }: GroupBuy): string {
  if (state === 'ACTIVATED') return 'Going ahead'
  return state === 'PAUSED' ? 'Paused' : `${interestedQuantity} of ${targetQuantity} wanted`
}

/** The bare host belongs to no creator: it says what answers here. */
const home = layout({
  title: 'Latchkey',
  card: 'key',
  main: html`
    <h1>Latchkey</h1>
    <p class="lead">Creators sell access to their pages here. You can find theirs at the addresses they gave you.</p>
    <p><a class="button" href="${paths.access}">My purchases</a></p>
    <p class="quiet small">For developers: <a href="/openapi.json">openapi.json</a> describes the API.</p>
  `,
})

const entry = (page: List['items'][number], own: Own): Html => html`<li class="entry">
  <h2 dir="auto"><a class="entry-title" href="/${page.slug}">${page.title}</a></h2>
  ${badge(page, own)}
  ${page.teaserHtml ? prose(page.teaserHtml) : ''}
</li>`

function badge({ id, accessMode, price }: List['items'][number], own: Own): Html | '' {
  if (accessMode === 'PUBLIC') return ''
  if (own.pages.has(id)) return html`<span class="tag good">Yours</span>`
  if (accessMode === 'FREE_WITH_LOGIN' && own.signedIn)
    return html`<span class="tag good">You have access</span>`
  return html`<span class="tag">${price ? formatMoney(price) : 'Free with sign-in'}</span>`
}
