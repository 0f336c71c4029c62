import { html, raw } from 'hono/html'
import type { Image } from './excerpt.ts'
import type { Html } from './html.ts'

/**
 * What search engines and share cards are told of a page. All of it can be read by everybody: nothing stands here that
 * a reader without access would not see on the page itself.
 */
export interface About {
  /** The one address of the page. */
  readonly url: string
  readonly description: string
  readonly type: 'article' | 'website'
  /** The first that the page shows to everybody. */
  readonly image?: Image | undefined
  /** Structured data by schema.org, without its context. */
  readonly data?: Readonly<Record<string, unknown>>
}

/**
 * The class of what is not there for everybody, or of what stands in its place.
 * @see https://developers.google.com/search/docs/appearance/structured-data/paywalled-content
 */
export const PAYWALL = 'paywall'

/** What says of structured data that a part of the page has to be paid for, or signed in for. */
export const paywalled = {
  isAccessibleForFree: false,
  hasPart: { '@type': 'WebPageElement', isAccessibleForFree: false, cssSelector: `.${PAYWALL}` },
} as const

// A data block: browsers neither run it nor ask the policy of the page for it. Without `<` nothing in it can end it.
const dataBlock = (data: object): Html =>
  html`<script type="application/ld+json">${raw(
    JSON.stringify({ '@context': 'https://schema.org', ...data }).replaceAll('<', '\\u003c'),
  )}</script>`

const imageTags = ({ url, alt }: Image): Html =>
  html`<meta property="og:image" content="${url}" />
    ${alt === '' ? '' : html`<meta property="og:image:alt" content="${alt}" />`}`

/** The tags that say it. Without `about` the page is for whoever has its address, and for no search engine. */
export const aboutTags = (
  about: About | undefined,
  { title, siteName }: { title: string; siteName: string },
): Html =>
  about === undefined
    ? html`<meta name="robots" content="noindex" />`
    : html`<link rel="canonical" href="${about.url}" />
    <meta name="description" content="${about.description}" />
    <meta property="og:type" content="${about.type}" />
    <meta property="og:site_name" content="${siteName}" />
    <meta property="og:title" content="${title}" />
    <meta property="og:description" content="${about.description}" />
    <meta property="og:url" content="${about.url}" />
    ${about.image ? imageTags(about.image) : ''}
    <meta name="twitter:card" content="${about.image ? 'summary_large_image' : 'summary'}" />
    ${about.data ? dataBlock(about.data) : ''}`
