import { MAX_TOKENS, MAX_WEBHOOK_ENDPOINTS } from '@latchkey/contract'
import { newId } from '../src/platform/ids.ts'
import type { TestApp } from './app.ts'

/** Rows of each kind that the busy ones have. */
export const MANY = 5000

/** Rows of those kinds of which a person has no more, by the limits there are or by what people do. */
const SOME = 50

/** One of each that has much of everything. */
export interface Busy {
  readonly handle: { readonly id: string; readonly name: string }
  readonly owner: { readonly id: string }
  readonly operator: { readonly id: string }
  readonly visitor: { readonly id: string; readonly email: string }
  /** Names and ids for the paths of operations. */
  readonly params: Readonly<Record<string, string>>
}

/**
 * A handle, an account, a visitor, a page, a group buy and an endpoint with much of everything, and beside them as
 * many of each that have little.
 */
export async function makeBusy(t: TestApp): Promise<Busy> {
  const handle = await t.make.handle({ name: 'busy' })
  const { owner } = handle
  const operator = await t.make.account({ email: 'operator@latchkey.test' })
  const visitor = await t.make.visitor({ email: 'busy@example.com' })
  const page = await t.make.page({ handle, price: { amount: 500, currency: 'usd' } })
  const endpoint = newId('webhookEndpoint')
  const [h, a, v, p] = [handle.id, owner.id, visitor.id, page.id].map((id) => `'${id}'`)
  const id = (prefix: string, kind = 0) => `'${prefix}_${kind}' || lpad(n::text, 25, '0')`
  const groupBuy = `gby_0${'1'.padStart(25, '0')}`
  const many = `generate_series(1, ${MANY}) n`
  const some = `generate_series(1, ${SOME}) n`
  const now = `'${t.clock.now().toISOString()}'::timestamptz`
  const at = `${now} - n * interval '1 minute'`
  const later = `${now} + interval '30 days'`
  for (const statement of [
    // Others, with one of each.
    `insert into accounts (id, email, password_hash, created_at) select ${id('acc')}, n || '@example.com', 'x', ${at} from ${many}`,
    `insert into visitors (id, email, created_at) select ${id('vis')}, n || '@example.com', ${at} from ${many}`,
    `insert into handles (id, name, display_name, created_at) select ${id('hdl')}, 'filler' || n, 'x', ${at} from ${many}`,
    `insert into collaborators (handle_id, account_id, role, created_at) select ${id('hdl')}, ${id('acc')}, 'OWNER', ${at} from ${many}`,
    `insert into pages (id, handle_id, slug, title, content, access_mode, state, created_at, updated_at, published_at)
       select ${id('pag', 1)}, ${id('hdl')}, 'p' || n, 'x', 'x', 'FREE_WITH_LOGIN', 'published', ${at}, ${at}, ${at} from ${many}`,
    `insert into purchases (id, handle_id, page_id, visitor_id, state, access, grant_type, created_at, access_since)
       select ${id('pur', 1)}, ${id('hdl')}, ${id('pag', 1)}, ${id('vis')}, 'paid', 'active', 'PURCHASED', ${at}, ${at} from ${many}`,
    `insert into files (id, handle_id, file_name, size_bytes, access_mode, created_at, uploaded_at)
       select ${id('fil', 1)}, ${id('hdl')}, 'x', 1, 'PUBLIC', ${at}, ${at} from ${many}`,
    `insert into group_buys (id, handle_id, slug, title, description, state, target_quantity, created_at, updated_at)
       select ${id('gby', 1)}, ${id('hdl')}, 'g' || n, 'x', '', 'PUBLISHED', 5, ${at}, ${at} from ${many}`,
    `insert into audit_events (id, handle_id, action, created_at) select ${id('aud', 1)}, ${id('hdl')}, 'page.created', ${at} from ${many}`,
    `insert into tokens (id, handle_id, name, scopes, secret_hash, created_by, created_at)
       select ${id('tok', 1)}, ${id('hdl')}, 'x', '{}', '', ${id('acc')}, ${at} from ${many}`,
    // The busy account.
    `insert into collaborators (handle_id, account_id, role, created_at) select ${id('hdl')}, ${a}, 'CREATOR', ${at} from ${some}`,
    `insert into offers (id, handle_id, email, role, offered_by, created_at, expires_at)
       select ${id('off')}, ${id('hdl')}, '${owner.email}', 'OPERATOR', ${id('acc')}, ${at}, ${later} from ${some}`,
    `insert into refresh_token_families (id, account_id, created_at, last_used_at, expires_at)
       select kind || lpad(n::text, 25, '0'), ${a}, ${at}, ${at}, ${later} from ${some}, (values ('ses_0'), ('grt_0')) k (kind)`,
    `insert into account_sessions (id) select ${id('ses')} from ${some}`,
    `insert into oauth_clients (id, name, redirect_uris, auth_method, scope, created_at)
       select ${id('cli')}, 'x', '{https://client.example/}', 'none', '{pages.read}', ${at} from ${some}`,
    `insert into oauth_grants (id, code_hash, client_id, scope)
       select ${id('grt')}, sha256(n::text::bytea), ${id('cli')}, '{pages.read}' from ${some}`,
    // The busy handle.
    `insert into pages (id, handle_id, slug, title, content, access_mode, state, created_at, updated_at, published_at)
       select ${id('pag')}, ${h}, 'p' || n, 'x', 'x', 'FREE_WITH_LOGIN', 'published', ${at}, ${at}, ${at} from ${many}`,
    `insert into files (id, handle_id, file_name, size_bytes, access_mode, created_at, uploaded_at)
       select ${id('fil')}, ${h}, 'x', 1, 'EMAIL_ALLOWLIST', ${at}, ${at} from ${many}`,
    `insert into group_buys (id, handle_id, slug, title, description, state, target_quantity, created_at, updated_at)
       select ${id('gby')}, ${h}, 'g' || n, 'x', '', 'PUBLISHED', 5, ${at}, ${at} from ${many}`,
    `insert into audit_events (id, handle_id, action, created_at) select ${id('aud')}, ${h}, 'page.created', ${at} from ${many}`,
    `insert into tokens (id, handle_id, name, scopes, secret_hash, created_by, created_at)
       select ${id('tok')}, ${h}, 'x', '{pages.read}', '', ${a}, ${at} from generate_series(1, ${MAX_TOKENS}) n`,
    `insert into webhook_endpoints (id, handle_id, url, events, sealed_secret, sealed_with, created_at)
       select case when n = 1 then '${endpoint}' else ${id('whe')} end, ${h}, 'https://hooks.example/', '{}', '', 'x', ${at} from generate_series(1, ${MAX_WEBHOOK_ENDPOINTS}) n`,
    `insert into webhook_deliveries (id, endpoint_id, type, payload, state, attempt_after, created_at)
       select ${id('msg')}, '${endpoint}', 'purchase.completed', '{}', 'delivered', ${at}, ${at} from ${many}`,
    // The busy page, whose buyers are many.
    `insert into purchases (id, handle_id, page_id, visitor_id, state, access, grant_type, amount, currency, created_at, access_since)
       select ${id('pur', 2)}, ${h}, ${p}, ${id('vis')}, 'paid', 'active', 'PURCHASED', 500, 'usd', ${at}, ${at} from ${many}`,
    `insert into ledger_entries (id, purchase_id, kind, stripe_id, status, amount, currency, created_at, updated_at)
       select ${id('chg')}, ${id('pur', 2)}, 'charge', 'ch_' || n, 'succeeded', 500, 'usd', ${at}, ${at} from ${many}`,
    `insert into group_buy_interests (id, group_buy_id, visitor_id, quantity, created_at, updated_at)
       select ${id('int')}, '${groupBuy}', ${id('vis')}, 1, ${at}, ${at} from ${many}`,
    // The busy visitor.
    `insert into purchases (id, handle_id, page_id, visitor_id, state, access, grant_type, amount, currency, created_at, access_since)
       select ${id('pur', 3)}, ${h}, ${id('pag')}, ${v}, 'paid', 'active', 'PURCHASED', 500, 'usd', ${at}, ${at} from ${some}`,
    `insert into purchases (id, handle_id, page_id, visitor_id, state, access, grant_type, amount, currency, created_at, access_since)
       select ${id('pur', 4)}, ${id('hdl')}, ${id('pag', 1)}, ${v}, 'paid', 'active', 'PURCHASED', 500, 'usd', ${at}, ${at} from ${many}`,
    `insert into free_logins (page_id, visitor_id, first_at) select ${id('pag')}, ${v}, ${at} from ${many}`,
    `insert into file_readers (file_id, email) select ${id('fil')}, '${visitor.email}' from ${some}`,
    `insert into group_buy_interests (id, group_buy_id, visitor_id, quantity, created_at, updated_at)
       select ${id('inv')}, ${id('gby')}, ${v}, 1, ${at}, ${at} from ${some}`,
    // The platform's queues.
    `insert into reports (id, summary, details, requests, state, created_at, updated_at)
       select ${id('rep')}, 'x', 'x', '[]', 'OPEN', ${at}, ${at} from ${many}`,
    `insert into content_reports (id, handle, category, details, state, created_at, updated_at)
       select ${id('crp')}, 'busy', 'OTHER', 'x', 'OPEN', ${at}, ${at} from ${many}`,
    `insert into unmatched_payments (payment_intent_id, amount, currency, why, first_seen_at)
       select 'pi_' || n, 1, 'usd', 'no_metadata', ${at} from ${many}`,
    'analyze',
  ]) {
    await t.deps.pool.query(statement)
  }
  return {
    handle,
    owner,
    operator,
    visitor,
    params: { handle: handle.name, pageSlug: page.slug, groupBuySlug: 'g1', webhookEndpointId: endpoint },
  }
}
