import { connectDatabase, type Db } from './platform/database/connect.ts'
import { migrateToLatest } from './platform/database/migrate.ts'
import { newId } from './platform/ids.ts'
import { renderMarkdown } from './platform/markdown/markdown.ts'
import { RENDERER } from './platform/markdown/version.ts'
import { hashPassword } from './platform/passwords.ts'

/** Password of both demo accounts. */
export const DEMO_PASSWORD = 'latchkey-demo-password'
/** Connected account of the handle `demo`, at the local Stripe. */
export const DEMO_STRIPE_ACCOUNT = 'acct_1DemoLatchkeyAcct'

/**
 * Fills an empty database with the demo: accounts, handles and pages.
 * @returns whether it did; a database that holds accounts is left as it is.
 */
export async function loadDemo(databaseUrl: string): Promise<boolean> {
  await migrateToLatest(databaseUrl)
  const { db } = connectDatabase({ url: databaseUrl, poolMax: 2 })
  try {
    return await db.transaction().execute(async (trx) => {
      const used = await trx.selectFrom('accounts').select('id').limit(1).executeTakeFirst()
      if (used) return false
      await insertDemo(trx, new Date())
      return true
    })
  } finally {
    await db.destroy()
  }
}

async function insertDemo(db: Db, now: Date): Promise<void> {
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

  const creator = await account('demo@latchkey.test', 'Demo Creator')
  await account('operator@latchkey.test', 'Platform Operator')

  const demo = await handle('demo', 'Demo Studio', creator)
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
      slug: 'vip-launch',
      title: 'VIP launch evening',
      description: groupBuyDescription,
      description_html: renderMarkdown(groupBuyDescription),
      renderer: RENDERER,
      state: 'PUBLISHED',
      target_quantity: 10,
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

const groupBuyDescription = 'Say how many seats you want. With **ten** seats wanted, the evening takes place.'

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

const demoPages = [
  {
    slug: 'welcome',
    title: 'Welcome to the studio',
    teaser: 'What you find here, and how the pages differ.',
    content: [
      'This page is **public**: anybody reads it.',
      '',
      '- [Members](/members) opens when you sign in with your email address.',
      '- [Premium](/premium) opens when you have paid.',
      '- [Tokyo](/tokyo) is sold in yen.',
    ].join('\n'),
    access_mode: 'PUBLIC' as const,
    price_amount: null,
    price_currency: null,
  },
  {
    slug: 'members',
    title: 'For members',
    teaser: 'Free, for everyone who signs in.',
    content: 'You are signed in, so you can read this.\n\n> No password was needed.',
    access_mode: 'FREE_WITH_LOGIN' as const,
    price_amount: null,
    price_currency: null,
  },
  {
    slug: 'premium',
    title: 'The premium guide',
    teaser: 'Twelve chapters on making things that people **keep**.',
    content:
      '## Chapter one\n\nThank you for buying this guide. It stays yours.\n\n1. Make one thing.\n2. Finish it.\n3. Show it.',
    access_mode: 'PAID' as const,
    price_amount: 2500,
    price_currency: 'usd',
  },
  {
    slug: 'tokyo',
    title: 'Tokyo on foot',
    teaser: 'Five walks, sold in yen.',
    content: '## Walk one\n\nStart at Yanaka, and let the cats lead.',
    access_mode: 'PAID' as const,
    price_amount: 1800,
    price_currency: 'jpy',
  },
]

const unconnectedPage = {
  slug: 'soon',
  title: 'Soon for sale',
  teaser: 'Its creator has not connected Stripe yet.',
  content: 'You should not be able to read this yet.',
  access_mode: 'PAID' as const,
  price_amount: 900,
  price_currency: 'eur',
}
