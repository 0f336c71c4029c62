import { type Kysely, sql } from 'kysely'

/** Former names of handles, and people who were asked to work on one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table former_handle_names (
    name text collate "C" primary key,
    handle_id text collate "C" not null references handles on delete cascade,
    until timestamptz not null
  )`,
  `create index former_handle_names_handle on former_handle_names (handle_id)`,
  `create table collaborator_invitations (
    id text collate "C" primary key,
    handle_id text collate "C" not null references handles on delete cascade,
    email text not null check (email = lower(email)),
    role text not null check (role in ('CREATOR', 'OPERATOR')),
    created_at timestamptz not null,
    accepted_at timestamptz,
    unique (handle_id, email)
  )`,
  `create index collaborator_invitations_waiting on collaborator_invitations (email) where accepted_at is null`,
]
