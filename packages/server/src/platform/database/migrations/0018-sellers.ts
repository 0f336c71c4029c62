import { type Kysely, sql } from 'kysely'
import { newId } from '../../ids.ts'

/** Connected accounts can be lost, and followed by another; card statements name the seller; leva have ended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
  await unpublishPagesInLeva(db)
}

const statements = [
  // platform_account_id: the account of ours that reached it; another one's key must not make it look lost.
  `alter table connect_accounts
    add column platform_account_id text collate "C",
    add column disconnected_at timestamptz,
    add column revision integer not null default 0`,
  // One account for each owner of a handle, beside those that were lost.
  `drop index connect_accounts_owner`,
  `create unique index connect_accounts_owner on connect_accounts (handle_id, account_id) where disconnected_at is null`,
  // Attempts that exist go on without: a repeat must ask Stripe for the same.
  `alter table checkout_sessions add column statement_descriptor_suffix text`,
]

/**
 * Bulgaria has the euro since 2026, and Stripe charges no leva any more. The owner of each handle with such a page is
 * mailed once, and open checkouts end.
 */
async function unpublishPagesInLeva(db: Kysely<unknown>): Promise<void> {
  const { rows: pages } = await sql<{ id: string; slug: string; handle_id: string }>`
    update pages set state = 'draft', updated_at = now(), version = version + 1
    where price_currency = 'bgn' and state = 'published' returning id, slug, handle_id`.execute(db)
  for (const { id, slug, handle_id } of pages) {
    const event = { pageId: id, slug, price: 'bgn' }
    await sql`
      insert into audit_events (id, handle_id, action, before, after, created_at)
      values (${newId('auditEvent')}, ${handle_id}, 'page.unpublished',
        ${JSON.stringify({ ...event, state: 'PUBLISHED' })}, ${JSON.stringify({ ...event, state: 'DRAFT' })}, now())
    `.execute(db)
  }
  for (const handleId of new Set(pages.map(({ handle_id }) => handle_id))) {
    const mailId = newId('mail')
    await sql`
      insert into mails (id, kind, subject_id, created_at, attempt_after)
      values (${mailId}, 'leva_ended', ${handleId}, now(), now())`.execute(db)
    // Whoever has pages has the job queue too, which is set up after the migrations of the first start.
    await sql`
      select graphile_worker.add_job('send_mail', json_build_object('mailId', ${mailId}::text),
          job_key => ${mailId}::text),
        graphile_worker.add_job('close_checkouts', json_build_object('handleId', ${handleId}::text),
          job_key => ${`close_checkouts:${handleId}`}::text)`.execute(db)
  }
}
