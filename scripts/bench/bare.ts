// What the benchmark compares with: hono and pg with named prepared statements, as few as do the work, and nothing else.
import { createHash, randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { serve } from '@hono/node-server'
import { verify } from '@node-rs/argon2'
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import pg from 'pg'
import { Semaphore } from '../../packages/server/src/platform/semaphore.ts'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8 })
const app = new Hono()

const sha256 = (text: string) => createHash('sha256').update(text).digest()
const later = (seconds: number) => new Date(Date.now() + seconds * 1000)

const access = `
  select page.access_mode, page.price_amount, page.price_currency, session.visitor_id,
    exists (select from purchases
      where visitor_id = session.visitor_id and page_id = page.id and access = 'active') as entitled
  from handles handle
  join pages page on page.handle_id = handle.id and page.slug = $2 and page.state = 'published'
  left join visitor_sessions session
    on session.token_hash = $3 and session.revoked_at is null and session.expires_at > now()
  where handle.name = $1`

app.post('/v2/public/pages/:handle/:pageSlug/access-check', async (c) => {
  const token = getCookie(c, '_10x_visitor') ?? ''
  const { rows } = await pool.query({
    name: 'access',
    text: access,
    values: [c.req.param('handle'), c.req.param('pageSlug'), sha256(token)],
  })
  const [page] = rows
  if (!page) return c.json({ error: 'page_not_found' }, 404)
  const open = page.access_mode === 'PUBLIC' || (page.access_mode === 'FREE_WITH_LOGIN' && page.visitor_id)
  return c.json({
    hasAccess: Boolean(open || page.entitled),
    price: page.price_amount && { amount: Number(page.price_amount), currency: page.price_currency },
  })
})

const handleOf = 'select id from handles where name = $1'

const ask = `
  with challenge as (
    insert into magic_link_challenges (id, email, handle_id, created_at, expires_at) values ($1, $2, $3, now(), $4)
  ), mail as (
    insert into mails (id, kind, subject_id, created_at, attempt_after) values ($5, 'magic_link', $1, now(), now())
    returning id
  )
  select graphile_worker.add_job('send_sign_in_mail', json_build_object('mailId', id), job_key => id) from mail`

app.post('/v2/visitor/auth/magic-link', async (c) => {
  const { email, handle } = await c.req.json()
  const { rows } = await pool.query({ name: 'handle', text: handleOf, values: [handle] })
  if (!rows[0]) return c.json({ error: 'handle_not_found' }, 404)
  const id = `chl_${randomBytes(13).toString('hex')}`
  const expiresAt = later(900)
  const mail = `mai_${randomBytes(13).toString('hex')}`
  await pool.query({ name: 'ask', text: ask, values: [id, email, rows[0].id, expiresAt, mail] })
  return c.json({ challengeId: id, expiresAt: expiresAt.toISOString() }, 202)
})

const challengeOf = `
  select challenge.id, challenge.email, challenge.return_to, challenge.used_at, challenge.expires_at, handle.name
  from magic_link_secrets secret
  join magic_link_challenges challenge on challenge.id = secret.challenge_id
  left join handles handle on handle.id = challenge.handle_id
  where secret.token_hash = $1`

const consume = `
  with consumed as (
    update magic_link_challenges set used_at = now() where id = $1 and used_at is null and expires_at > now()
    returning email, handle_id
  ), visitor as (
    insert into visitors (id, email, created_at) select $2, email, now() from consumed
    on conflict (email) do update set email = excluded.email
    returning id, created_at
  ), opened as (
    insert into visitor_sessions (id, token_hash, visitor_id, handle_id, created_at, expires_at)
    select $3, $4, visitor.id, consumed.handle_id, now(), $5 from visitor, consumed
  )
  select id, created_at from visitor`

app.post('/v2/visitor/auth/verify', async (c) => {
  const { token } = await c.req.json()
  const { rows } = await pool.query({ name: 'challenge', text: challengeOf, values: [sha256(token)] })
  const [challenge] = rows
  if (!challenge || challenge.used_at || challenge.expires_at < new Date()) return c.json({}, 400)
  const session = `vst_${randomBytes(32).toString('base64url')}`
  const expiresAt = later(30 * 24 * 3600)
  const values = [
    challenge.id,
    `vis_${randomBytes(13).toString('hex')}`,
    `vse_${randomBytes(13).toString('hex')}`,
    sha256(session),
    expiresAt,
  ]
  const consumed = await pool.query({ name: 'consume', text: consume, values })
  const [visitor] = consumed.rows
  if (!visitor) return c.json({}, 400)
  setCookie(c, '_10x_visitor', session, { httpOnly: true, path: '/' })
  return c.json({
    visitor: { id: visitor.id, email: challenge.email, createdAt: visitor.created_at },
    session: { expiresAt, handle: challenge.name },
    sessionToken: session,
    returnTo: challenge.return_to,
  })
})

// The hash alone, as many at once as Latchkey computes.
const turns = new Semaphore(Math.max(1, Math.floor(availableParallelism() / 2)))

app.post('/v2/auth/login', async (c) => {
  const { password } = await c.req.json()
  const fits = await turns.run(() => verify(process.env.PASSWORD_HASH ?? '', password))
  return fits ? c.json({}) : c.json({}, 401)
})

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' })
