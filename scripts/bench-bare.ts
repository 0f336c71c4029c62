// What the benchmark compares with: hono and pg with one named prepared statement, and nothing else.
import { createHash } from 'node:crypto'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import pg from 'pg'

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: Number(process.env.DATABASE_POOL_MAX),
})
const app = new Hono()

const text = `
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
    text,
    values: [c.req.param('handle'), c.req.param('pageSlug'), createHash('sha256').update(token).digest()],
  })
  const [page] = rows
  if (!page) return c.json({ error: 'page_not_found' }, 404)
  const open = page.access_mode === 'PUBLIC' || (page.access_mode === 'FREE_WITH_LOGIN' && page.visitor_id)
  return c.json({
    hasAccess: Boolean(open || page.entitled),
    price: page.price_amount && { amount: Number(page.price_amount), currency: page.price_currency },
  })
})

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' })
