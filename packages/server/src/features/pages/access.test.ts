import { expect, onTestFinished, test, vi } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestPage } from '../../../test/factories.ts'
import { hashSecret } from '../../platform/secrets.ts'
import { checkAccess, findPageWithAccess } from './access.ts'
import { accessRead } from './access-queries.ts'

const t = await testApp()

const names = (page: TestPage) => ({ handle: page.handle, slug: page.slug })
const check = (page: TestPage, token?: string) => checkAccess(t.deps, names(page), token)

test('many checks at once, of every kind, are answered like single ones, all but the first in one statement', async () => {
  const statement = vi.spyOn(accessRead, 'statement')
  onTestFinished(() => statement.mockRestore())
  const pages = [
    await t.make.page(),
    await t.make.page({ accessMode: 'FREE_WITH_LOGIN' }),
    await t.make.page({ accessMode: 'PAID' }),
    await t.make.page({ state: 'draft' }),
    { ...(await t.make.page()), slug: 'unknown' },
    { ...(await t.make.page()), handle: 'nobody' },
  ]
  const tokens = [undefined, `vst_${'y'.repeat(43)}`]
  for (const page of pages.slice(0, 3)) {
    const { token, visitor } = await t.make.visitorSession()
    tokens.push(token)
    await t.make.purchase({ page, visitor })
  }
  const questions = pages.flatMap((page) => tokens.map((token) => [page, token] as const))
  // Duplicates too.
  questions.push(...questions.slice(0, 10))
  const together = await Promise.all(questions.map(([page, token]) => check(page, token)))
  expect(statement.mock.calls.map(([inputs]) => inputs.length)).toEqual([1, questions.length - 1])
  const alone: unknown[] = []
  for (const [page, token] of questions) alone.push(await check(page, token))
  expect(together).toEqual(alone)
  expect(new Set(together.map((answer) => answer?.reason))).toEqual(
    new Set(['public', 'visitor_auth_required', 'entitled', 'purchase_required', undefined]),
  )
})

test('a check that PostgreSQL cannot read fails alone', async () => {
  const page = await t.make.page()
  const answers = await Promise.allSettled([
    check(page),
    checkAccess(t.deps, { handle: page.handle, slug: 'a\0b' }, undefined),
    check(page),
  ])
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

/** Keeps both connections of gathered reads busy; returns what frees them. */
async function busyConnections() {
  const holder = await t.deps.pool.connect()
  await holder.query('select pg_advisory_lock(7)')
  const gate = {
    statement: () => ({ text: 'select 1 as position, pg_advisory_xact_lock_shared(7)::text', values: [] }),
  }
  const waiting: Promise<unknown>[] = []
  for (const count of [1, 2]) {
    waiting.push(t.deps.gather.read(gate, null))
    await expect
      .poll(
        async () => {
          const { rowCount } = await t.deps.pool.query(
            `select from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`,
          )
          return rowCount
        },
        { timeout: 100_000 },
      )
      .toBe(count)
  }
  return async () => {
    await holder.query('select pg_advisory_unlock(7)')
    holder.release()
    await Promise.all(waiting)
  }
}

test('a refund or a sign-out that is committed while a check waits is seen by it', async () => {
  const page = await t.make.page({ accessMode: 'PAID' })
  const [refunded, signedOut, expiring, buyer] = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const session = await t.make.visitorSession()
      const purchase = await t.make.purchase({ page, visitor: session.visitor })
      return { ...session, purchase }
    }),
  )
  if (!refunded || !signedOut || !expiring || !buyer) throw new Error('There are four.')
  const tokens = [refunded.token, signedOut.token, expiring.token, buyer.token]
  const yes = await Promise.all(tokens.map((token) => check(page, token)))
  expect(yes.map((answer) => answer?.hasAccess)).toEqual([true, true, true, true])

  const free = await busyConnections()
  const answers = Promise.all(tokens.map((token) => check(page, token)))
  await t.db
    .updateTable('purchases')
    .set({ access: 'ended', grant_type: 'REFUNDED' })
    .where('id', '=', refunded.purchase.id)
    .execute()
  await t.db
    .updateTable('visitor_sessions')
    .set({ revoked_at: t.clock.now() })
    .where('token_hash', '=', hashSecret(signedOut.token))
    .execute()
  await t.db
    .updateTable('visitor_sessions')
    .set({ expires_at: t.clock.now() })
    .where('token_hash', '=', hashSecret(expiring.token))
    .execute()
  await free()

  expect((await answers).map((answer) => answer?.reason)).toEqual([
    'purchase_required',
    'visitor_auth_required',
    'visitor_auth_required',
    'entitled',
  ])
})

