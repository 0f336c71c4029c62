import { type Kysely, sql } from 'kysely'

/** Everything that a repeated refund must say again, and which payments came from somebody who was gone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // Decided with reverse_transfer, before Stripe is called.
  `alter table ledger_entries add column refund_application_fee boolean`,
  `update ledger_entries entry set refund_application_fee = entry.reverse_transfer and coalesce(purchase.fee_amount, 0) > 0
    from purchases purchase
    where purchase.id = entry.purchase_id and entry.status = 'requested' and entry.reverse_transfer is not null`,
  `alter table unfit_payments
    add column amount bigint,
    add column reverse_transfer boolean,
    add column refund_application_fee boolean,
    add check (num_nulls(amount, reverse_transfer, refund_application_fee) in (0, 3))`,
  // Such a payment is refunded by itself. What was bought before the erasure stays for the books.
  `alter table purchases add column paid_after_erasure boolean not null default false`,
]
