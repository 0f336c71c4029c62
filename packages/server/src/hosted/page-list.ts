import { html } from 'hono/html'
import { findSite, listEntries } from '../features/pages/service.ts'
import { authenticateVisitor } from '../features/visitors/service.ts'
import { fail, isFailure } from '../platform/failure.ts'
import type { Html } from '../platform/html/html.ts'
import { layout } from '../platform/html/layout.ts'
import { paths } from '../platform/html/paths.ts'
import { prose } from '../platform/html/prose.ts'
import type { HostedHandler } from '../platform/http/hosted-route.ts'
import { formatMoney } from '../platform/money.ts'

/** Pages on one part of the list. */
const LIST_LIMIT = 20

type List = Exclude<Awaited<ReturnType<typeof listEntries>>, { failed: true }>

/** The front page of a handle: what it has published, newest first. */
export const showPageList: HostedHandler = async ({ deps, request, handle, query, throttle }) => {
  if (handle === null) return { status: 200, html: home }
  const byAddress = await throttle('listPublicPages').countAddress()
  if (byAddress) return byAddress
  const cursor = query('cursor')
  const [list, site, visitor] = await Promise.all([
    listEntries(deps, handle, { limit: LIST_LIMIT, cursor }),
    findSite(deps, handle),
    authenticateVisitor(deps, request, handle),
  ])
  if (isFailure(list) || !site) return fail('handle_not_found')
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
            ? html`<p class="byline">Nothing is published here yet.</p>`
            : html`<ul class="list">${list.items.map(entry)}</ul>`
        }
        <div class="row">
          ${cursor === undefined ? '' : html`<a href="/">Newest</a>`}
          ${list.nextCursor ? html`<a href="/?cursor=${list.nextCursor}">Older</a>` : ''}
        </div>`,
    }),
  }
}

/** The bare host belongs to no creator: it says what answers here. */
const home = layout({
  title: 'Latchkey',
  card: 'key',
  main: html`
    <h1>Latchkey</h1>
    <p class="lead">Creators sell access to pages here. You find theirs at the addresses they gave you.</p>
    <p><a class="button" href="${paths.access}">What I have access to</a></p>
    <p class="quiet small">For programs: <a href="/openapi.json">openapi.json</a> describes the API.</p>
  `,
})

const entry = (page: List['items'][number]): Html => html`<li class="entry">
  <h2 dir="auto"><a class="entry-title" href="/${page.slug}">${page.title}</a></h2>
  ${badge(page)}
  ${page.teaserHtml ? prose(page.teaserHtml) : ''}
</li>`

function badge({ accessMode, price }: List['items'][number]): Html | '' {
  if (accessMode === 'PUBLIC') return ''
  return html`<span class="tag">${price ? formatMoney(price) : 'Free with sign-in'}</span>`
}
