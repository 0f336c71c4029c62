import { sql } from 'kysely'
import type { RootDeps } from '../src/platform/deps.ts'

/** What a request may leave behind whatever it was: the record by which support finds one that failed. */
const RECORDS = new Set(['request_records'])

/** Everything that the database keeps, by table, except records of requests and when a credential was last used. */
export async function tables({ db, requestRecords }: RootDeps): Promise<Record<string, string>> {
  await requestRecords.flush()
  const { rows } = await sql<{ name: string }>`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_type = 'BASE TABLE'
      and (table_schema = 'public' or (table_schema = 'graphile_worker' and table_name = '_private_jobs'))
    order by 1`.execute(db)
  const contents: Record<string, string> = {}
  for (const { name } of rows) {
    if (RECORDS.has(name.replace('public.', ''))) continue
    const { rows: content } = await sql<{ row: object }>`
      select to_jsonb(t) - '{last_used_at}'::text[] as row from ${sql.table(name)} t order by 1`.execute(db)
    contents[name] = JSON.stringify(content)
  }
  return contents
}
