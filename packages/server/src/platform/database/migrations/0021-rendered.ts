import { type Kysely, sql } from 'kysely'

/** What creators wrote, as HTML beside the Markdown, and the version of the renderer that made it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `alter table pages
    add column teaser_html text,
    add column content_html text,
    add column renderer integer not null default 0`,
  `alter table group_buys
    add column description_html text,
    add column renderer integer not null default 0`,
  // For the job that renders anew what an older renderer made.
  `create index pages_renderer on pages (renderer)`,
  `create index group_buys_renderer on group_buys (renderer)`,
]
