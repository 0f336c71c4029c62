import type { NamedHandle } from '../../platform/audit.ts'
import type { Deps } from '../../platform/deps.ts'
import { connectionStateOf } from '../connect/service.ts'
import { hasPagesForSale } from '../pages/service.ts'
import { countFailedRefunds, countUnansweredDisputes, findSalesFigures } from '../purchases/service.ts'
import { countOpenReports } from '../support/service.ts'
import { countDisabledEndpoints } from '../webhooks/service.ts'

type Kind =
  | 'dispute_open'
  | 'refund_failed'
  | 'connect_incomplete'
  | 'connect_requirements_due'
  | 'webhook_endpoint_disabled'
  | 'support_report_open'

interface Item {
  readonly kind: Kind
  readonly count: number
  readonly dueBy: string | null
}

/** How a handle is doing. What was sold counts as in the earnings. */
export async function readSummary(deps: Deps, seller: NamedHandle) {
  const now = deps.clock.now()
  const midnight = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()))
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1))
  const since = async (period: 'day' | 'month', from: Date) => ({
    from: from.toISOString(),
    figures: await findSalesFigures(deps.db, seller.handleId, period, from),
  })
  const [today, month, attention] = await Promise.all([
    since('day', midnight),
    since('month', first),
    findAttention(deps, seller, now),
  ])
  return { today, month, attention }
}

/** What somebody has to look at, most urgent first. */
async function findAttention({ db }: Deps, { handleId, handle }: NamedHandle, now: Date): Promise<Item[]> {
  const [disputes, refunds, connection, forSale, endpoints, reports] = await Promise.all([
    countUnansweredDisputes(db, handleId),
    countFailedRefunds(db, handleId, now),
    connectionStateOf(db, handleId),
    hasPagesForSale(db, handleId),
    countDisabledEndpoints(db, handleId),
    countOpenReports(db, handle),
  ])
  const item = (kind: Kind, count: number, dueBy: Date | null = null): Item[] =>
    count > 0 ? [{ kind, count, dueBy: dueBy?.toISOString() ?? null }] : []
  // Who never meant to sell needs no account.
  const incomplete = connection.status === 'incomplete' || (connection.status === 'not_connected' && forSale)
  return [
    ...item('dispute_open', disputes.count, disputes.dueBy),
    ...item('refund_failed', refunds),
    ...item('connect_incomplete', incomplete ? 1 : 0),
    ...item(
      'connect_requirements_due',
      connection.status === 'restricted' ? Math.max(1, connection.requirementsDue.length) : 0,
    ),
    ...item('webhook_endpoint_disabled', endpoints),
    ...item('support_report_open', reports),
  ]
}
