import { writeCursor } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { enqueueNotices } from '../src/features/purchases/notices.ts'
import { findLedger, lockPurchase } from '../src/features/purchases/service.ts'
import { inOwnTransaction } from '../src/platform/database/transaction.ts'
import { testApp } from './app.ts'
import { newPkce, oauthActors } from './oauth.ts'
import { statementsOf } from './statements.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

/** Rows of the tables that grow, as many as make the planner prefer an index wherever there is one that fits. */
async function fill() {
  const handle = await t.make.handle({ name: 'demo' })
  const many = 'generate_series(1, 5000) n'
  for (const statement of [
    `insert into handles (id, name, display_name, created_at) select 'hdl_' || n, 'filler' || n, 'x', now() from ${many}`,
    `insert into pages (id, handle_id, slug, title, content, access_mode, state, created_at, updated_at, published_at)
       select 'pag_' || n, 'hdl_' || n, 'p' || n, 'x', 'x', 'FREE_WITH_LOGIN', 'published', now(), now(), now() from ${many}`,
    `insert into visitors (id, email, created_at) select 'vis_' || n, n || '@example.com', now() from ${many}`,
    `insert into visitor_sessions (id, token_hash, visitor_id, created_at, expires_at)
       select 'vse_' || n, sha256(n::text::bytea), 'vis_' || n, now(), now() + interval '30 days' from ${many}`,
    `insert into magic_link_challenges (id, email, created_at, expires_at)
       select 'chl_' || n, n || '@example.com', now(), now() + n * interval '1 minute' from ${many}`,
    `insert into magic_link_secrets (token_hash, challenge_id, created_at)
       select sha256(n::text::bytea), 'chl_' || n, now() from ${many}`,
    `insert into wrong_codes (email, occurred_at) select n || '@example.com', now() + n * interval '1 minute' from ${many}`,
    `insert into free_logins (page_id, visitor_id, first_at) select 'pag_' || n, 'vis_' || n, now() from ${many}`,
    `insert into purchases (id, handle_id, page_id, visitor_id, state, access, grant_type, created_at, access_since)
       select 'pur_' || n, 'hdl_' || n, 'pag_' || n, 'vis_' || n, 'paid', 'active', 'PURCHASED', now(), now() from ${many}`,
    `insert into mails (id, kind, subject_id, created_at, attempt_after)
       select 'mail_' || n, 'magic_link', 'chl_' || n, now(), now() from ${many}`,
    `insert into accounts (id, email, password_hash, created_at)
       select 'acc_' || n, n || '@example.com', 'x', now() from ${many}`,
    `insert into collaborators (handle_id, account_id, role, created_at)
       select 'hdl_' || n, 'acc_' || n, 'OWNER', now() from ${many}`,
    `insert into refresh_token_families (id, account_id, created_at, last_used_at, expires_at)
       select 'ses_' || n, 'acc_' || n, now(), now(), now() + interval '30 days' from ${many}`,
    `insert into refresh_tokens (token_hash, family_id, created_at, expires_at)
       select sha256(n::text::bytea), 'ses_' || n, now(), now() + interval '30 days' from ${many}`,
    `insert into account_sessions (id) select 'ses_' || n from ${many}`,
    `insert into refresh_token_families (id, account_id, created_at, last_used_at, expires_at)
       select 'grt_' || n, 'acc_' || n, now(), now(), now() + interval '30 days' from ${many}`,
    `insert into oauth_clients (id, name, redirect_uris, auth_method, scope, created_at)
       select 'cli_' || n, 'x', '{https://client.example/}', 'none', '{pages.read}', now() from ${many}`,
    `insert into oauth_grants (id, code_hash, client_id, scope)
       select 'grt_' || n, sha256(n::text::bytea), 'cli_' || n, '{pages.read}' from ${many}`,
    `insert into oauth_codes (code_hash, client_id, account_id, session_id, redirect_uri, scope, code_challenge, expires_at)
       select sha256(n::text::bytea), 'cli_' || n, 'acc_' || n, 'ses_' || n, 'https://client.example/', '{pages.read}', 'x', now() from ${many}`,
    `insert into sign_ups (id, email, password_hash, created_at, expires_at)
       select 'sup_' || n, n || '@example.com', 'x', now(), now() from ${many}`,
    `insert into code_requests (id, purpose, email, created_at, expires_at)
       select 'crq_' || n, 'sign_up', n || '@example.com', now(), now() from ${many}`,
    `insert into mailed_codes (id, purpose, email, code_hash, guessable, created_at, expires_at)
       select 'cod_' || n, 'password_reset', n || '@example.com', 'x', true, now(), now() from ${many}`,
    `insert into wrong_account_codes (email, purpose, day, tries)
       select n || '@example.com', 'sign_up', now(), 1 from ${many}`,
    `insert into former_handle_names (name, handle_id, until) select 'former' || n, 'hdl_' || n, now() from ${many}`,
    `insert into offers (id, handle_id, email, role, offered_by, created_at, expires_at)
       select 'off_' || n, 'hdl_' || n, n || '@example.com', 'CREATOR', 'acc_' || n, now(), now() + interval '14 days'
       from ${many}`,
    `insert into tokens (id, handle_id, name, scopes, secret_hash, created_by, created_at)
       select 'tok_' || n, 'hdl_' || n, 'x', '{}', '', 'acc_' || n, now() from ${many}`,
    `insert into audit_events (id, handle_id, action, created_at)
       select 'aud_' || n, 'hdl_' || n, 'page.created', now() from ${many}`,
    `insert into checkout_sessions (purchase_id, attempt, state, product_name, success_url, cancel_url, amount, currency,
       application_fee, stripe_account_id, created_at, expires_at)
       select 'pur_' || n, 1, case when n % 10 = 0 then 'open' else 'expired' end, 'x', 'x', 'x', 1, 'usd', 1, 'acct', now(), now() from ${many}`,
    `insert into ledger_entries (id, purchase_id, kind, stripe_id, status, amount, currency, created_at, updated_at)
       select 'chg_' || n, 'pur_' || n, 'charge', 'ch_' || n, 'succeeded', 1, 'usd', now(), now() from ${many}`,
    `insert into notices (ledger_entry_id, event, audience, created_at)
       select 'chg_' || n, 'dispute_opened', audience, now() from ${many}, (values ('seller'), ('platform')) v (audience)`,
    `insert into notice_recipients (id, ledger_entry_id, event, audience, account_id)
       select 'ntc_s' || n, 'chg_' || n, 'dispute_opened', 'seller', 'acc_' || n from ${many}`,
    `insert into notice_recipients (id, ledger_entry_id, event, audience, address)
       select 'ntc_p' || n, 'chg_' || n, 'dispute_opened', 'platform', n || '@example.com' from ${many}`,
    'analyze',
  ]) {
    await t.deps.pool.query(statement)
  }
  return handle
}

