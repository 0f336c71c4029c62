// Fills a migrated database with the rows of the benchmark, and names the access checks that are made of it.
import pg from 'pg'
import { RENDERER } from '../../packages/server/src/platform/markdown/version.ts'
import type { BenchRequest } from './load.ts'

const pagesPerHandle = 10

/** How many rows the benchmark runs over; what grows does so by `factor`. */
export const amountsOf = (factor: number) => ({
  visitors: 200_000 * factor,
  pages: 20_000 * factor,
  purchases: 400_000 * factor,
  cookies: 8_000,
})

export type Amounts = ReturnType<typeof amountsOf>

/** One access check with the answer it must get. */
export interface AccessRequest extends BenchRequest {
  readonly hasAccess: boolean
}

// The same formulas in SQL and below. Each visitor has bought two different pages; every tenth purchase was refunded.
const first = ({ pages }: Amounts, visitor: number) => (visitor * 7919) % pages
const second = ({ pages }: Amounts, visitor: number) => (visitor * 104_729 + 8) % pages
const refunded = (visitor: number) => visitor % 10 === 0
const token = (visitor: number) => `vst_${String(visitor).padStart(43, 'x')}`

/** How many handles there are, named `creator-0` and so on. */
export const handlesOf = ({ pages }: Amounts): number => pages / pagesPerHandle

const statements = (amounts: Amounts) => [
  `insert into handles (id, name, display_name, created_at)
    select 'hdl_' || lpad(n::text, 26, '0'), 'creator-' || n, 'Creator ' || n, now()
    from generate_series(0, ${handlesOf(amounts) - 1}) n`,
  // With their HTML, or the server would make it while it is measured.
  `insert into pages (id, handle_id, slug, title, content, content_html, renderer, access_mode, state, price_amount,
      price_currency, created_at, updated_at, published_at)
    select 'pag_' || lpad(n::text, 26, '0'), 'hdl_' || lpad((n / ${pagesPerHandle})::text, 26, '0'), 'page-' || n % ${pagesPerHandle},
      'Page ' || n, repeat('Something worth reading. ', 80),
      '<p>' || repeat('Something worth reading. ', 80) || '</p>', ${RENDERER},
      case n % 10 when 0 then 'PUBLIC' when 1 then 'FREE_WITH_LOGIN' else 'PAID' end, 'published',
      case when n % 10 > 1 then 2500 end, case when n % 10 > 1 then 'usd' end, now(), now(), now()
    from generate_series(0, ${amounts.pages - 1}) n`,
  `insert into visitors (id, email, created_at)
    select 'vis_' || lpad(n::text, 26, '0'), 'visitor-' || n || '@example.com', now()
    from generate_series(0, ${amounts.visitors - 1}) n`,
  `insert into visitor_sessions (id, token_hash, visitor_id, created_at, expires_at)
    select 'vse_' || lpad(n::text, 26, '0'), sha256(convert_to('vst_' || lpad(n::text, 43, 'x'), 'UTF8')),
      'vis_' || lpad(n::text, 26, '0'), now(), now() + interval '30 days'
    from generate_series(0, ${amounts.visitors - 1}) n`,
  ...['n::bigint * 7919', 'n::bigint * 104729 + 8'].map(
    (
      page,
      index,
    ) => `insert into purchases (id, handle_id, page_id, visitor_id, state, access, grant_type, amount,
      currency, created_at, access_since)
    select 'pur_' || lpad((n::bigint * 2 + ${index})::text, 26, '0'),
      'hdl_' || lpad(((${page}) % ${amounts.pages} / ${pagesPerHandle})::text, 26, '0'),
      'pag_' || lpad(((${page}) % ${amounts.pages})::text, 26, '0'), 'vis_' || lpad(n::text, 26, '0'), 'paid',
      case when n % 10 = 0 then 'ended' else 'active' end,
      case when n % 10 = 0 then 'REFUNDED' else 'PURCHASED' end, 2500, 'usd', now(), now()
    from generate_series(0, ${amounts.purchases / 2 - 1}) n`,
  ),
  'vacuum (analyze)',
  'checkpoint',
]

/** Loads the rows, and leaves the tables as a database has them that has been running for a while. */
export async function loadBenchData(url: string, amounts: Amounts): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements(amounts)) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The access checks: visitors spread over the whole table; three of four ask for a page they bought. */
export const accessRequests = (amounts: Amounts): readonly AccessRequest[] =>
  Array.from({ length: amounts.cookies }, (_, index) => {
    const visitor = (index * 7907) % amounts.visitors
    const bought = [first(amounts, visitor), second(amounts, visitor)]
    const page = index % 4 === 0 ? (first(amounts, visitor) + 1) % amounts.pages : (bought[index % 2] ?? 0)
    const open = page % 10 < 2
    return {
      path: `/v2/public/pages/creator-${Math.floor(page / pagesPerHandle)}/page-${page % pagesPerHandle}/access-check`,
      cookie: `_10x_visitor=${token(visitor)}`,
      hasAccess: open || (bought.includes(page) && !refunded(visitor)),
    }
  })
