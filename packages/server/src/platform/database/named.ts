import { createHash } from 'node:crypto'
import pg from 'pg'

/**
 * Names a statement by what it says: processes of two releases may share the connections of a pooler, and a name must
 * not mean one thing to the one and another to the other.
 */
export const named = (name: string, text: string): { readonly name: string; readonly text: string } => ({
  name: `${name}_${createHash('sha256').update(text).digest('hex').slice(0, 12)}`,
  text,
})

// SQLSTATE invalid_sql_statement_name and duplicate_prepared_statement: what a pooler that does not know of names leads
// to, once a statement meets another connection than the one that prepared it. And feature_not_supported: what a
// connection answers that prepared `returning *` before a newer release gave the table another column. In each case the
// statement has not been run.
const LOST_NAME = new Set(['26000', '42P05', '0A000'])

/** What pg makes of a description, but without the copy of it that it makes first and that takes longer than the rest. */
const queryOf = ({ name, text, values }: pg.QueryConfig) =>
  Object.assign(new pg.Query(text, values), { name, text })

/** Pools on whose connections names do not hold. */
const forgetful = new WeakSet<pg.Pool>()

/**
 * Runs a named statement. Behind a pooler that gives each transaction another connection and does not prepare
 * statements there (PgBouncer before 1.21), and once a newer release has changed what a statement returns, it goes
 * without its name from the first time that was noticed.
 */
export async function queryNamed<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  statement: pg.QueryConfig,
): Promise<pg.QueryResult<Row>> {
  if (!forgetful.has(pool)) {
    try {
      return await pool.query<Row>(queryOf(statement))
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && LOST_NAME.has(error.code ?? ''))) throw error
      forgetful.add(pool)
    }
  }
  const { name: _, ...nameless } = statement
  return await pool.query<Row>(nameless)
}