/** The planner's price of a handful of rows found by an index; reading through any of the tables costs more. */
const A_FEW_LOOKUPS = 80

/** What the planner, without looking at values, thinks that the statement costs. */
async function cost(statement: string): Promise<number> {
  const { rows } = await t.deps.pool.query(`explain (generic_plan, format json) ${statement}`)
  return rows[0]['QUERY PLAN'][0].Plan['Total Cost']
}

/** Fails for statements that read through a table; `least` is how many different ones there must be at least. */
async function expectIndexed(statements: string[], least: number): Promise<void> {
  const own = new Set(
    statements.filter(
      (text) => /^\s*(?:select|insert|update|delete|with)\b/i.test(text) && !text.includes('graphile_worker'),
    ),
  )
  expect(own.size).toBeGreaterThan(least)
  const dear: Record<string, number> = {}
  for (const statement of own) {
    const price = await cost(statement)
    if (price > A_FEW_LOOKUPS) dear[statement] = price
  }
  expect(dear).toEqual({})
}

const handle = await fill()

test('every statement of a visitor’s requests and mails finds its rows by an index', async () => {
  const free = await t.make.page({ handle, accessMode: 'FREE_WITH_LOGIN' })
  const path = { handle: handle.name, pageSlug: free.slug }
  const email = 'indexed@example.com'
  const statements = await statementsOf(async () => {
    const { visitors } = t.client()
    const ask = () => unwrap(visitors.requestMagicLink({ body: { email, handle: handle.name } }))
    const [first, second] = [await ask(), await ask()]
    const { token } = await t.mail.magicLinkFor(email)
    await visitors.verifyMagicLink({ body: { challengeId: first.challengeId, code: '000000' } })
    const code = (await t.mail.magicLinkFor(email)).code ?? ''
    await visitors.verifyMagicLink({ body: { challengeId: second.challengeId, code } })
    await visitors.verifyMagicLink({ body: { token } })
    await t.client().visitors.requestMagicLink({ body: { email } })
    const everywhere = (await t.mail.magicLinkFor(email)).token
    await visitors.verifyMagicLink({ body: { token: everywhere } })
    const session = (await t.make.visitorSession()).token
    const client = t.client({ token: session })
    await client.pages.checkPageAccess({ path })
    await client.pages.getPublicPage({ path })
    await client.pages.listPublicPages({ path: { handle: handle.name } })
    await t.deps.background.drain()
    await client.visitors.getVisitor()
    const { nextCursor } = await unwrap(client.visitors.listVisitorAccess({ query: { limit: 1 } }))
    await client.visitors.listVisitorAccess({ query: { cursor: nextCursor ?? 'none' } })
    await client.visitors.signOutVisitor({ body: { everywhere: true } })
    await client.visitors.signOutVisitor()
  })
  await expectIndexed(statements, 15)
})

