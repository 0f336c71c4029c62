import { Id } from '@latchkey/contract'
import { findSite } from '../features/pages/service.ts'
import { findReceipt } from '../features/purchases/service.ts'
import { authenticateVisitor } from '../features/visitors/service.ts'
import { handleOrigin } from '../platform/config.ts'
import { fail, isFailure } from '../platform/failure.ts'
import { paths } from '../platform/html/paths.ts'
import { signInPage } from '../platform/html/sign-in-page.ts'
import type { HostedHandler } from '../platform/http/hosted-route.ts'
import { receiptView } from './receipt-view.ts'

const PurchaseId = Id('purchase')

/** What a visitor paid for a page, to print and to keep. To others it is as if there were none. */
export const showReceipt: HostedHandler<'listVisitorAccess'> = async (call) => {
  const { deps, request, handle } = call
  const byAddress = await call.throttle('listVisitorAccess').countAddress()
  if (byAddress) return byAddress
  const id = PurchaseId.safeParse(call.param('purchaseId'))
  if (!id.success) return fail('purchase_not_found')
  const site = handle === null ? null : await findSite(deps, handle)
  if (site === undefined) return fail('handle_not_found')
  const visitor = await authenticateVisitor(deps, request, undefined)
  if (isFailure(visitor)) {
    // On the bare host a link leads to everything the visitor has, and the receipt is one click further.
    const returnTo = handle === null ? null : `${handleOrigin(deps.config, handle)}${paths.receipt(id.data)}`
    return { status: 401, html: signInPage({ site, returnTo }) }
  }
  const receipt = await findReceipt(deps.db, id.data)
  const bound = visitor.boundHandle?.id ?? receipt?.handleId
  if (receipt?.visitorId !== visitor.visitorId || receipt.handleId !== bound)
    return fail('purchase_not_found')
  // For a gift there is none, and not yet for what is still to be paid.
  if (receipt.amount === null || receipt.state !== 'paid') return fail('purchase_not_found')
  return { status: 200, html: receiptView(receipt, deps.config) }
}
