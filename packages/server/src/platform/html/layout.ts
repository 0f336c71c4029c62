import { PLATFORM_NAME } from '@latchkey/contract'
import { html } from 'hono/html'
import { contactLinks, type SellerContact } from '../seller.ts'
import { type About, aboutTags } from './about.ts'
import { favicon, stylesheet } from './assets.ts'
import type { Html } from './html.ts'
import { emblem, type IconName, icon } from './icons.ts'
import { paths } from './paths.ts'

/** Whose site a page belongs to. */
export interface Site {
  readonly name: string
  /** Whether it is the platform itself, and not a creator of that name. */
  readonly platform: boolean
  /** Its front page; none on the bare host. */
  readonly home: string | null
  /** How its buyers reach the seller; none on the bare host. */
  readonly contact?: SellerContact
}

/** What every page has around its main part. */
export interface Page {
  readonly title: string
  readonly main: Html
  readonly site?: Site
  /** Address of the signed-in visitor; `null` shows the way to sign in, and without it there is no such bar. */
  readonly visitorEmail?: string | null
  /** A form or a short message stands on a card of its own, headed by this icon. */
  readonly card?: IconName
  /** What search engines and share cards are told; a page without it is not for them. */
  readonly about?: About | undefined
  /** The page asks again by itself after this many seconds. */
  readonly refresh?: { readonly seconds: number; readonly url: string }
  /** A script for the page, which works without it; the answer needs the right `scripts`. */
  readonly script?: Html
}

/** The bare host, which stands for all creators. */
export const platformSite: Site = { name: PLATFORM_NAME, platform: true, home: null }

/** The site of the creator with this display name; without one, the platform's. */
export const siteNamed = (displayName: string | null, contact?: SellerContact): Site =>
  displayName === null
    ? platformSite
    : { name: displayName, platform: false, home: '/', ...(contact && { contact }) }

// The referrer policy is not `no-referrer`: forms would carry `Origin: null`, which in browsers without
// Sec-Fetch-Site could not be told from a form of another site.
/** A whole page: bar, main part, footer. */
export function layout({
  title,
  main,
  site = platformSite,
  visitorEmail,
  card,
  about,
  refresh,
  script,
}: Page): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="same-origin" />
    ${refresh ? html`<meta http-equiv="refresh" content="${refresh.seconds}; url=${refresh.url}" />` : ''}
    <title>${title === site.name ? title : `${title} · ${site.name}`}</title>
    ${aboutTags(about, { title, siteName: site.name })}
    <link rel="stylesheet" href="${stylesheet.href}" />
    <link rel="icon" type="image/svg+xml" href="${favicon.href}" />
    ${script ?? ''}
  </head>
  <body>
    <a class="skip" href="#main">Skip to content</a>
    <header class="bar">
      ${brand(site)}
      ${visitorEmail === undefined ? '' : visitorBar(visitorEmail)}
    </header>
    ${
      card
        ? html`<main id="main" class="message"><div class="card stack">${emblem(card)}${main}</div></main>`
        : html`<main id="main">${main}</main>`
    }
    <footer class="foot">
      ${site.contact ? sellerFoot(site.name, site.contact) : ''}
      <p>Email sign-in and access by Latchkey. Payments by Stripe.</p>
    </footer>
  </body>
</html>`
}

/** The first letter of a name, as its sign. */
export function monogram(name: string): Html {
  const [initial = ''] = name.toUpperCase()
  return html`<span class="monogram" aria-hidden="true">${initial}</span>`
}

function brand({ name, platform, home }: Site): Html {
  const sign = platform
    ? html`<span class="monogram" aria-hidden="true">${icon('key')}</span>`
    : monogram(name)
  const mark = html`${sign}<span dir="auto">${name}</span>`
  return home ? html`<a class="brand" href="${home}">${mark}</a>` : html`<span class="brand">${mark}</span>`
}

function sellerFoot(name: string, contact: SellerContact): Html | '' {
  const links = contactLinks(contact)
  if (links.length === 0) return ''
  return html`<nav class="seller" aria-label="About the seller">
    <span>${name}</span>
    ${links.map(({ label, url }) => html`<a href="${url}" rel="noopener nofollow">${label}</a>`)}
  </nav>`
}

function visitorBar(email: string | null): Html {
  if (email === null) {
    return html`<nav class="account" aria-label="Your access">
      <a class="account-item" href="${paths.access}">Sign in</a>
    </nav>`
  }
  return html`<nav class="account" aria-label="Your access">
    <span class="who account-item">Signed in as ${email}</span>
    <a class="account-item" href="${paths.access}">Your access</a>
    <form method="post" action="${paths.signOut}"><button class="as-link account-item">Sign out</button></form>
  </nav>`
}
