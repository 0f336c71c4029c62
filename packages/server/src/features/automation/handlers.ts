import type { contract } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { listPurchases } from '../checkout/service.ts'
import { etagOf, listOwnPages, presentPage, readOwnPage } from '../pages/service.ts'

export const automationHandlers: Handlers<typeof contract.automation> = {
  async automationListPages({ deps, subject, params, query }) {
    const owner = { handleId: subject.handleId, handle: params.handle }
    return { status: 200, body: await listOwnPages(deps, owner, query) }
  },

  async automationGetPage({ deps, subject, params }) {
    const owner = { handleId: subject.handleId, handle: params.handle }
    const page = await readOwnPage(deps, owner, params.pageSlug)
    if (isFailure(page)) return page
    return { status: 200, headers: [['etag', etagOf(page)]], body: presentPage(deps, owner, page) }
  },

  async automationListPurchases({ deps, subject, params, query }) {
    const handle = { id: subject.handleId, name: params.handle }
    return { status: 200, body: await listPurchases(deps, handle, query) }
  },
}
