import type { contract } from '@latchkey/contract'
import { callerOf } from '../../platform/audit.ts'
import { fail, isFailure } from '../../platform/failure.ts'
import { prefersCsv } from '../../platform/http/csv.ts'
import type { Call, Handlers } from '../../platform/http/operation.ts'
import type { HeaderList } from '../../platform/http/respond.ts'
import { exportBuyers, listBuyers } from './buyers.ts'
import { createCheckout } from './create-checkout.ts'
import { type Endpoint, receiveEvent } from './events.ts'
import { grantAccess, revokeAccess } from './grants.ts'
import { presentPurchase } from './purchases.ts'
import { findOwnPage, type LedgerRow } from './queries.ts'
import { refundPurchase } from './refund.ts'
import { confirmCheckout } from './service.ts'

/** What is answered depends on what is asked for. */
const VARIES: HeaderList = [['vary', 'accept']]

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

  async refundPurchase(call) {
    const { deps, subject, params, body } = call
    const page = await findOwnPage(deps.db, subject.handleId, params.pageSlug).executeTakeFirst()
    if (!page) return fail('page_not_found')
    const refunded = await refundPurchase(deps, { ...body, pageId: page.id, caller: callerOf(call) })
    if (isFailure(refunded)) return refunded
    return {
      status: 200,
      body: {
        purchase: presentPurchase(refunded.purchase, params),
        refund: presentRefund(refunded.refund),
      },
    }
  },

  async listBuyers({ deps, request, subject, params, query }) {
    const names = { handleId: subject.handleId, ...params }
    if (prefersCsv(request.header('accept'))) {
      const csv = await exportBuyers(deps, names)
      return isFailure(csv) ? csv : { status: 200, csv, headers: VARIES }
    }
    const list = await listBuyers(deps, names, query)
    return isFailure(list) ? list : { status: 200, body: list, headers: VARIES }
  },

  async grantAccess(call) {
    const { deps, params, body } = call
    const grant = await grantAccess(deps, callerOf(call), params.pageSlug, body.email)
    return isFailure(grant) ? grant : { status: 201, body: presentPurchase(grant, params) }
  },

  async revokeAccess(call) {
    const { pageSlug, purchaseId } = call.params
    const refused = await revokeAccess(call.deps, callerOf(call), pageSlug, purchaseId)
    return refused ?? { status: 204, empty: true }
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
