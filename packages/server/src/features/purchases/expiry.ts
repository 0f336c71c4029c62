import { sql } from 'kysely'
import { BATCH, inBatches, removeBefore } from '../../platform/database/batches.ts'
import { keptSince, type Removers } from '../../platform/expiry.ts'

export const purchaseRemovers = {
  unmatched_payments: (deps) =>
    removeBefore(deps.db, 'unmatched_payments', 'first_seen_at', keptSince(deps, 'unmatched_payments')),

  // Purchases that nobody has paid for, with their attempts, all of which ended long ago, and with the charges that
  // failed. An attempt that begins meanwhile has the purchase locked, or finds it gone; one that was not seen here keeps
  // it by its reference. One that is complete came to nothing all the same: its voucher lapsed, its debit was refused.
  checkout_sessions: (deps) => {
    const before = keptSince(deps, 'checkout_sessions')
    return inBatches(() =>
      sql`
        with abandoned as materialized (
          select id from purchases purchase
          where state = 'open' and grant_type is null and created_at < ${before}
            and not exists (
              select from ledger_entries
              where purchase_id = purchase.id and (kind <> 'charge' or status <> 'failed')
            )
            and not exists (select from unfit_payments where purchase_id = purchase.id)
            and not exists (
              select from checkout_sessions
              where purchase_id = purchase.id and (state in ('creating', 'open') or expires_at >= ${before})
            )
          order by created_at limit ${BATCH} for update skip locked
        ), attempts as (
          delete from checkout_sessions where purchase_id in (select id from abandoned)
        ), charges as (
          delete from ledger_entries
          where purchase_id in (select id from abandoned) and kind = 'charge' and status = 'failed'
        )
        delete from purchases where id in (select id from abandoned) returning 1`.execute(deps.db),
    )
  },
} as const satisfies Removers
