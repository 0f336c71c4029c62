import type { contract } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import { prefersCsv } from '../../platform/http/csv.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import type { HeaderList } from '../../platform/http/respond.ts'
import { exportBuyers, listBuyers } from './buyers.ts'
import { grantAccess, revokeAccess } from './grants.ts'
import { presentPurchase } from './purchases.ts'

/** What is answered depends on what is asked for. */
const VARIES: HeaderList = [['vary', 'accept']]

/** What the contract's `checkout` says of who holds what. */
export const purchaseHandlers: Pick<
  Handlers<typeof contract.checkout>,
  'listBuyers' | 'grantAccess' | 'revokeAccess'
> = {
  async listBuyers({ deps, request, caller, params, query }) {
    const names = { handleId: caller.handleId, ...params }
    if (prefersCsv(request.header('accept'))) {
      const csv = await exportBuyers(deps, names)
      return isFailure(csv) ? csv : { status: 200, csv, headers: VARIES }
    }
    const list = await listBuyers(deps, names, query)
    return isFailure(list) ? list : { status: 200, body: list, headers: VARIES }
  },

  async grantAccess(call) {
    const { deps, params, body } = call
    const grant = await grantAccess(deps, call.caller, params.pageSlug, body.email)
    return isFailure(grant) ? grant : { status: 201, body: presentPurchase(grant, params) }
  },

  async revokeAccess(call) {
    const { pageSlug, purchaseId } = call.params
    const refused = await revokeAccess(call.deps, call.caller, pageSlug, purchaseId)
    return refused ?? { status: 204, empty: true }
  },
}
