import { type Data, unwrap } from '@latchkey/sdk'
import { buy, confirm, waitForPayment } from './checkout.ts'
import { form, h, rich, say } from './dom.ts'
import { auth, handle, latchkey } from './latchkey.ts'
import { formatMoney } from './money.ts'
import type { View } from './router.ts'
import { signIn } from './sign-in.ts'

type Page = Data<'getPublicPage'>

/** Teasers are Markdown; here they are shown as plain text. */
export const plain = (markdown: string | null) =>
  (markdown ?? '').replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_`#>~]+/g, '')

/** One page: its text for those who may read it, for others what they can do about it. */
export const pageView =
  (pageSlug: string): View =>
  async (signal) => {
    await returned(pageSlug, signal)
    const { data: page, error } = await latchkey.pages.getPublicPage({ path: { handle, pageSlug } })
    if (error?.code === 'page_not_found') return [h('h1', {}, 'There is no such page')]
    if (error) throw error
    const heading = h('h1', {}, page.title)
    if (page.content) return [heading, rich(page.content.html)]
    return [heading, h('p', { class: 'teaser' }, plain(page.teaser)), await nextStep(page, signal)]
  }

// #region returned
/** What there is to say to those who come back from Stripe. */
async function returned(pageSlug: string, signal: AbortSignal) {
  const checkout = new URLSearchParams(location.search).get('checkout')
  if (!checkout) return
  const { status } = await auth.ready()
  if (checkout === 'cancelled') {
    say('You have left the payment. Nothing was charged.')
  } else if (status !== 'signed-in') {
    // The session was lost on the way, where storage is blocked. The address keeps the checkout until it is back.
    return say('Sign in again to open what you have paid for.')
  } else if (!(await confirm(pageSlug, checkout, signal))) {
    return
  }
  history.replaceState(null, '', location.pathname)
}
// #endregion

// #region next-step
/** What a visitor can do who may not read the page now. */
async function nextStep(page: Page, signal: AbortSignal): Promise<HTMLElement> {
  const { nextAction, session } = page.access
  if (session === 'expired' || session === 'revoked') {
    // Signed out, this page is shown once more.
    void auth.signOut().catch(() => {})
    say('You are signed out, because your last sign-in was long ago. Please sign in again.')
  }
  switch (nextAction) {
    case 'sign_in':
      return h('div', {}, ...price(page), signIn(page.slug))
    case 'pay':
      return h('section', { class: 'card', 'aria-label': 'Buy' }, ...price(page), payment(page))
    case 'wait':
      void waitForPayment(page.slug, signal).catch(() => {})
      return await waiting(page)
    default:
      return h(
        'section',
        { class: 'card' },
        h('h2', {}, 'This payment is disputed'),
        h(
          'p',
          {},
          'Your bank was asked to return it. The page stays closed until that is decided. If it was a mistake, tell your bank.',
        ),
      )
  }
}
// #endregion

const price = ({ price }: Page) => (price ? [h('p', { class: 'price' }, formatMoney(price))] : [])

const payment = ({ slug }: Page) => {
  const hint = h('p', { class: 'soft' }, 'You pay at Stripe, and come back here to read.')
  return h(
    'div',
    {},
    form('Buy', () => buy(slug)),
    hint,
  )
}

/** Tells of a payment that is on its way, or of a voucher that is still to be paid. */
async function waiting(page: Page): Promise<HTMLElement> {
  const { pending } = await unwrap(latchkey.visitors.listVisitorAccess({ query: { limit: 1 } }))
  const voucher = pending.find(({ pageSlug }) => pageSlug === page.slug)
  const card = h('section', { class: 'card' }, h('h2', {}, 'Your payment is on its way'))
  if (voucher?.payUrl) {
    const until = voucher.payBy
      ? ` by ${new Date(voucher.payBy).toLocaleDateString('en', { dateStyle: 'long' })}`
      : ''
    const link = h('a', { href: voucher.payUrl, class: 'button' }, 'Show the voucher')
    card.append(h('p', {}, `Please pay your voucher${until}. The page opens when the money arrives.`), link)
  } else {
    card.append(
      h('p', {}, 'Banks can take some days. This page opens by itself, and you need not pay again.'),
    )
  }
  return card
}