test('a check that begins after a change was committed sees it, whatever is under way', async () => {
  const page = await t.make.page({ accessMode: 'PAID' })
  const { token, visitor } = await t.make.visitorSession()
  const purchase = await t.make.purchase({ page, visitor })
  const answers: string[] = []
  for (const access of Array.from({ length: 10 }, () => ['ended', 'active'] as const).flat()) {
    const before = Array.from({ length: 20 }, () => check(page, token))
    await t.db.updateTable('purchases').set({ access }).where('id', '=', purchase.id).execute()
    const after = await Promise.all(Array.from({ length: 20 }, () => check(page, token)))
    answers.push(...after.map((answer) => `${access}: ${answer?.hasAccess}`))
    await Promise.all(before)
  }
  expect(answers).toHaveLength(400)
  expect(new Set(answers)).toEqual(new Set(['ended: false', 'active: true']))
})

test('the first free login is recorded once, by whichever of many checks, and only for pages that are seen', async () => {
  const page = await t.make.page({ accessMode: 'FREE_WITH_LOGIN' })
  const archived = await t.make.page({ accessMode: 'FREE_WITH_LOGIN', state: 'archived' })
  const { token, visitor } = await t.make.visitorSession()
  const first = t.clock.now()
  await Promise.all(Array.from({ length: 20 }, () => check(page, token)))
  await Promise.all([check(page), check(archived, token)])
  await t.deps.background.drain()
  await t.clock.advance(60)
  await check(page, token)
  await t.deps.background.drain()
  const logins = await t.db
    .selectFrom('free_logins')
    .selectAll()
    .where('visitor_id', '=', visitor.id)
    .execute()
  expect(logins).toEqual([{ page_id: page.id, visitor_id: visitor.id, first_at: first }])
})

test('every lookup of a check goes by an index', async () => {
  await using filled = await testApp()
  const { pool } = filled.deps
  for (const statement of manyRows) await pool.query(statement)
  const question = { handle: 'h', slug: 's', tokenHash: null, now: t.clock.now() }
  for (const questions of [[question], [question, question]]) {
    const { text } = accessRead.statement(questions)
    const { rows } = await pool.query<Record<string, string>>(`explain (generic_plan) ${text}`)
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).not.toContain('Seq Scan')
    for (const index of [
      'handles_name_key',
      'pages_handle_id_slug_key',
      'visitor_sessions_token_hash_key',
      'purchases_visitor_page',
      'free_logins_pkey',
    ]) {
      expect(plan).toContain(index)
    }
  }
})

const manyRows = [
  `insert into handles (id, name, display_name, created_at)
    select 'hdl_' || n, 'handle' || n, '', now() from generate_series(1, 2000) n`,
  `insert into pages (id, handle_id, slug, title, content, access_mode, state, created_at, updated_at, published_at)
    select 'pag_' || n, 'hdl_' || n % 2000 + 1, 'page' || n, '', '', 'PUBLIC', 'published', now(), now(), now()
    from generate_series(1, 4000) n`,
  `insert into visitors (id, email, created_at)
    select 'vis_' || n, n || '@example.com', now() from generate_series(1, 4000) n`,
  `insert into visitor_sessions (id, token_hash, visitor_id, created_at, expires_at)
    select 'vse_' || n, sha256(n::text::bytea), 'vis_' || n, now(), now() from generate_series(1, 4000) n`,
  `insert into purchases (id, handle_id, page_id, visitor_id, state, access, created_at)
    select 'pur_' || n, 'hdl_1', 'pag_' || n % 4000 + 1, 'vis_' || (n * 7) % 4000 + 1, 'paid', 'active', now()
    from generate_series(1, 8000) n`,
  `insert into free_logins (page_id, visitor_id, first_at)
    select 'pag_' || n, 'vis_' || n, now() from generate_series(1, 4000) n`,
  'analyze',
]

test('facts are complete: no decision waits for a second read', async () => {
  const page = await t.make.page({ accessMode: 'PAID' })
  const query = vi.spyOn(t.deps.pool, 'query')
  const gathered = vi.spyOn(t.deps.gather, 'read')
  onTestFinished(() => void vi.restoreAllMocks())
  await check(page)
  expect([gathered.mock.calls.length, query.mock.calls.length]).toEqual([1, 0])
  await findPageWithAccess(t.deps, names(page), undefined)
  expect([gathered.mock.calls.length, query.mock.calls.length]).toEqual([1, 1])
})
