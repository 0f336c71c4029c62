import type { contract } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { createDashboardLink, readConnectStatus, startOnboarding } from './onboarding.ts'

/** What the contract's `revenue` says of Connect. */
export const connectHandlers: Pick<
  Handlers<typeof contract.revenue>,
  'startConnectOnboarding' | 'getConnectStatus' | 'createConnectDashboardLink'
> = {
  async startConnectOnboarding(call) {
    const link = await startOnboarding(call.deps, call.caller, call.body)
    if (isFailure(link)) return link
    return { status: 200, body: { url: link.url, expiresAt: link.expiresAt.toISOString() } }
  },

  async getConnectStatus({ deps, caller }) {
    const read = await readConnectStatus(deps, caller.handleId)
    return {
      status: 200,
      body: {
        status: read.status,
        stripeAccountId: read.stripeAccountId,
        chargesEnabled: read.chargesEnabled ?? false,
        payoutsEnabled: read.payoutsEnabled ?? false,
        detailsSubmitted: read.detailsSubmitted ?? false,
        transfersActive: read.transfersActive ?? false,
        requirementsDue: read.requirementsDue ?? [],
        updatedAt: read.updatedAt?.toISOString() ?? null,
      },
    }
  },

  async createConnectDashboardLink(call) {
    const link = await createDashboardLink(call.deps, call.caller)
    return isFailure(link) ? link : { status: 200, body: link }
  },
}
