import { MAX_ALLOWED_ORIGINS } from '@latchkey/contract'
import { shop } from '@latchkey/contract/example-shop'
import { sql } from 'kysely'
import { connectDatabase, type Trx } from './platform/database/connect.ts'
import { migrateToLatest } from './platform/database/migrate.ts'
import { inOwnTransaction } from './platform/database/transaction.ts'
import { newId } from './platform/ids.ts'
import { renderMarkdown } from './platform/markdown/markdown.ts'
import { RENDERER } from './platform/markdown/version.ts'
import { hashPassword } from './platform/passwords.ts'

/** Password of both demo accounts. */
export const DEMO_PASSWORD = shop.creator.password
/** Connected account of the handle `demo`, at the local Stripe. */
export const DEMO_STRIPE_ACCOUNT = shop.stripeAccount

/**
 * Fills an empty database with the demo: accounts, handles and pages.
 * @param frontEnd origin of a front end to which the handle `demo` may lead; also where the demo is there already,
 * since the next run may have other ports.
 * @returns whether it did; a database that holds accounts is otherwise left as it is.
 */
export async function loadDemo(databaseUrl: string, frontEnd?: string): Promise<boolean> {
  await migrateToLatest(databaseUrl)
  const { db } = connectDatabase({ url: databaseUrl, poolMax: 2 })
  try {
    return await inOwnTransaction(db, async (trx) => {
      const used = await trx.selectFrom('accounts').select('id').limit(1).executeTakeFirst()
      if (!used) await insertDemo(trx, new Date())
      if (frontEnd) await allowFrontEnd(trx, frontEnd)
      return !used
    })
  } finally {
    await db.destroy()
  }
}

/** The account is the local Stripe's: what belongs to it is the demo, whatever it is called by now. */
const allowFrontEnd = async (db: Trx, origin: string) =>
  await db
    .updateTable('handles')
    .set({ allowed_origins: sql`array_append(allowed_origins, ${origin})` })
    .where('stripe_account_id', '=', DEMO_STRIPE_ACCOUNT)
    .where(sql<boolean>`${origin} <> all(allowed_origins)`)
    .where(sql<boolean>`cardinality(allowed_origins) < ${MAX_ALLOWED_ORIGINS}`)
    .execute()

const { groupBuy } = shop

async function insertDemo(db: Trx, now: Date): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const account = async (email: string, name: string) => {
    const id = newId('account')
    await db
      .insertInto('accounts')
      .values({ id, email, name, password_hash: passwordHash, created_at: now })
      .execute()
    return id
  }
  const handle = async (name: string, displayName: string, ownerId: string) => {
    const id = newId('handle')
    await db
      .insertInto('handles')
      .values({ id, name, display_name: displayName, stripe_account_id: null, created_at: now })
      .execute()
    await db
      .insertInto('collaborators')
      .values({ handle_id: id, account_id: ownerId, role: 'OWNER', created_at: now })
      .execute()
    return id
  }

  const creator = await account(shop.creator.email, shop.creator.name)
  await account(shop.operator.email, shop.operator.name)

  const demo = await handle(shop.handle, shop.displayName, creator)
  await db
    .insertInto('connect_accounts')
    .values({
      stripe_account_id: DEMO_STRIPE_ACCOUNT,
      handle_id: demo,
      account_id: creator,
      charges_enabled: true,
      transfers_active: true,
      payouts_enabled: true,
      details_submitted: true,
      created_at: now,
      updated_at: now,
    })
    .execute()
  await db
    .updateTable('handles')
    .set({ stripe_account_id: DEMO_STRIPE_ACCOUNT })
    .where('id', '=', demo)
    .execute()

  await db
    .insertInto('pages')
    .values(demoPages.map((page) => ({ ...page, ...published(demo, now), ...rendered(page) })))
    .execute()
  await db
    .insertInto('group_buys')
    .values({
      id: newId('groupBuy'),
      handle_id: demo,
      slug: groupBuy.slug,
      title: groupBuy.title,
      description: groupBuy.description,
      description_html: renderMarkdown(groupBuy.description),
      renderer: RENDERER,
      state: 'PUBLISHED',
      target_quantity: groupBuy.targetQuantity,
      created_at: now,
      updated_at: now,
    })
    .execute()
  const unconnected = await handle('unconnected', 'Not Connected Yet', creator)
  await db
    .insertInto('pages')
    .values({ ...unconnectedPage, ...published(unconnected, now), ...rendered(unconnectedPage) })
    .execute()
}

// By itself: these texts are ours.
const rendered = ({ slug, teaser, content }: { slug: string; teaser: string; content: string }) => ({
  teaser_html: renderMarkdown(teaser, `teaser-${slug}-`),
  content_html: renderMarkdown(content),
  renderer: RENDERER,
})

const published = (handleId: string, now: Date) => ({
  id: newId('page'),
  handle_id: handleId,
  state: 'published' as const,
  created_at: now,
  updated_at: now,
  published_at: now,
})

const demoPages = shop.pages.map(({ accessMode, price, ...page }) => ({
  ...page,
  access_mode: accessMode,
  price_amount: price?.amount ?? null,
  price_currency: price?.currency ?? null,
}))

const unconnectedPage = {
  slug: 'soon',
  title: 'Soon for sale',
  teaser: 'Its creator has not connected Stripe yet.',
  content: 'You should not be able to read this yet.',
  access_mode: 'PAID' as const,
  price_amount: 900,
  price_currency: 'eur',
}
