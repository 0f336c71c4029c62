import pg from 'pg'
import { copyInto } from './copy.ts'
import type { Rows, Sizes } from './rows.ts'
import { grownTables } from './tables.ts'

/**
 * Fills a migrated database with rows, and leaves it as one that has been running for a while. `checked`: that rows refer
 * to others that are there, which takes as long as all else.
 */
export async function loadGrown(url: string, sizes: Sizes, { checked = false } = {}): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    if (!checked) await client.query('set session_replication_role = replica')
    // What one transaction posts is summed row by row, which is for sales and not for all of them at once.
    await client.query('alter table earnings disable trigger earnings_summed')
    for (const [table, rows] of Object.entries(grownTables)) {
      await copyInto(client, table, rows.columns, made(rows, sizes))
    }
    await client.query(`
      insert into earnings_sums
      select handle_id, period, date_trunc(period, posted_at at time zone 'UTC')::date, currency, settlement_currency,
        sum(sales), sum(charged), sum(gross), sum(refunds), sum(disputes), sum(fees)
      from earnings, (values ('day'), ('month')) periods (period) group by 1, 2, 3, 4, 5`)
    await client.query('alter table earnings enable trigger earnings_summed')
    await client.query('vacuum (analyze)')
  } finally {
    await client.end()
  }
}

function* made({ count, row }: Rows, sizes: Sizes) {
  for (let n = 0; n < count(sizes); n++) {
    const cells = row(n, sizes)
    if (cells) yield cells
  }
}
