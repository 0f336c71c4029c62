import type { contract } from '@latchkey/contract'
import { fail, isFailure } from '../../platform/failure.ts'
import { type Handlers, mintingAnew } from '../../platform/http/operation.ts'
import { findOwnPage, type LedgerRow, presentPurchase } from '../purchases/service.ts'
import { type Refunded, refundPurchase, resumeRefund } from './refund.ts'

type RefundPurchase = (typeof contract.checkout)['refundPurchase']

export const refundHandlers: Pick<Handlers<typeof contract.checkout>, 'refundPurchase'> = {
  refundPurchase: mintingAnew<RefundPurchase>(
    async (call) => {
      const { deps, caller, params, body, intent } = call
      const page = await findOwnPage(deps.db, caller.handleId, params.pageSlug).executeTakeFirst()
      if (!page) return fail('page_not_found')
      const refunded = await refundPurchase(deps, { ...body, pageId: page.id, caller, intent })
      if (isFailure(refunded)) return refunded
      return { status: 200, body: present(refunded, { handle: caller.handle, pageSlug: page.slug }) }
    },
    // A refund goes on after its first answer.
    async (deps, stored) => {
      if (isFailure(stored) || !('body' in stored)) return stored
      const { handle, pageSlug } = stored.body.purchase
      const current = await resumeRefund(deps, stored.body.refund.id)
      return { ...stored, body: present(current, { handle, pageSlug }) }
    },
  ),
}

const present = ({ purchase, refund }: Refunded, names: { handle: string; pageSlug: string }) => ({
  purchase: presentPurchase(purchase, names),
  refund: presentRefund(refund),
})

const refundStatuses = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const

const presentRefund = (refund: LedgerRow) => ({
  id: refund.id,
  // A state that this version does not know is shown as one that is still going on.
  status: refundStatuses.find((status) => status === refund.status) ?? 'pending',
  amount: { amount: refund.amount, currency: refund.currency },
})
