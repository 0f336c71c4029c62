import type { contract } from '@latchkey/contract'
import { fail, isFailure } from '../../platform/failure.ts'
import type { Call, Handlers } from '../../platform/http/operation.ts'
import { createCheckout } from './create-checkout.ts'
import { type Endpoint, receiveEvent } from './events.ts'
import { presentPurchase } from './purchases.ts'
import type { LedgerRow } from './queries.ts'
import { refundPurchase } from './refund.ts'
import { confirmCheckout } from './service.ts'

type Checkout = typeof contract.checkout

export const checkoutHandlers: Handlers<Checkout> = {
  async createCheckout({ deps, subject, params, body }) {
    const checkout = await createCheckout(deps, subject, { ...params, ...body })
    if (isFailure(checkout)) return checkout
    return { status: 200, body: { ...checkout, expiresAt: checkout.expiresAt.toISOString() } }
  },

  async confirmCheckout({ deps, subject, params }) {
    const confirmation = await confirmCheckout(deps, subject, params)
    if (isFailure(confirmation)) return confirmation
    const { status, hasAccess } = confirmation
    return { status: 200, body: { status, hasAccess } }
  },

  async refundPurchase({ deps, subject, params, body }) {
    const page = await deps.db
      .selectFrom('pages')
      .select('id')
      .where('handle_id', '=', subject.handleId)
      .where('slug', '=', params.pageSlug)
      .executeTakeFirst()
    if (!page) return fail('page_not_found')
    const refunded = await refundPurchase(deps, { ...body, pageId: page.id, requestedBy: subject.accountId })
    if (isFailure(refunded)) return refunded
    return {
      status: 200,
      body: {
        purchase: presentPurchase(refunded.purchase, params),
        refund: presentRefund(refunded.refund),
      },
    }
  },

  receiveStripeEvent: (call) => receive(call, 'platform'),
  receiveStripeConnectEvent: (call) => receive(call, 'connect'),
}

/** Both endpoints differ only in the secret, and in whose events they take. */
async function receive(
  { deps, request, rawBody }: Pick<Call<Checkout['receiveStripeEvent']>, 'deps' | 'request' | 'rawBody'>,
  endpoint: Endpoint,
) {
  const refused = await receiveEvent(deps, endpoint, rawBody, request.header('stripe-signature'))
  return refused ?? ({ status: 200, body: { received: true } } as const)
}

const refundStatuses = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const

const presentRefund = (refund: LedgerRow) => ({
  id: refund.id,
  // A state that this version does not know is shown as one that is still going on.
  status: refundStatuses.find((status) => status === refund.status) ?? 'pending',
  amount: { amount: refund.amount, currency: refund.currency },
})
