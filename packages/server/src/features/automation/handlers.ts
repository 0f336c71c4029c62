import type { contract } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { listPurchases } from '../checkout/service.ts'
import { listHandlePages, readHandlePage } from '../pages/service.ts'

export const automationHandlers: Handlers<typeof contract.automation> = {
  async automationListPages({ deps, subject, params, query }) {
    const handle = { id: subject.handleId, name: params.handle }
    return { status: 200, body: await listHandlePages(deps, handle, query) }
  },

  async automationGetPage({ deps, subject, params }) {
    const handle = { id: subject.handleId, name: params.handle }
    const page = await readHandlePage(deps, handle, params.pageSlug)
    return isFailure(page) ? page : { status: 200, body: page }
  },

  async automationListPurchases({ deps, subject, params, query }) {
    const handle = { id: subject.handleId, name: params.handle }
    return { status: 200, body: await listPurchases(deps, handle, query) }
  },
}
