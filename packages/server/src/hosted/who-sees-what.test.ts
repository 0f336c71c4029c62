import { contract, type OperationDefinition } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { makeFile } from '../../test/files.ts'
import { type Markup, readMarkup } from '../../test/markup.ts'
import { structureProblems } from '../../test/markup-problems.ts'
import { newestOffer } from '../../test/offers.ts'
import { SIGN_IN_PATH } from '../features/oauth/service.ts'
import { favicon, stylesheet, waitingScript } from '../platform/html/assets.ts'
import { paths } from '../platform/html/paths.ts'
import type { hostedRoutes } from './routes.ts'

// Everything that a browser can be shown, to everybody who may come: what is not for them is in none of it. And since
// all pages are at hand here, what holds for each of them is looked at too.

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

/** A word that stands nowhere else, and looks the same in every encoding. */
const canaries = {
  sold: 'canarysoldq7',
  members: 'canarymembersq7',
  locked: 'canarylockedq7',
  archived: 'canaryarchivedq7',
  archivedTitle: 'canarytitleq7',
  draft: 'canarydraftq7',
  file: 'canaryfileq7',
  groupBuy: 'canarygroupbuyq7',
  buyer: 'canarybuyerq7@example.com',
} as const

type Canary = keyof typeof canaries

const secret = (name: Canary) =>
  `# ${canaries[name]}\n\n![${canaries[name]}](https://images.example/${canaries[name]}.png)\n\nA paragraph: ${canaries[name]}.`
const stripeAccount = await t.stripe.dashboard.createReadyAccount()
const handle = await t.make.handle({ displayName: 'Ana’s Studio', stripeAccount })
const price = { amount: 2500, currency: 'usd' }
const make = (slug: string, page: Parameters<typeof t.make.page>[0]) => t.make.page({ handle, slug, ...page })
const pages = {
  open: await make('open', {
    content: 'For everybody. ![Everybody](https://images.example/open.png)',
    teaser: null,
  }),
  sold: await make('sold', {
    content: secret('sold'),
    teaser: 'A taste. ![Taste](https://images.example/taste.png)',
    price,
  }),
  members: await make('members', { content: secret('members'), accessMode: 'FREE_WITH_LOGIN', teaser: null }),
  locked: await make('locked', { content: secret('locked'), price, teaser: null }),
  archived: await make('archived', {
    content: secret('archived'),
    title: canaries.archivedTitle,
    teaser: canaries.archived,
    price,
    state: 'archived',
  }),
  draft: await make('draft', {
    content: secret('draft'),
    title: canaries.draft,
    teaser: canaries.draft,
    price,
    state: 'draft',
  }),
}
const { groupBuys, handles } = await t.as(handle.owner)
const createGroupBuy = (body: {
  slug: string
  title: string
  description?: string
  linkedPageSlug?: string
}) =>
  unwrap(
    groupBuys.createGroupBuy({
      path: { handle: handle.name },
      body: { description: body.title, targetQuantity: 5, ...body },
    }),
  )
await createGroupBuy({
  slug: 'launch',
  title: 'Launch',
  description: 'Together. ![Launch](https://images.example/launch.png)',
  linkedPageSlug: 'locked',
})
await unwrap(groupBuys.publishGroupBuy({ path: { handle: handle.name, groupBuySlug: 'launch' } }))
await createGroupBuy({ slug: 'hidden', title: canaries.groupBuy })

const buyer = await t.make.visitor({ email: canaries.buyer })
const fileName = `${canaries.file}.pdf`
const file = await makeFile(t, handle, { fileName, content: canaries.file, allowedEmails: [buyer.email] })
const { id: purchaseId } = await t.make.purchase({ page: pages.sold, visitor: buyer, stripeAccount })
await t.make.purchase({ page: pages.archived, visitor: buyer, stripeAccount })

const guest = await t.make.account()
const collaborators = [{ email: guest.email, role: 'CREATOR' as const }]
await unwrap(handles.replaceCollaborators({ path: { handle: handle.name }, body: { collaborators } }))
const offerId = (await newestOffer(t, guest)).id
const { challengeId } = await unwrap(
  t.client().visitors.requestMagicLink({ body: { email: 'asked@example.com', handle: handle.name } }),
)
const { token: linkToken } = await t.mail.magicLinkFor('asked@example.com')

// ———— who comes

type Row = NonNullable<Parameters<typeof t.make.purchase>[0]['row']>

const session = async (given: Parameters<typeof t.make.visitorSession>[0] = {}) =>
  (await t.make.visitorSession({ handle, ...given })).token

/** Somebody whose purchase of the page has come to this. */
async function withPurchase(row: Row) {
  const visitor = await t.make.visitor()
  for (const page of [pages.sold, pages.archived])
    await t.make.purchase({ page, visitor, stripeAccount, row })
  return await session({ visitor })
}

