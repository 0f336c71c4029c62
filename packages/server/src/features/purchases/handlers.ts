import type { contract } from '@latchkey/contract'
import { callerOf } from '../../platform/audit.ts'
import { isFailure } from '../../platform/failure.ts'
import { prefersCsv } from '../../platform/http/csv.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import type { HeaderList } from '../../platform/http/respond.ts'
import { exportBuyers, listBuyers } from './buyers.ts'
import { listCustomers } from './customers.ts'
import { grantAccess, revokeAccess } from './grants.ts'
import { presentPurchase } from './purchases.ts'
import { resendReceipt } from './receipts.ts'
import { exportSales, listSales, readSale } from './sales.ts'

/** What is answered depends on what is asked for. */
const VARIES: HeaderList = [['vary', 'accept']]

/** What the contract's `checkout` says of who holds what. */
export const purchaseHandlers: Pick<
  Handlers<typeof contract.checkout>,
  'listBuyers' | 'grantAccess' | 'revokeAccess' | 'listSales' | 'getSale' | 'resendReceipt' | 'listCustomers'
> = {
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

  async listSales({ deps, request, subject, params, query }) {
    const seller = { handleId: subject.handleId, ...params }
    if (prefersCsv(request.header('accept'))) {
      const csv = await exportSales(deps, seller, query)
      return isFailure(csv) ? csv : { status: 200, csv, headers: VARIES }
    }
    const list = await listSales(deps, seller, query)
    return isFailure(list) ? list : { status: 200, body: list, headers: VARIES }
  },

  async getSale({ deps, subject, params }) {
    const seller = { handleId: subject.handleId, handle: params.handle }
    const sale = await readSale(deps, seller, params.purchaseId)
    return isFailure(sale) ? sale : { status: 200, body: sale }
  },

  async resendReceipt(call) {
    const mail = await resendReceipt(call.deps, callerOf(call), call.params.purchaseId)
    return isFailure(mail) ? mail : { status: 202, body: mail }
  },

  async listCustomers({ deps, subject, params, query }) {
    const seller = { handleId: subject.handleId, handle: params.handle }
    return { status: 200, body: await listCustomers(deps, seller, query) }
  },
}
