import { decimalsOf, type Money } from '@latchkey/contract'
import type { ReadPage } from '../features/pages/service.ts'
import { type About, paywalled } from '../platform/html/about.ts'
import { excerpt, firstImage } from '../platform/html/excerpt.ts'
import type { Site } from '../platform/html/layout.ts'
import { formatMoney } from '../platform/money.ts'

/**
 * What a page is to search engines and share cards. It is the same whoever asks: of what the page holds, only what is
 * public goes into it.
 */
export function pageAbout(page: ReadPage, teaserHtml: string | null, site: Site): About {
  const { accessMode, price, title, url } = page
  const open = accessMode === 'PUBLIC' ? (page.content?.html ?? '') : ''
  const description = excerpt(teaserHtml ?? '') || excerpt(open) || inWords(page, site)
  return {
    url,
    description,
    type: 'article',
    image: firstImage(teaserHtml ?? '') ?? firstImage(open),
    data: {
      '@type': 'Article',
      headline: title,
      description,
      url,
      datePublished: page.publishedAt,
      author: { '@type': 'Organization', name: site.name, url: new URL('/', url).href },
      ...(accessMode === 'PUBLIC' ? { isAccessibleForFree: true } : paywalled),
      ...(price && { offers: offer(price, url) }),
    },
  }
}

/** Of a page without a teaser. */
function inWords({ price, accessMode, title }: ReadPage, site: Site): string {
  if (price) return `${title}, by ${site.name}. ${formatMoney(price)}, paid once.`
  return accessMode === 'PUBLIC'
    ? `${title}, by ${site.name}.`
    : `${title}, by ${site.name}. Free with sign-in.`
}

const offer = ({ amount, currency }: Money, url: string) => {
  const decimals = decimalsOf(currency)
  return {
    '@type': 'Offer',
    price: (amount / 10 ** decimals).toFixed(decimals),
    priceCurrency: currency.toUpperCase(),
    url,
  }
}
