import { paginate, unwrap } from '@latchkey/sdk'
import { h } from './dom.ts'
import { auth, latchkey } from './latchkey.ts'
import { formatMoney } from './money.ts'
import type { View } from './router.ts'
import { signIn } from './sign-in.ts'

const ended: Record<string, string> = {
  REFUNDED: 'Refunded',
  REVOKED: 'Closed by the seller',
  EXPIRED: 'Ended',
  DISPUTED: 'Payment disputed',
}

const row = (title: string, slug: string | null, ...facts: (string | false)[]) =>
  h(
    'li',
    {},
    slug ? h('a', { href: `/${slug}` }, title) : title,
    h('span', { class: 'soft' }, facts.filter(Boolean).join(' · ')),
  )

/** What the visitor has, had and is paying for. */
export const libraryView: View = async () => {
  const { status } = await auth.ready()
  if (status !== 'signed-in') return [h('h1', {}, 'Sign in'), signIn()]
  const { visitor } = await unwrap(latchkey.visitors.getVisitor())
  const list = h('ul', { class: 'rows' })
  for await (const { items, pending } of paginate(latchkey.visitors.listVisitorAccess, {}).pages()) {
    if (!list.hasChildNodes())
      list.append(...pending.map(({ title, pageSlug }) => row(title, pageSlug, 'Waiting for the payment')))
    list.append(
      ...items.map(({ title, slug, status, since, pricePaid }) =>
        row(
          title,
          slug,
          new Date(since).toLocaleDateString('en', { dateStyle: 'long' }),
          pricePaid !== null && formatMoney(pricePaid),
          ended[status] ?? false,
        ),
      ),
    )
  }
  return [
    h('h1', {}, 'Your library'),
    h('p', { class: 'soft' }, `Signed in as ${visitor.email}`),
    list.hasChildNodes() ? list : h('p', {}, 'Nothing yet. What you open or buy is listed here.'),
  ]
}
