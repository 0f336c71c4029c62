import { CompiledQuery } from 'kysely'
import type pg from 'pg'
import type { DbOrTransaction } from './connect.ts'
import { named, queryNamed } from './named.ts'

/** A statement that is put together once, and planned once on each connection: both cost more than running it. */
export interface Prepared<Row> {
  /** Runs it by itself. */
  run(pool: pg.Pool, values: readonly unknown[]): Promise<Row[]>
  /** Runs it in a transaction, without a name: there a pooler that does not know of names cannot be forgiven. */
  runIn(db: DbOrTransaction, values: readonly unknown[]): Promise<Row[]>
}

export function prepared<Row extends pg.QueryResultRow>(name: string, text: string): Prepared<Row> {
  const statement = named(name, text)
  return {
    run: async (pool, values) => (await queryNamed<Row>(pool, { ...statement, values: [...values] })).rows,
    runIn: async (db, values) => (await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows,
  }
}
