import { type Kysely, sql } from 'kysely'

/** Wrong codes of known browsers are counted apart; the origins of front ends are kept as browsers write them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
  await normaliseOrigins(db)
}

const statements = [
  `alter table magic_link_challenges add column device text`,
  `alter table wrong_codes add column device text`,
]

/** `https://shop.example.` and `https://shop.example` are one place, and only one of them was kept from other creators. */
async function normaliseOrigins(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string; origins: string[] }>`
    select id, allowed_origins as origins from handles where allowed_origins <> '{}'`.execute(db)
  for (const { id, origins } of rows) {
    const after = [...new Set(origins.map(normalised))]
    if (after.join() === origins.join()) continue
    await sql`update handles set allowed_origins = ${after} where id = ${id}`.execute(db)
  }
}

function normalised(origin: string): string {
  if (!URL.canParse(origin)) return origin
  const url = new URL(origin)
  url.hostname = url.hostname.replace(/\.$/, '')
  return url.origin
}
