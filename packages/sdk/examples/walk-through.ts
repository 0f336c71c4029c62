// A creator's whole business through the SDK: from the handle to a sale, its refund, and a group buy. What people do
// outside Latchkey (reading mail, filling in Stripe's pages) is handed in.
import { createLatchkey, type LatchkeyOptions, unwrap } from '@latchkey/sdk'

/** What people do outside Latchkey. */
export interface People {
  /** Reads the code in the newest mail to an address. */
  mailedCode(email: string): Promise<string>
  /** Fills in the form at which a creator connects with Stripe. */
  connect(onboardingUrl: string): Promise<void>
  /** Pays at Stripe. */
  pay(checkoutUrl: string): Promise<void>
}

/** Lives through it, and says what came of it. */
export async function walkThrough(
  server: Pick<LatchkeyOptions, 'baseUrl' | 'fetch'>,
  creator: { email: string; password: string },
  people: People,
) {
  // The creator signs in, takes a handle, and connects with Stripe.
  const { accessToken } = await unwrap(createLatchkey(server).accounts.signIn({ body: creator }))
  const latchkey = createLatchkey({ ...server, token: accessToken })
  const path = { handle: 'mira-studio' }
  await unwrap(latchkey.handles.createHandle({ body: { name: path.handle, displayName: 'Mira Studio' } }))
  const onboarding = await unwrap(latchkey.revenue.startConnectOnboarding({ path }))
  await people.connect(onboarding.url)
  const connection = await unwrap(latchkey.revenue.getConnectStatus({ path }))

  // Writes a page, and puts it up for sale.
  const onePage = { ...path, pageSlug: 'guide' }
  const page = await unwrap(
    latchkey.pages.createPage({
      path,
      body: {
        slug: onePage.pageSlug,
        title: 'The guide',
        teaser: 'What nobody told you.',
        content: '# Chapter one',
        accessMode: 'PAID',
        price: { amount: 2500, currency: 'usd' },
      },
    }),
  )
  await unwrap(latchkey.pages.publishPage({ path: onePage }))

  // A visitor signs in by mail, and buys it.
  const visitor = await signInVisitor(server, path.handle, 'ana@example.com', people)
  const { checkoutUrl, checkoutSessionId } = await unwrap(
    visitor.checkout.createCheckout({ path: onePage, body: { successUrl: page.url, cancelUrl: page.url } }),
  )
  await people.pay(checkoutUrl)
  const sale = await unwrap(visitor.checkout.confirmCheckout({ path: { ...onePage, checkoutSessionId } }))
  const bought = await unwrap(visitor.pages.getPublicPage({ path: onePage }))

  // The creator pays it back, which closes the page.
  const { visitor: buyer } = await unwrap(visitor.visitors.getVisitor())
  const { refund } = await unwrap(
    latchkey.checkout.refundPurchase({ path: onePage, body: { visitorId: buyer.id } }),
  )
  const closed = await unwrap(visitor.pages.checkPageAccess({ path: onePage }))
  const earnings = await unwrap(latchkey.revenue.getEarnings({ path }))

  // A group buy: enough is wanted, and it is on.
  const oneGroupBuy = { ...path, groupBuySlug: 'vip-launch' }
  await unwrap(
    latchkey.groupBuys.createGroupBuy({
      path,
      body: { slug: oneGroupBuy.groupBuySlug, title: 'VIP launch', targetQuantity: 3 },
    }),
  )
  await unwrap(latchkey.groupBuys.publishGroupBuy({ path: oneGroupBuy }))
  await unwrap(visitor.groupBuys.expressInterest({ path: oneGroupBuy, body: { quantity: 3 } }))
  const activation = await unwrap(latchkey.groupBuys.activateGroupBuy({ path: oneGroupBuy }))

  return { connection, sale, bought, refund, closed, earnings, activation }
}

async function signInVisitor(
  server: Pick<LatchkeyOptions, 'baseUrl' | 'fetch'>,
  handle: string,
  email: string,
  people: People,
) {
  const stranger = createLatchkey(server)
  const { challengeId } = await unwrap(stranger.visitors.requestMagicLink({ body: { email, handle } }))
  const code = await people.mailedCode(email)
  const { sessionToken } = await unwrap(stranger.visitors.verifyMagicLink({ body: { challengeId, code } }))
  if (sessionToken === null) throw new Error('A session for one handle comes with its token.')
  return createLatchkey({ ...server, token: sessionToken })
}