test('every statement of an account’s requests and mails finds its rows by an index', async () => {
  const email = 'indexed@example.com'
  const password = 'three small green boats'
  const statements = await statementsOf(async () => {
    const { accounts } = t.client()
    await unwrap(accounts.signUp({ body: { email, password } }))
    await t.mail.to(email)
    await accounts.confirmSignUp({ body: { email, code: 'wrong' } })
    await unwrap(accounts.resendSignUpCode({ body: { email } }))
    const [code = ''] = await t.mail.codesFor(email)
    await unwrap(accounts.confirmSignUp({ body: { email, code } }))
    await unwrap(accounts.signUp({ body: { email, password } }))
    const { refreshToken } = await unwrap(accounts.signIn({ body: { email, password } }))
    const { accessToken, refreshToken: next } = await unwrap(
      accounts.refreshSession({ body: { refreshToken } }),
    )
    const own = t.client({ token: accessToken }).accounts
    await unwrap(own.getAccount())
    const { items, nextCursor } = await unwrap(own.listSessions({ query: { limit: 1 } }))
    await own.listSessions({ query: { cursor: nextCursor ?? 'none' } })
    const notifications = await unwrap(own.getNotifications({ query: { limit: 1 } }))
    await own.getNotifications({ query: { cursor: notifications.nextCursor ?? 'none' } })
    await own.updateNotifications({
      body: { items: [{ handle: handle.name, sales: true, refunds: true, disputes: true }] },
    })
    await own.endSession({ path: { sessionId: items[0]?.id ?? '' } })
    await accounts.refreshSession({ body: { refreshToken: next ?? '' } })
    await t.clock.advance(60)
    await unwrap(accounts.forgotPassword({ body: { email } }))
    const [reset = ''] = await t.mail.codesFor(email)
    await unwrap(accounts.resetPassword({ body: { email, code: reset, newPassword: password } }))
    await t.mail.to(email)
    const again = await unwrap(accounts.signIn({ body: { email, password } }))
    await unwrap(accounts.signOut({ body: { refreshToken: again.refreshToken } }))
    const last = await unwrap(accounts.signIn({ body: { email, password } }))
    await unwrap(t.client({ token: last.accessToken }).accounts.deleteAccount())
  })
  await expectIndexed(statements, 30)
})

test('every statement of an authorization, and of ending it, finds its rows by an index', async () => {
  const account = await t.make.account()
  const own = (await t.as(account)).accounts
  const actors = oauthActors(t)
  const statements = await statementsOf(async () => {
    const client = await actors.client()
    const { refresh_token } = await actors.tokens(client, { account })
    const { body } = await actors.refresh(client, refresh_token)
    const browser = await actors.signedIn(account)
    await browser.get(actors.authorizeUrl(client, newPkce(), { prompt: 'none' }))
    await t.client({ token: String(body.access_token) }).automation.automationListPages({
      path: { handle: handle.name },
    })
    const { items } = await unwrap(own.listConnectedApps({ query: { limit: 1 } }))
    const cursor = writeCursor({ at: t.clock.now(), id: 'grt_' })
    await unwrap(own.listConnectedApps({ query: { cursor } }))
    await unwrap(own.disconnectApp({ path: { grantId: items[0]?.id ?? '' } }))
    await actors.revoke(client, body.refresh_token)
  })
  await expectIndexed(statements, 18)
})