const ended = { access: 'ended', access_ended_at: t.clock.now() } as const
const unpaid = { access: 'none', grant_type: null, access_since: null } as const
const signedIn: readonly Canary[] = ['members']
// What somebody bought once keeps its title in their history.
const boughtOnce: readonly Canary[] = ['members', 'archivedTitle']

const whoComes: Record<string, { token: string | null; sees: readonly Canary[] }> = {
  nobody: { token: null, sees: [] },
  'somebody with a token that is none': { token: 'vst_x', sees: [] },
  'somebody with an unknown token': { token: `vst_${'x'.repeat(43)}`, sees: [] },
  'the buyer, too late': { token: await session({ visitor: buyer, expiresAt: t.clock.now() }), sees: [] },
  'the buyer, signed out': { token: await session({ visitor: buyer, revokedAt: t.clock.now() }), sees: [] },
  'the buyer, signed in elsewhere': {
    token: await session({ visitor: buyer, handle: await t.make.handle() }),
    // Their own address, off the handle's host.
    sees: ['buyer'],
  },
  'a stranger': { token: await session(), sees: signedIn },
  'somebody who got the money back': {
    token: await withPurchase({ ...ended, grant_type: 'REFUNDED', refunded_amount: price.amount }),
    sees: boughtOnce,
  },
  'somebody whose access was taken': {
    token: await withPurchase({ ...ended, grant_type: 'REVOKED' }),
    sees: boughtOnce,
  },
  'somebody in a dispute': { token: await withPurchase({ access: 'suspended' }), sees: boughtOnce },
  'somebody whose payment is on its way': {
    token: await withPurchase({ ...unpaid, state: 'processing' }),
    sees: signedIn,
  },
  'the buyer': {
    token: await session({ visitor: buyer }),
    sees: ['sold', 'members', 'archived', 'archivedTitle', 'file', 'buyer'],
  },
}

// ———— what they ask for

interface Visit {
  readonly path: string
  readonly form?: Record<string, string>
  /** On the platform's own host. */
  readonly bare?: true
}

const slugs = Object.keys(pages)
const on = (...list: readonly string[]): Visit[] => list.map((path) => ({ path }))
const onBare = (visits: Visit[]): Visit[] => visits.map((visit) => ({ ...visit, bare: true }))
const post = (path: string, ...forms: Record<string, string>[]): Visit[] =>
  forms.map((form) => ({ path, form }))
const badEmail = { action: 'sign-in', email: 'nobody' }

/** Of each route every page that it can show, and every form. */
const visits: { [Name in keyof typeof hostedRoutes]: Visit[] } = {
  'hosted.requestLink': post(
    paths.signIn,
    badEmail,
    { email: 'x', page: 'sold' },
    { email: 'x', page: 'draft' },
  ),
  'hosted.showCheckMail': on(`${paths.checkMail}?challenge=${challengeId}`, `${paths.checkMail}?challenge=x`),
  'hosted.submitCode': post(paths.checkMail, { challenge: challengeId, code: '' }),
  // They say nothing of anything; the first would end the session that others go on with.
  'hosted.signOut': [],
  'hosted.leftSignIn': on(paths.signIn),
  'hosted.leftSignOut': on(paths.signOut),
  'hosted.showReceipt': on(paths.receipt(purchaseId), paths.receipt('x')),
  'hosted.checkoutReturn': on(`${paths.checkoutReturn}?session_id=cs_test_x`, paths.checkoutReturn),
  'hosted.connectReturned': onBare(
    on(paths.connectReturned, `${paths.connectReturned}?handle=${handle.name}`),
  ),
  'hosted.connectRefresh': onBare(on(paths.connectRefresh)),
  'hosted.showOffer': onBare(on(paths.offer(offerId), `${paths.offer(offerId)}?step=code`, paths.offer('x'))),
  'hosted.answerOffer': onBare(post(paths.offer(offerId), { step: 'sign_in' }, { step: 'confirm' })),
  'hosted.showSupportEmail': on(paths.supportEmail('x')),
  'hosted.submitSupportEmail': post(paths.supportEmail('x'), {}),
  'hosted.leftCreatorSignIn': onBare(on(SIGN_IN_PATH)),
  'hosted.submitSignIn': onBare(post(SIGN_IN_PATH, { email: 'x' })),
  'hosted.showGroupBuy': on(...['launch', 'hidden', 'nothing'].map(paths.groupBuy)),
  'hosted.submitGroupBuy': ['launch', 'hidden'].flatMap((slug) =>
    post(paths.groupBuy(slug), badEmail, { action: 'interest', quantity: '0' }, { action: 'nonsense' }),
  ),
  'hosted.showFile': on(paths.file(file.id), paths.file('x')),
  'hosted.submitFile': post(paths.file(file.id), badEmail),
  'hosted.showPageList': [...on('/', '/?cursor=x'), ...onBare(on('/'))],
  'hosted.showPage': [...slugs, 'nothing'].flatMap((slug) =>
    on(`/${slug}`, `/${slug}?checkout=cancelled`, `/${slug}.md`, `/${slug}/index.md`),
  ),
  'hosted.submitPage': slugs.flatMap((slug) =>
    post(`/${slug}`, badEmail, { action: 'buy' }, { action: 'nonsense' }),
  ),
}

