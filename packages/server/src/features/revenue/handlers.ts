import type { contract } from '@latchkey/contract'
import { callerOf } from '../../platform/audit.ts'
import { fail, isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { createDashboardLink, readConnectStatus, startOnboarding } from './connect.ts'
import { findEarnings } from './queries.ts'

/** Months shown when no first one is named, the current one included. */
const DEFAULT_MONTHS = 12

export const revenueHandlers: Handlers<typeof contract.revenue> = {
  async startConnectOnboarding(call) {
    const seller = { ...callerOf(call), handle: call.params.handle }
    const link = await startOnboarding(call.deps, seller, call.body)
    if (isFailure(link)) return link
    return { status: 200, body: { url: link.url, expiresAt: link.expiresAt.toISOString() } }
  },

  async getConnectStatus({ deps, subject, params }) {
    const read = await readConnectStatus(deps, { handleId: subject.handleId, handle: params.handle })
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

  async createConnectDashboardLink({ deps, subject, params }) {
    const link = await createDashboardLink(deps, { handleId: subject.handleId, handle: params.handle })
    return isFailure(link) ? link : { status: 200, body: link }
  },

  async getEarnings({ deps, subject, query }) {
    const now = deps.clock.now()
    const to = query.to ? new Date(`${query.to}-01T00:00:00Z`) : firstOfMonth(now, 0)
    const from = query.from ? new Date(`${query.from}-01T00:00:00Z`) : firstOfMonth(to, 1 - DEFAULT_MONTHS)
    if (from > to) {
      return fail('invalid_request', { issues: [{ path: 'query.from', message: 'must not be after `to`' }] })
    }
    const rows = await findEarnings(deps.db, subject.handleId, { from, until: firstOfMonth(to, 1) })
    return {
      status: 200,
      body: {
        months: rows.map((row) => ({ ...row, net: row.gross - row.refunds - row.disputes - row.fees })),
      },
    }
  },
}

const firstOfMonth = (date: Date, offset: number): Date =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1))
