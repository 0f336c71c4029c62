import { type Kysely, sql } from 'kysely'

/** Mails carry the facts they tell, instead of reading them out of the audit log, and know when their row is removed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `alter table mails add column facts jsonb, add column expires_at timestamptz`,
  `update mails set facts = jsonb_build_object(
      'handleId', event.handle_id,
      'formerOwnerId', event.before->>'ownerId',
      'ownerId', event.after->>'ownerId')
    from audit_events event
    where event.id = mails.subject_id and mails.outcome is null and mails.kind in ('handle_received', 'handle_transferred')`,
  `update mails set facts = jsonb_build_object(
      'handleId', event.handle_id,
      'webhookEndpointId', event.after->>'webhookEndpointId',
      'origin', event.after->>'origin',
      'why', coalesce(event.after->>'why', 'failures'))
    from audit_events event
    where event.id = mails.subject_id and mails.outcome is null and mails.kind = 'webhook_disabled'`,
  // Those of the books stay with them.
  `update mails set expires_at = finished_at + interval '30 days'
    where finished_at is not null and kind in ('magic_link', 'sign_up_code', 'password_reset_code', 'password_changed',
      'new_sign_in', 'group_buy_activated', 'role_offered', 'handle_received', 'handle_transferred',
      'webhook_disabled', 'leva_ended', 'support_email_proof')`,
  `create index mails_expired on mails (expires_at) where expires_at is not null`,
  `drop index mails_finished`,
]
