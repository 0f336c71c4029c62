import { unwrap } from '@latchkey/sdk'
import type { TestHandle, TestPage } from '../../../packages/server/test/factories.ts'
import type { Live } from '../../../packages/server/test/live.ts'
import { until } from '../../../packages/server/test/until.ts'

/** Visitors who buy pages, without a browser. */
export function buying(live: Live) {
  /** A checkout of a new visitor. */
  async function beginCheckout(page: TestPage) {
    const { visitor, token } = await live.make.visitorSession()
    const site = live.origin(page.handle)
    const buyer = { visitor, token, site }
    const response = await fetch(`${live.origin()}/v2/public/pages/${page.handle}/${page.slug}/checkout`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ successUrl: `${site}/${page.slug}`, cancelUrl: `${site}/${page.slug}` }),
    })
    const { checkoutSessionId } = (await response.json()) as { checkoutSessionId: string }
    return { ...buyer, checkoutSessionId }
  }

  /** A sale as the API tells of it, as soon as it fits. */
  const saleOf = (handle: TestHandle, visitorId: string, status: string) =>
    until(`a sale that is ${status}`, async () => {
      const creator = await live.as(handle.owner)
      const query = { visitorId }
      const { items } = await unwrap(creator.checkout.listSales({ path: { handle: handle.name }, query }))
      return items.find((sale) => sale.status === status)
    })

  /** A new visitor buys a page. */
  async function buy(handle: TestHandle, page: TestPage) {
    const { visitor, checkoutSessionId } = await beginCheckout(page)
    await live.stripe.buyer.pay(checkoutSessionId)
    const sale = await saleOf(handle, visitor.id, 'PAID')
    const { ledger } = await unwrap(
      (await live.as(handle.owner)).checkout.getSale({
        path: { handle: handle.name, purchaseId: sale.id },
      }),
    )
    return { sale, visitor, chargeId: ledger[0]?.stripeId ?? '' }
  }

  return { beginCheckout, saleOf, buy }
}