test('every statement of a creator’s requests about handles, pages and access finds its rows by an index', async () => {
  const handle = await t.make.handle()
  const path = { handle: handle.name }
  const heir = 'heir@example.com'
  const heirAccount = await t.make.account({ email: heir })
  const { accounts } = await t.as(heirAccount)
  const { handles, pages, checkout, tokens } = await t.as(handle.owner)
  const statements = await statementsOf(async () => {
    await handles.listHandles({ query: { limit: 1, cursor: 'none' } })
    await unwrap(handles.createHandle({ body: { name: 'indexed' } }))
    await handles.getHandleProfile({ path })
    await unwrap(handles.updateHandleProfile({ path, body: { displayName: 'New', allowedOrigins: [] } }))
    for (const collaborators of [
      [{ email: heir, role: 'CREATOR' as const }],
      [{ email: heir, role: 'OPERATOR' as const }],
      [
        { email: heir, role: 'OPERATOR' as const },
        { email: 'x@example.com', role: 'CREATOR' as const },
      ],
      [{ email: heir, role: 'OPERATOR' as const }],
    ]) {
      await unwrap(handles.replaceCollaborators({ path, body: { collaborators } }))
    }
    const { nextCursor } = await unwrap(handles.listAuditEvents({ path, query: { limit: 1 } }))
    await handles.listAuditEvents({ path, query: { cursor: nextCursor ?? 'none' } })

    const price = { amount: 2500, currency: 'usd' as const }
    const paid = { title: 'T', teaser: null, content: '', accessMode: 'PAID' as const, price }
    await unwrap(pages.createPage({ path, body: { slug: 'gone', ...paid } }))
    await unwrap(pages.createPage({ path, body: { slug: 'kept', ...paid } }))
    const kept = { ...path, pageSlug: 'kept' }
    await unwrap(pages.updatePage({ path: kept, body: { ...paid, title: 'U' } }))
    await unwrap(pages.publishPage({ path: kept }))
    const list = await unwrap(pages.listPages({ path, query: { limit: 1, state: 'DRAFT' } }))
    await pages.listPages({ path, query: { limit: 1, cursor: list.nextCursor ?? 'none' } })
    const grant = await unwrap(checkout.grantAccess({ path: kept, body: { email: 'reader@example.com' } }))
    await unwrap(checkout.grantAccess({ path: kept, body: { email: 'other@example.com' } }))
    const buyers = await unwrap(checkout.listBuyers({ path: kept, query: { limit: 1 } }))
    await unwrap(checkout.listBuyers({ path: kept, query: { cursor: buyers.nextCursor ?? 'none' } }))
    await unwrap(checkout.revokeAccess({ path: { ...kept, purchaseId: grant.id } }))
    await unwrap(pages.unpublishPage({ path: kept }))
    await unwrap(pages.deletePage({ path: kept }))
    await unwrap(pages.deletePage({ path: { ...path, pageSlug: 'gone' } }))
    const answer = async (action: 'acceptOffer' | 'declineOffer') => {
      const { items, nextCursor: cursor } = await unwrap(accounts.listOffers({ query: { limit: 1 } }))
      await accounts.listOffers({ query: { cursor: cursor ?? 'none' } })
      await accounts[action]({ path: { offerId: items[0]?.id ?? '' } })
    }
    await answer('acceptOffer')
    await unwrap(
      handles.replaceCollaborators({ path, body: { collaborators: [{ email: heir, role: 'CREATOR' }] } }),
    )
    const made = await unwrap(tokens.createToken({ path, body: { name: 'x', scopes: ['pages.read'] } }))
    await t.client({ token: made.token }).automation.automationListPages({ path })
    await t.deps.background.drain()
    await unwrap(tokens.listTokens({ path, query: { limit: 1 } }))
    await unwrap(handles.transferHandle({ path, body: { email: heir } }))
    await handles.withdrawTransfer({ path })
    await unwrap(handles.transferHandle({ path, body: { email: heir } }))
    await answer('declineOffer')
    await unwrap(handles.transferHandle({ path, body: { email: heir } }))
    await t.jobs.run()
    await answer('acceptOffer')
    await t.jobs.run()
  })
  await expectIndexed(statements, 50)
})

test('every statement of what people are told of sales, refunds and disputes finds its rows by an index', async () => {
  const page = await t.make.page({ handle: await t.make.handle(), price: { amount: 500, currency: 'usd' } })
  const visitor = await t.make.visitor()
  const { id } = await t.make.purchase({ page, visitor })
  const rows = [
    ['rfd_told', 'refund', 'succeeded'],
    ['dsp_told', 'dispute', 'lost'],
  ] as const
  for (const [entryId, kind, status] of rows) {
    await t.deps.pool.query(
      `insert into ledger_entries (id, purchase_id, kind, stripe_id, status, amount, currency, created_at, updated_at)
         values ($1, $2, $3, $1, $4, 100, 'usd', now(), now())`,
      [entryId, id, kind, status],
    )
  }
  const tell = () =>
    inOwnTransaction(t.db, async (trx) => {
      const purchase = await lockPurchase(trx, id)
      if (!purchase) throw new Error('There is no purchase.')
      await enqueueNotices(trx, t.deps, {
        purchase,
        ledger: await findLedger(trx, id),
        now: t.clock.now(),
      })
    })
  const statements = await statementsOf(async () => {
    await tell()
    await t.jobs.run()
    await t.deps.pool.query(`update ledger_entries set status = 'failed' where id = 'rfd_told'`)
    await tell()
    await t.jobs.run()
  })
  const mails = await t.mail.to(visitor.email)
  expect(mails.map(({ subject }) => subject.split(':')[0])).toEqual([
    'Your access has ended',
    'Your refund did not arrive',
  ])
  await expectIndexed(statements, 15)
})