/** Parameters of the contract's paths. */
const named: Record<string, readonly string[]> = {
  handle: [handle.name],
  pageSlug: slugs,
  groupBuySlug: ['launch', 'hidden'],
  fileId: [file.id],
  purchaseId: [purchaseId],
  checkoutSessionId: ['cs_test_x'],
  token: [linkToken, 'x'],
}

const filled = (path: string): string[] => {
  const [, name] = /\{(\w+)\}/.exec(path) ?? []
  if (name === undefined) return [path]
  return (named[name] ?? ['x']).flatMap((value) => filled(path.replace(`{${name}}`, value)))
}

/** What visitors' scripts can read, and the pages that are operations. */
const operations = Object.values(contract)
  .flatMap((area) => Object.values<OperationDefinition>(area))
  .filter(({ method, auth }) => method === 'get' && ['anyone', 'visitor'].includes(auth.subject))

interface Seen {
  readonly who: string
  readonly what: string
  readonly visit: Visit
  readonly status: number
  /** All that is sent: headers and body. */
  readonly sent: string
  readonly html: string | null
}

async function look(who: string, visit: Visit): Promise<Seen> {
  const { token } = whoComes[who] ?? { token: null }
  const url = new URL(visit.path, t.origin(visit.bare ? undefined : handle.name))
  const response = await t.send(
    new Request(url, {
      method: visit.form ? 'POST' : 'GET',
      headers: {
        accept: 'text/markdown, text/html;q=0.9, */*;q=0.5',
        'sec-fetch-site': 'same-origin',
        ...(token !== null && { cookie: `_10x_visitor=${token}` }),
      },
      ...(visit.form && { body: new URLSearchParams(visit.form) }),
    }),
  )
  const body = await response.text()
  const isHtml = response.headers.get('content-type')?.startsWith('text/html') ?? false
  return {
    who,
    what: `${visit.form ? 'POST' : 'GET'} ${url.href} ${JSON.stringify(visit.form ?? {})}, ${who}`,
    visit,
    status: response.status,
    sent: `${JSON.stringify([...response.headers])}\n${body}`,
    html: isHtml ? body : null,
  }
}

const all: Visit[] = [
  ...Object.values(visits).flat(),
  ...operations.flatMap(({ path }) => on(...filled(path))),
  ...onBare(operations.flatMap(({ path }) => on(...filled(path)))),
]
const seen: Seen[] = []
for (const who of Object.keys(whoComes)) for (const visit of all) seen.push(await look(who, visit))
const shown = seen.flatMap((view) =>
  view.html === null ? [] : [{ ...view, html: view.html, markup: readMarkup(view.html) }],
)

/** Those of the views that are wrong, by what was asked. */
const wrong = (check: (view: (typeof shown)[number] & { markup: Markup }) => boolean): string[] =>
  shown.filter((view) => !check(view)).map(({ what, status }) => `${status} ${what}`)

test('what is not for somebody is in nothing that they are sent', () => {
  const found = seen.flatMap(({ who, what, sent }) =>
    (Object.keys(canaries) as Canary[])
      .filter((name) => sent.toLowerCase().includes(canaries[name]) && !whoComes[who]?.sees.includes(name))
      .map((name) => `${name}: ${what}`),
  )
  expect(found).toEqual([])
})

test('what is for them is there, so the search finds what it should', () => {
  for (const [who, { sees }] of Object.entries(whoComes)) {
    const theirs = seen.filter((view) => view.who === who && view.status === 200).map(({ sent }) => sent)
    for (const name of sees) {
      expect(
        theirs.filter((sent) => sent.includes(canaries[name])).length,
        `${name}: ${who}`,
      ).toBeGreaterThan(0)
    }
  }
})

test('every page has one heading, a language and a next step', () => {
  expect(wrong(({ markup }) => markup.h1.length === 1 && markup.h1[0] !== '')).toEqual([])
  expect(wrong(({ html }) => html.startsWith('<!doctype html>\n<html lang="en">'))).toEqual([])
  const isContent = ({ markup }: { markup: Markup }) => markup.count('content') > 0
  // An app led there, and the way on is in that app.
  const ofAnApp: readonly string[] = [paths.connectRefresh, paths.connectReturned, '/oauth/authorize']
  expect(
    wrong((view) => view.markup.steps.length > 0 || isContent(view) || ofAnApp.includes(view.visit.path)),
  ).toEqual([])
})

