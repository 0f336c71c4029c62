// What a back office calls: twenty operations, with inputs, data and errors of each. Compiling it is what
// package.test.ts measures.
import { createLatchkey, unwrap } from '@latchkey/sdk'

const latchkey = createLatchkey({ baseUrl: 'https://latchkey.example' })
const path = { handle: 'demo', pageSlug: 'premium' }
const { handle } = path

export async function visitors(email: string, code: string) {
  const { challengeId } = await unwrap(latchkey.visitors.requestMagicLink({ body: { email, handle } }))
  const session = await latchkey.visitors.verifyMagicLink({ body: { challengeId, code } })
  if (session.error?.code === 'invalid_code') return session.error.message
  if (session.error?.code === 'rate_limited') return session.error.details.retryAfterSeconds
  const me = await unwrap(latchkey.visitors.getVisitor())
  const access = await unwrap(latchkey.visitors.listVisitorAccess({ query: { limit: 10 } }))
  await unwrap(latchkey.visitors.signOutVisitor({ body: { everywhere: true } }))
  return [me.visitor.email, access.items.length, access.nextCursor]
}

export async function pages() {
  const list = await unwrap(latchkey.pages.listPublicPages({ path: { handle } }))
  const page = await latchkey.pages.getPublicPage({ path })
  if (page.error?.code === 'page_not_found') return page.error.requestId
  const check = await unwrap(latchkey.pages.checkPageAccess({ path }))
  const own = await unwrap(latchkey.pages.listPages({ path: { handle }, query: { limit: 5 } }))
  const published = await latchkey.pages.publishPage({ path })
  if (published.error) return published.error.code
  return [list.items[0]?.title, page.data?.title, check.nextAction, own.items.length, published.data]
}

export async function checkout(checkoutSessionId: string, visitorId: string) {
  const body = { successUrl: 'https://shop.example/thanks', cancelUrl: 'https://shop.example/' }
  const started = await latchkey.checkout.createCheckout({ path, body })
  if (started.error?.code === 'visitor_unauthorized') return started.error.details.reason
  if (started.error) return started.error.retryAfter
  const paid = await unwrap(latchkey.checkout.confirmCheckout({ path: { ...path, checkoutSessionId } }))
  const buyers = await unwrap(latchkey.checkout.listBuyers({ path, query: { limit: 1 } }))
  const refund = await latchkey.checkout.refundPurchase({ path, body: { visitorId } })
  return [started.data.checkoutUrl, paid.status, buyers.items.length, refund.error?.code]
}

export async function account(email: string, password: string) {
  const { accessToken } = await unwrap(latchkey.accounts.signIn({ body: { email, password } }))
  const account = await unwrap(latchkey.accounts.getAccount())
  const created = await latchkey.handles.createHandle({ body: { name: handle, displayName: 'Demo' } })
  const earnings = await unwrap(latchkey.revenue.getEarnings({ path: { handle } }))
  const connection = await unwrap(latchkey.revenue.getConnectStatus({ path: { handle } }))
  const groupBuy = await latchkey.groupBuys.publishGroupBuy({ path: { handle, groupBuySlug: 'vip' } })
  return [accessToken, account.email, created.error?.code, earnings, connection.status, groupBuy.data]
}
