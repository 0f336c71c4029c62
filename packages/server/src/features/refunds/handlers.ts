import type { contract } from '@latchkey/contract'
import { callerOf } from '../../platform/audit.ts'
import { fail, isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { findOwnPage, type LedgerRow, presentPurchase } from '../purchases/service.ts'
import { refundPurchase } from './refund.ts'

export const refundHandlers: Pick<Handlers<typeof contract.checkout>, 'refundPurchase'> = {
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
}

const refundStatuses = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const

const presentRefund = (refund: LedgerRow) => ({
  id: refund.id,
  // A state that this version does not know is shown as one that is still going on.
  status: refundStatuses.find((status) => status === refund.status) ?? 'pending',
  amount: { amount: refund.amount, currency: refund.currency },
})
