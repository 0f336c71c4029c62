import type { contract } from '@latchkey/contract'
import type { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import { hashSecret } from '../../platform/secrets.ts'
import { recordFreeLogin } from './queries.ts'

/** Answer of the access check, as the contract has it. */
export type AccessAnswer = z.output<(typeof contract.pages.checkPageAccess.success)[200]['body']>

/** One row of the access query: the page, the session if it counts, and what purchases say. */
export interface AccessRow {
  pageId: string
  state: 'published' | 'archived'
  accessMode: 'PUBLIC' | 'FREE_WITH_LOGIN' | 'PAID'
  priceAmount: number | null
  priceCurrency: string | null
  visitorId: string | null
  freeLoginKnown: boolean
  /** A purchase that gives access now. */
  entitled: boolean
  /** A delayed payment is on its way. */
  processing: boolean
  /** A chargeback is open. */
  disputed: boolean
}

// One round trip. The page, the session (bound sessions count at their own handle only), and the visitor's purchases.
const ACCESS_QUERY = `
  select page.id as "pageId", page.state, page.access_mode as "accessMode",
    page.price_amount as "priceAmount", page.price_currency as "priceCurrency",
    session.visitor_id as "visitorId",
    exists (select 1 from free_logins login
      where login.visitor_id = session.visitor_id and login.page_id = page.id) as "freeLoginKnown",
    coalesce(bought.entitled, false) as entitled,
    coalesce(bought.processing, false) as processing,
    coalesce(bought.disputed, false) as disputed
  from handles handle
  join pages page on page.handle_id = handle.id and page.slug = $2
  left join visitor_sessions session on session.token_hash = $3
    and session.revoked_at is null and session.expires_at > $4
    and (session.handle_id is null or session.handle_id = handle.id)
  left join lateral (
    select bool_or(access = 'active') as entitled, bool_or(state = 'processing') as processing,
      bool_or(access = 'suspended') as disputed
    from purchases where visitor_id = session.visitor_id and page_id = page.id
  ) bought on true
  where handle.name = $1 and page.state in ('published', 'archived')`

/** Reads what an access decision needs, in one round trip; `undefined` when there is no such page. */
export async function readAccess(
  { pool, clock }: Deps,
  page: { handle: string; slug: string },
  token: string | undefined,
): Promise<AccessRow | undefined> {
  const result = await pool.query<AccessRow>({
    name: 'access',
    text: ACCESS_QUERY,
    values: [page.handle, page.slug, token === undefined ? null : hashSecret(token), clock.now()],
  })
  return result.rows[0]
}

/** The decision: a pure function of the row. `null` when the page must look as if it did not exist. */
export function decideAccess(row: AccessRow): AccessAnswer | null {
  const price =
    row.priceAmount === null || row.priceCurrency === null
      ? null
      : { amount: row.priceAmount, currency: row.priceCurrency }
  // An archived page was deleted after it was sold: only its buyers still see it.
  if (row.state === 'archived' && !row.entitled) return null
  if (row.accessMode === 'PUBLIC') return { hasAccess: true, reason: 'public', nextAction: 'none', price }
  if (row.visitorId === null) {
    return { hasAccess: false, reason: 'visitor_auth_required', nextAction: 'sign_in', price }
  }
  if (row.accessMode === 'FREE_WITH_LOGIN' || row.entitled) {
    return { hasAccess: true, reason: 'entitled', nextAction: 'none', price }
  }
  const nextAction = row.processing ? 'wait' : row.disputed ? 'none' : 'pay'
  return { hasAccess: false, reason: 'purchase_required', nextAction, price }
}

/** Checks access, and records the first free login after the answer. `null` when there is no such page. */
export async function checkAccess(
  deps: Deps,
  page: { handle: string; slug: string },
  token: string | undefined,
): Promise<AccessAnswer | null> {
  const row = await readAccess(deps, page, token)
  const answer = row ? decideAccess(row) : null
  if (
    row &&
    answer?.hasAccess &&
    row.accessMode === 'FREE_WITH_LOGIN' &&
    row.visitorId &&
    !row.freeLoginKnown
  ) {
    const { pageId, visitorId } = row
    deps.background.run('record free login', () =>
      recordFreeLogin(deps.db, pageId, visitorId, deps.clock.now()),
    )
  }
  return answer
}
