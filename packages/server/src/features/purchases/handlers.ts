import type { contract } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import { prefersCsv } from '../../platform/http/csv.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import type { HeaderList } from '../../platform/http/respond.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { exportBuyers, listBuyers } from './buyers.ts'
import { listCustomers } from './customers.ts'
import { grantAccess, revokeAccess } from './grants.ts'
import { presentPurchase } from './purchases.ts'
import { resendReceipt } from './receipts.ts'
import { exportSales, listSales, readSale } from './sales.ts'
import { findUnmatchedPayments } from './unmatched-payments.ts'

/** What is answered depends on what is asked for. */
const VARIES: HeaderList = [['vary', 'accept']]

/** What the contract's `checkout` says of who holds what. */
export const purchaseHandlers: Pick<
  Handlers<typeof contract.checkout>,
  'listBuyers' | 'grantAccess' | 'revokeAccess' | 'listSales' | 'getSale' | 'resendReceipt' | 'listCustomers'
> = {
  async listBuyers({ deps, request, caller, params, query }) {
    const names = { handleId: caller.handleId, handle: caller.handle, pageSlug: params.pageSlug }
    if (prefersCsv(request.header('accept'))) {
      const csv = await exportBuyers(deps, names)
      return isFailure(csv) ? csv : { status: 200, csv, headers: VARIES }
    }
    const list = await listBuyers(deps, names, query)
    return isFailure(list) ? list : { status: 200, body: list, headers: VARIES }
  },

  async grantAccess(call) {
    const { deps, caller, params, body } = call
    const { pageSlug } = params
    const grant = await grantAccess(deps, caller, pageSlug, body.email)
    if (isFailure(grant)) return grant
    return { status: 201, body: presentPurchase(grant, { handle: caller.handle, pageSlug }) }
  },

  async revokeAccess(call) {
    const { pageSlug, purchaseId } = call.params
    const refused = await revokeAccess(call.deps, call.caller, pageSlug, purchaseId)
    return refused ?? { status: 204, empty: true }
  },

  async listSales({ deps, request, caller, query }) {
    if (prefersCsv(request.header('accept'))) {
      const csv = await exportSales(deps, caller, query)
      return isFailure(csv) ? csv : { status: 200, csv, headers: VARIES }
    }
    const list = await listSales(deps, caller, query)
    return isFailure(list) ? list : { status: 200, body: list, headers: VARIES }
  },

  async getSale({ deps, caller, params }) {
    // Who may see sales by a token need not know who works here.
    const sale = await readSale(deps, caller, params.purchaseId, { people: 'sessionId' in caller })
    return isFailure(sale) ? sale : { status: 200, body: sale }
  },

  async resendReceipt(call) {
    const mail = await resendReceipt(call.deps, call.caller, call.params.purchaseId)
    return isFailure(mail) ? mail : { status: 202, body: mail }
  },

  async listCustomers({ deps, caller, query }) {
    return { status: 200, body: await listCustomers(deps, caller, query) }
  },
}

/** What the contract's `support` says of payments for no purchase. */
export const unmatchedPaymentHandlers: Pick<Handlers<typeof contract.support>, 'listUnmatchedPayments'> = {
  async listUnmatchedPayments({ deps, query }) {
    const rows = await findUnmatchedPayments(deps.db, {
      after: readCursor(query.cursor),
      limit: query.limit + 1,
    })
    return {
      status: 200,
      body: toPage(
        rows,
        query.limit,
        (row) => ({ at: row.first_seen_at, id: row.payment_intent_id }),
        (row) => ({
          paymentIntentId: row.payment_intent_id,
          purchaseId: row.purchase_id,
          amount: { amount: row.amount, currency: row.currency },
          why: row.why,
          firstSeenAt: row.first_seen_at.toISOString(),
        }),
      ),
    }
  },
}
