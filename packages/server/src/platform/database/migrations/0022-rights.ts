import { type Kysely, sql } from 'kysely'
import { newId } from '../../ids.ts'

/** Roles and ownership are offered, personal tokens end with their maker's role, handles can be deleted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
  await offerWaitingInvitations(db)
  await sql`drop table collaborator_invitations`.execute(db)
}

const statements = [
  // Whoever has no role on the handle any more has no tokens there either: that key holds for every way of losing it.
  `delete from tokens where not exists (
    select from collaborators where handle_id = tokens.handle_id and account_id = tokens.created_by)`,
  `alter table tokens
    drop constraint tokens_created_by_fkey,
    alter column created_by set not null,
    add constraint tokens_maker foreign key (handle_id, created_by) references collaborators on delete cascade`,
  `create index tokens_maker on tokens (created_by, handle_id)`,

  // offered_by: an offer does not outlive the role of whoever made it.
  `create table offers (
    id text collate "C" primary key,
    handle_id text collate "C" not null references handles on delete cascade,
    email text not null check (email = lower(email)),
    role text not null check (role in ('CREATOR', 'OPERATOR', 'OWNER')),
    offered_by text collate "C" not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    unique (handle_id, email),
    foreign key (handle_id, offered_by) references collaborators on delete cascade
  )`,
  `create unique index offers_one_transfer on offers (handle_id) where role = 'OWNER'`,
  `create index offers_email on offers (email, created_at desc, id desc)`,
  `create index offers_maker on offers (offered_by, handle_id)`,
  `create index offers_expiry on offers (expires_at)`,

  // The row of a deleted handle stays for its name, its audit log and its connected accounts.
  `alter table handles add column deleted_at timestamptz`,
]

/** Invitations that wait become offers of the handle's owner, and are mailed anew: the earlier mail leads nowhere. */
async function offerWaitingInvitations(db: Kysely<unknown>): Promise<void> {
  await sql`
    update mails set outcome = 'unwanted', finished_at = now()
    where kind = 'collaborator_added' and outcome is null`.execute(db)
  const { rows } = await sql<{ handleId: string; email: string; role: string; ownerId: string }>`
    select invitation.handle_id as "handleId", invitation.email, invitation.role, owner.account_id as "ownerId"
    from collaborator_invitations invitation
    join collaborators owner on owner.handle_id = invitation.handle_id and owner.role = 'OWNER'
    where invitation.accepted_at is null`.execute(db)
  for (const { handleId, email, role, ownerId } of rows) {
    const [offerId, mailId] = [newId('offer'), newId('mail')]
    await sql`
      insert into offers (id, handle_id, email, role, offered_by, created_at, expires_at)
      values (${offerId}, ${handleId}, ${email}, ${role}, ${ownerId}, now(), now() + interval '14 days')`.execute(
      db,
    )
    await sql`
      insert into mails (id, kind, subject_id, created_at, attempt_after)
      values (${mailId}, 'role_offered', ${offerId}, now(), now())`.execute(db)
    // Whoever has invitations has the job queue too, which is set up before the migrations.
    await sql`
      select graphile_worker.add_job('send_mail', json_build_object('mailId', ${mailId}::text),
        job_key => ${mailId}::text)`.execute(db)
  }
}
