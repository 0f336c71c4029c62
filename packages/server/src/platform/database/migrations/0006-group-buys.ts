import { type Kysely, sql } from 'kysely'

/** Group buys, and who is interested in them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // The counts are kept with the row lock that every change of an interest takes, so they are exact and cheap to read.
  `create table group_buys (
    id text collate "C" primary key,
    handle_id text collate "C" not null references handles,
    slug text collate "C" not null,
    title text not null,
    description text not null,
    state text not null check (state in ('DRAFT', 'PUBLISHED', 'PAUSED', 'ACTIVATED', 'CLOSED')),
    target_quantity integer not null check (target_quantity > 0),
    interested_quantity integer not null default 0 check (interested_quantity >= 0),
    people integer not null default 0 check (people >= 0),
    deadline timestamptz,
    page_id text collate "C" references pages,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    target_reached_at timestamptz,
    activated_at timestamptz,
    closed_at timestamptz,
    unique (handle_id, slug)
  )`,
  `create index group_buys_newest on group_buys (handle_id, created_at desc, id desc)`,
  `create index group_buys_page on group_buys (page_id) where page_id is not null`,
  `create table group_buy_interests (
    id text collate "C" primary key,
    group_buy_id text collate "C" not null references group_buys on delete cascade,
    visitor_id text collate "C" not null references visitors on delete cascade,
    quantity integer not null check (quantity > 0),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (group_buy_id, visitor_id)
  )`,
  `create index group_buy_interests_newest on group_buy_interests (group_buy_id, created_at desc, id desc)`,
  `create index group_buy_interests_visitor on group_buy_interests (visitor_id)`,
]
