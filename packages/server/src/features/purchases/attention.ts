import { sql } from 'kysely'
import { addSeconds } from '../../platform/clock.ts'
import type { DbOrTransaction } from '../../platform/database/connect.ts'

/** Seconds for which a refund that failed waits for somebody to look. */
const LOOKED_AT = 30 * 24 * 3600

/** Disputes and inquiries of a handle that a bank awaits an answer to, and when the first is due. */
export async function countUnansweredDisputes(
  db: DbOrTransaction,
  handleId: string,
): Promise<{ count: number; dueBy: Date | null }> {
  const { rows } = await sql<{ count: number; dueBy: Date | null }>`
    select count(*)::integer as count, min(entry.due_by) as "dueBy"
    from ledger_entries entry join purchases purchase on purchase.id = entry.purchase_id
    where entry.kind = 'dispute' and entry.status in ('needs_response', 'warning_needs_response')
      and purchase.handle_id = ${handleId}`.execute(db)
  return rows[0] ?? { count: 0, dueBy: null }
}

/** Refunds of a handle that failed lately, and that no later one of the same purchase has made up for. */
export async function countFailedRefunds(db: DbOrTransaction, handleId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count
    from ledger_entries entry join purchases purchase on purchase.id = entry.purchase_id
    where entry.kind = 'refund' and entry.status in ('failed', 'canceled')
      and entry.updated_at > ${addSeconds(now, -LOOKED_AT)}
      and purchase.handle_id = ${handleId} and purchase.grant_type is distinct from 'REFUNDED'
      and not exists (
        select from ledger_entries later
        where later.purchase_id = entry.purchase_id and later.kind = 'refund' and later.created_at > entry.created_at
          and later.status not in ('failed', 'canceled')
      )`.execute(db)
  return rows[0]?.count ?? 0
}
