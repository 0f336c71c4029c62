import type { contract } from '@latchkey/contract'
import { fail } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { findSeller } from '../connect/service.ts'
import { feeTerms, findEarnings, findOwed } from '../purchases/service.ts'
import { readSummary } from './summary.ts'

/** Months shown when no first one is named, the current one included. */
const DEFAULT_MONTHS = 12

export const revenueHandlers: Pick<Handlers<typeof contract.revenue>, 'getEarnings' | 'getSellingTerms'> = {
  async getSellingTerms({ deps, caller }) {
    const seller = await findSeller(deps.db, caller.handle)
    const { basisPoints, fixed } = feeTerms(deps.config)
    return {
      status: 200,
      body: { canSell: seller?.canSell ?? false, fee: { basisPoints, fixed: [...fixed] } },
    }
  },

  async getEarnings({ deps, caller, query }) {
    const now = deps.clock.now()
    const to = query.to ? new Date(`${query.to}-01T00:00:00Z`) : firstOfMonth(now, 0)
    const from = query.from ? new Date(`${query.from}-01T00:00:00Z`) : firstOfMonth(to, 1 - DEFAULT_MONTHS)
    if (from > to) {
      return fail('invalid_request', { issues: [{ path: 'query.from', message: 'must not be after `to`' }] })
    }
    const rows = await findEarnings(deps.db, caller.handleId, { from, until: firstOfMonth(to, 1) })
    const owed = await findOwed(deps.db, caller.handleId)
    return {
      status: 200,
      body: {
        owed,
        months: rows.map((row) => ({ ...row, net: row.gross - row.refunds - row.disputes - row.fees })),
      },
    }
  },
}

/** What the contract's `handles` says of how a handle is doing. */
export const summaryHandlers: Pick<Handlers<typeof contract.handles>, 'getHandleSummary'> = {
  async getHandleSummary({ deps, caller }) {
    return { status: 200, body: await readSummary(deps, caller) }
  },
}

const firstOfMonth = (date: Date, offset: number): Date =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1))
