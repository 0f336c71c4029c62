import type pg from 'pg'
import type { GatheredRead, Positioned } from '../../platform/database/gather.ts'
import { named, queryNamed } from '../../platform/database/named.ts'

/** What is asked: a page by its names, for whoever holds the session token with this hash. */
export interface AccessQuestion {
  readonly handle: string
  readonly slug: string
  readonly tokenHash: Buffer | null
  readonly now: Date
}

/** What a decision needs: the page, the visitor if the session counts, and what their purchases say. */
export interface AccessFacts {
  readonly pageId: string
  readonly state: 'published' | 'archived'
  readonly accessMode: 'PUBLIC' | 'FREE_WITH_LOGIN' | 'PAID'
  readonly priceAmount: number | null
  readonly priceCurrency: string | null
  /** What became of the session; `null` when no token was given. One that is not there any more was ended. */
  readonly session: 'valid' | 'expired' | 'revoked' | 'other_handle' | null
  /** Whose it is, if it is valid. */
  readonly visitorId: string | null
  /** The visitor has not been seen on this free page before. */
  readonly firstFreeLogin: boolean
  /** A purchase gives access now. */
  readonly entitled: boolean
  /** A delayed payment is on its way. */
  readonly processing: boolean
  /** A chargeback is open. */
  readonly disputed: boolean
}

/** The facts as the statement has them. */
interface AccessColumns {
  readonly pageId: string
  readonly state: AccessFacts['state']
  readonly accessMode: AccessFacts['accessMode']
  readonly priceAmount: number | null
  readonly priceCurrency: string | null
  /** `null` also for a session that is not there. */
  readonly session: AccessFacts['session']
  readonly visitorId: string | null
  readonly firstFreeLogin: boolean | null
  /** What the visitor's purchases of the page say, a bit each; `null` without any. */
  readonly purchases: number | null
}

export type AccessRow = AccessColumns & Positioned

const ENTITLED = 1
const DISPUTED = 2
const PROCESSING = 4

/** What a row says about its question. */
export function factsOf(row: AccessColumns, { tokenHash }: AccessQuestion): AccessFacts {
  const purchases = row.purchases ?? 0
  return {
    pageId: row.pageId,
    state: row.state,
    accessMode: row.accessMode,
    priceAmount: row.priceAmount,
    priceCurrency: row.priceCurrency,
    session: row.session ?? (tokenHash === null ? null : 'revoked'),
    visitorId: row.visitorId,
    firstFreeLogin: row.firstFreeLogin === true,
    entitled: (purchases & ENTITLED) !== 0,
    processing: (purchases & PROCESSING) !== 0,
    disputed: (purchases & DISPUTED) !== 0,
  }
}

// Few columns, few nodes, and subqueries only where they matter: each costs PostgreSQL something, whatever it finds.
const accessColumns = `
  page.id as "pageId", page.state, page.access_mode as "accessMode",
  page.price_amount as "priceAmount", page.price_currency as "priceCurrency", session.state as session,
  case when session.state = 'valid' then session.visitor_id end as "visitorId",
  case when session.state = 'valid' and page.access_mode = 'FREE_WITH_LOGIN' then (
    select visitor_id from free_logins where visitor_id = session.visitor_id and page_id = page.id limit 1
  ) is null end as "firstFreeLogin",
  case when session.state = 'valid' then (
    select bit_or(case access when 'active' then ${ENTITLED} when 'suspended' then ${DISPUTED} else 0 end
      | case state when 'processing' then ${PROCESSING} else 0 end)
    from purchases where visitor_id = session.visitor_id and page_id = page.id
  ) end as purchases`

// $1 is the time. A session that is bound to a handle counts at that handle only. A visitor may have several
// purchases of one page: refunded earlier, bought again. Each lookup is a subquery with a limit, because then it
// goes by its whole key, whatever the planner thinks of how handles and pages are spread.
const accessTables = `
  cross join lateral (
    select id, name from handles where name = asked.handle limit 1
  ) handle
  cross join lateral (
    select * from pages
    where handle_id = handle.id and slug = asked.slug and state in ('published', 'archived') limit 1
  ) page
  left join lateral (
    select visitor_id, case
      when revoked_at is not null then 'revoked'
      when expires_at <= $1 then 'expired'
      when handle_id <> handle.id then 'other_handle'
      else 'valid' end as state
    from visitor_sessions where token_hash = asked.token_hash limit 1
  ) session on true`

const one = '(values ($2::text, $3::text, $4::bytea)) asked (handle, slug, token_hash)'
const many = `unnest($2::text[], $3::text[], $4::bytea[]) with ordinality
  asked (handle, slug, token_hash, position)`

const accessOfOne = named(
  'access_of_one',
  `select 1 as position, ${accessColumns} from ${one} ${accessTables}`,
)
const accessOfMany = named('access_of_many', `select position, ${accessColumns} from ${many} ${accessTables}`)

/** The facts for one question, or for many at once, in one round trip by a prepared statement. */
export const accessRead: GatheredRead<AccessQuestion> = {
  statement(questions) {
    const last = questions.at(-1)
    if (last && questions.length === 1) {
      return { ...accessOfOne, values: [last.now, last.handle, last.slug, last.tokenHash] }
    }
    return {
      ...accessOfMany,
      // The time of the last question: a session that has expired by then may count for none of them.
      values: [
        last?.now,
        questions.map(({ handle }) => handle),
        questions.map(({ slug }) => slug),
        questions.map(({ tokenHash }) => tokenHash),
      ],
    }
  },
}

/** A page with its content. */
export interface PageRow extends AccessColumns {
  readonly handle: string
  readonly slug: string
  readonly title: string
  readonly teaser: string | null
  readonly teaserHtml: string | null
  readonly content: string
  readonly contentHtml: string | null
  readonly publishedAt: Date | null
}

const pageOfOne = named(
  'page_of_one',
  `select handle.name as handle, page.slug, page.title,
  page.teaser, page.teaser_html as "teaserHtml", page.content, page.content_html as "contentHtml",
  page.published_at as "publishedAt", ${accessColumns} from ${one} ${accessTables}`,
)

/** Reads a page with the facts that decide who may see its content, from one snapshot. */
export async function findPage(
  pool: pg.Pool,
  question: AccessQuestion,
): Promise<{ page: PageRow; facts: AccessFacts } | null> {
  const values = [question.now, question.handle, question.slug, question.tokenHash]
  const { rows } = await queryNamed<PageRow>(pool, { ...pageOfOne, values })
  const [page] = rows
  return page ? { page, facts: factsOf(page, question) } : null
}
