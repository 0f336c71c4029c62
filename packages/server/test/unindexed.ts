import pg from 'pg'

/** Tables of a few rows, however much is sold. */
const SMALL = new Set(['server_keys', 'kysely_migration', 'sweeps', 'unsummed_earnings'])

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Subplan Name'?: string
  readonly Plans?: readonly Plan[]
}

/** What reads; not what is hashed whole as one of two ways, which an empty table is small enough for. */
function nodesOf(plan: Plan): Plan[] {
  const hashed = new Set([...JSON.stringify(plan).matchAll(/hashed (SubPlan \d+)/g)].map(([, name]) => name))
  const visit = (node: Plan): Plan[] =>
    hashed.has(node['Subplan Name']) ? [] : [node, ...(node.Plans ?? []).flatMap(visit)]
  return visit(plan)
}

/** The plan of a statement without looking at values; `null` where there is none without them. */
async function planOf(client: pg.Client, text: string): Promise<Plan | null> {
  try {
    const { rows } = await client.query(`explain (generic_plan, format json) ${text}`)
    return rows[0]['QUERY PLAN'][0].Plan
  } catch (error) {
    // A predicate of ON CONFLICT with values in it (42P10), or a value of no certain type (42P18, 42P08).
    if (error instanceof pg.DatabaseError && ['42P10', '42P18', '42P08'].includes(error.code ?? ''))
      return null
    throw new Error(`There is no plan of ${text}`, { cause: error })
  }
}

/** Statements that find rows of a table by no index, whatever its size; asked of an empty database of this schema. */
export async function unindexed(databaseUrl: string, statements: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    // Then the planner reads through a table only where there is no other way.
    await client.query('set enable_seqscan = off')
    const found: string[] = []
    for (const text of statements) {
      if (!/^\s*(?:select|insert|update|delete|with)\b/i.test(text) || /graphile_worker|pg_/.test(text))
        continue
      // Only what a test has happen in the middle of a request changes a whole table.
      if (/^\s*(?:update|delete)\b/i.test(text) && !/\bwhere\b/i.test(text)) continue
      const plan = await planOf(client, text)
      const tables = (plan === null ? [] : nodesOf(plan))
        .filter((node) => node['Node Type'] === 'Seq Scan' && !SMALL.has(node['Relation Name'] ?? ''))
        .map((node) => node['Relation Name'])
      if (tables.length > 0) found.push(`${tables.join(', ')}: ${text.replaceAll(/\s+/g, ' ').trim()}`)
    }
    return found
  } finally {
    await client.end()
  }
}
