import pg from 'pg'
import type { CollectedStatement } from './server-statements.ts'

/** What is sorted for a reason, by a part of the statement. */
const sorted: Record<string, string> = {
  'from file_readers reader':
    'what three indexes give the beginnings of, and the files that one person was given',
  'from "webhook_endpoints"': 'a handle has a few: MAX_WEBHOOK_ENDPOINTS',
  "order by state = 'CLOSED'": 'group buys that lead to one page',
  'from "mailed_codes"': 'what one address was mailed, and is removed',
  'from "sign_ups"': 'what one address tried, and is removed',
  'from resent_receipts': 'mails about one purchase',
}

interface Plan {
  readonly 'Node Type': string
  readonly 'Sort Key'?: readonly string[]
  readonly Plans?: readonly Plan[]
}

/** Whether all that there is gets sorted for a beginning of it. */
const sorts = (plan: Plan, limited = false): boolean => {
  const within = limited || plan['Node Type'] === 'Limit'
  if (within && /Sort/.test(plan['Node Type'])) return true
  return (plan.Plans ?? []).some((child) => sorts(child, within))
}

/** Statements that sort what they give the beginning of, for want of an index in that order; asked of an empty database. */
export async function unordered(
  databaseUrl: string,
  statements: readonly CollectedStatement[],
): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    // Then the planner sorts only where there is no other way.
    for (const way of ['sort', 'incremental_sort', 'seqscan', 'bitmapscan', 'hashjoin', 'mergejoin'])
      await client.query(`set enable_${way} = off`)
    const found: string[] = []
    for (const { text, samples } of statements) {
      if (!/\border by\b/i.test(text) || !/\blimit\b/i.test(text) || /graphile_worker|pg_/.test(text))
        continue
      if (Object.keys(sorted).some((part) => text.includes(part))) continue
      // With values: a partial index fits only these.
      const plans: Plan[] = []
      for (const values of samples) {
        const { rows } = await client.query(`explain (format json) ${text}`, [...values])
        plans.push(rows[0]['QUERY PLAN'][0].Plan)
      }
      if (plans.some((plan) => sorts(plan))) found.push(text.replaceAll(/\s+/g, ' ').trim())
    }
    return found
  } finally {
    await client.end()
  }
}
