import { paginate } from '@latchkey/sdk'
import { h } from './dom.ts'
import { handle, latchkey } from './latchkey.ts'
import { formatMoney } from './money.ts'
import { plain } from './page.ts'
import type { View } from './router.ts'

/** Everything that is published. */
export const shopView: View = async (signal) => {
  const pages = paginate(latchkey.pages.listPublicPages, { path: { handle }, signal })
  const list = h('ul', { class: 'shelf' })
  for await (const { slug, title, teaser, price, accessMode } of pages) {
    const cost = price ? formatMoney(price) : accessMode === 'PUBLIC' ? 'Open to everyone' : 'Free, sign in'
    list.append(
      h(
        'li',
        {},
        h('h2', {}, h('a', { href: `/${slug}` }, title)),
        h('p', { class: 'soft' }, plain(teaser)),
        h('p', { class: 'price' }, cost),
      ),
    )
  }
  return [h('h1', {}, 'Everything we publish'), list]
}