test('every page is sound for those who do not see it', () => {
  const found = shown.flatMap(({ html, what }) =>
    structureProblems(html).map((problem) => `${problem}, ${what}`),
  )
  expect(found).toEqual([])
  const broken = '<main><h3></h3><a href="/"></a><input name=a aria-describedby=b><p id=c><p id=c>'
  const names = structureProblems(broken).map((problem) => problem.split(':')[0])
  expect(new Set(names)).toEqual(
    new Set([
      'duplicate-id',
      'link-name',
      'label',
      'aria-valid-attr-value',
      'heading-order',
      'landmark-unique',
    ]),
  )
})

/** Bytes that a page may have beside what a creator wrote, with all that it loads of ours. */
const PAGE_BYTES = 50_000

test('every page is small, with all that it loads', async () => {
  const size = async ({ path }: { path: string }) =>
    (await (await t.send(new Request(`${t.origin()}${path}`))).arrayBuffer()).byteLength
  const [style = 0, icon = 0, script = 0] = await Promise.all([stylesheet, favicon, waitingScript].map(size))
  expect(style).toBeGreaterThan(0)
  const limit = PAGE_BYTES - style - icon - script
  expect(wrong(({ html }) => Buffer.byteLength(html) <= limit)).toEqual([])
})

test('search engines are told of what is for everybody, by its one address, and of nothing else', () => {
  const canonicalOf = ({ visit, status }: Seen): string | null => {
    const { path, form, bare } = visit
    if (status !== 200 || form) return null
    if (bare) return path === '/' ? `${t.origin()}/` : null
    const [address = ''] = path.split('?')
    const pages = ['/', '/open', '/sold', '/members', '/locked', '/archived', paths.groupBuy('launch')]
    return pages.includes(address) ? `${t.origin(handle.name)}${address}` : null
  }
  expect(wrong((view) => view.markup.canonical === canonicalOf(view))).toEqual([])
  expect(wrong(({ markup }) => (markup.meta.robots === 'noindex') === (markup.canonical === null))).toEqual(
    [],
  )
  const cards = shown.filter(({ markup }) => markup.canonical !== null)
  for (const { markup, what } of cards) {
    const { meta, canonical, title } = markup
    expect(meta['og:url'], what).toBe(canonical)
    expect(title.startsWith(meta['og:title'] ?? '?'), what).toBe(true)
    expect(meta.description, what).toBe(meta['og:description'])
    expect(meta.description, what).toMatch(/^.{1,160}$/u)
  }
  expect(new Set(cards.map(({ markup }) => markup.canonical)).size).toBe(8)
})

test('a share card has the first image that everybody may see, whoever asks, and a page without one has none', () => {
  const images: Record<string, [url: string, alt: string]> = {
    '/open': ['https://images.example/open.png', 'Everybody'],
    '/sold': ['https://images.example/taste.png', 'Taste'],
    [paths.groupBuy('launch')]: ['https://images.example/launch.png', 'Launch'],
  }
  const seen = new Set<string>()
  for (const { markup, what } of shown) {
    const { meta, canonical } = markup
    const path = canonical === null ? '' : new URL(canonical).pathname
    const [image, alt] = images[path] ?? []
    expect([meta['og:image'], meta['og:image:alt']], what).toEqual([image, alt])
    if (canonical === null) expect(meta, what).not.toHaveProperty('twitter:card')
    else expect(meta['twitter:card'], what).toBe(image ? 'summary_large_image' : 'summary')
    if (image) seen.add(path)
  }
  expect([...seen].toSorted()).toEqual(Object.keys(images).toSorted())
})

test('structured data says what has to be paid for, and points at it', () => {
  const paywalled = { isAccessibleForFree: false, cssSelector: '.paywall' }
  for (const { markup, what } of shown) {
    for (const data of markup.data as Record<string, unknown>[]) {
      expect(data, what).toMatchObject({ '@context': 'https://schema.org', url: markup.canonical })
      if (data['@type'] !== 'Article') continue
      expect(data.description, what).toBe(markup.meta.description)
      const open = markup.canonical?.endsWith('/open')
      expect(data.isAccessibleForFree, what).toBe(open)
      expect(markup.count('paywall'), what).toBe(open ? 0 : 1)
      if (open) expect(data, what).not.toHaveProperty('hasPart')
      else expect(data.hasPart, what).toMatchObject(paywalled)
    }
  }
  const sold = shown.find(({ visit, who }) => visit.path === '/sold' && who === 'nobody')
  expect(sold?.markup.data).toEqual([
    expect.objectContaining({ offers: expect.objectContaining({ price: '25.00', priceCurrency: 'USD' }) }),
  ])
})
