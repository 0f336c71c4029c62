import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { shop } from '@latchkey/contract/example-shop'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { pictureFile, pictures } from '../../../apps/docs/src/site/pictures.ts'
import { makeAsset } from '../../../scripts/assets/asset.ts'
import { builtAsset } from '../../../scripts/assets/built.ts'
import { sdk } from '../../../scripts/assets/sdk.ts'
import { storefront } from '../../../scripts/assets/storefront.ts'
import { type Screen, screens, type Viewer } from '../../../scripts/screens.ts'
import { storefrontServer } from '../../../scripts/storefront.ts'
import { DEMO_STRIPE_ACCOUNT, loadDemo } from '../src/demo.ts'
import { openSession } from '../src/features/accounts/service.ts'
import { ACCOUNT_COOKIE, VISITOR_COOKIE } from '../src/platform/http/cookies.ts'
import { startLive } from './live.ts'

// `npm run screenshots` keeps what is seen here; without it, every screen must be there, and do nothing wrong.

const root = join(import.meta.dirname, '../../..')
const folder = process.env.LATCHKEY_SCREENSHOTS

const assets = dirname(await builtAsset('dashboard'))
await builtAsset('docs')
await makeAsset(sdk, root, assets)
await makeAsset(storefront, root, assets)
const live = await startLive('localhost', {
  env: { ASSETS_DIR: assets, PLATFORM_OPERATORS: shop.operator.email },
})
const { db, config } = live.deps
await live.stripe.dashboard.createReadyAccount({ id: DEMO_STRIPE_ACCOUNT })

const site = join(assets, 'storefront/site')
const shopFront = storefrontServer(site, {
  latchkey: live.origin(),
  handle: shop.handle,
  name: shop.displayName,
})
shopFront.listen(0, '127.0.0.1')
await once(shopFront, 'listening')
afterAll(() => void shopFront.close())
const address = shopFront.address()
const frontEnd = `http://127.0.0.1:${typeof address === 'object' && address?.port}`
const contents = mkdtempSync(join(tmpdir(), 'latchkey-files-'))
afterAll(() => rmSync(contents, { recursive: true }))
await loadDemo(config.DATABASE_URL, {
  frontEnd,
  addBooks: async (books) => live.stripe.addBooks(books),
  filesFolder: contents,
})

/** What stands in paths for ids of the demo: `{file:pattern.pdf}`, `{sale}`, `{offer}`, … */
async function idsOf(): Promise<Map<string, string>> {
  const files = await db.selectFrom('files').select(['id', 'file_name']).execute()
  const offer = await db.selectFrom('offers').select('id').executeTakeFirstOrThrow()
  const sale = await db
    .selectFrom('purchases')
    .select(['id', 'visitor_id'])
    .where('state', '=', 'paid')
    .where('granted_at', 'is', null)
    .orderBy('access_since', 'desc')
    .executeTakeFirstOrThrow()
  const disputed = await db
    .selectFrom('purchases')
    .select('id')
    .where('access', '=', 'suspended')
    .executeTakeFirstOrThrow()
  const endpoint = await db.selectFrom('webhook_endpoints').select('id').executeTakeFirstOrThrow()
  return new Map([
    ...files.map(({ id, file_name }) => [`file:${file_name}`, id] as const),
    ['offer', offer.id],
    ['sale', sale.id],
    ['customer', sale.visitor_id],
    ['disputed', disputed.id],
    ['endpoint', endpoint.id],
  ])
}
const ids = await idsOf()

/** Who bought most of all. */
const buyer = await db
  .selectFrom('purchases as purchase')
  .innerJoin('visitors as visitor', 'visitor.id', 'purchase.visitor_id')
  .innerJoin('pages as page', 'page.id', 'purchase.page_id')
  .select(['visitor.id', 'visitor.email'])
  .where('page.slug', '=', 'bookbinding')
  .where('purchase.access', '=', 'active')
  .orderBy(
    (eb) =>
      eb
        .selectFrom('purchases as other')
        .select(({ fn }) => fn.countAll().as('count'))
        .whereRef('other.visitor_id', '=', 'visitor.id'),
    'desc',
  )
  .orderBy('visitor.email')
  .executeTakeFirstOrThrow()
const newcomer = await live.make.visitor({ email: 'ana@latchkey.test' })

const accountOf = async (email: string) =>
  await db.selectFrom('accounts').select('id').where('email', '=', email).executeTakeFirstOrThrow()

async function signIn(page: Page, viewer: Viewer, origin: string): Promise<void> {
  const cookie = async (): Promise<[string, string] | null> => {
    if (viewer === 'creator' || viewer === 'operator') {
      const { refreshToken } = await openSession(live.deps, (await accountOf(shop[viewer].email)).id)
      return [ACCOUNT_COOKIE, refreshToken]
    }
    if (viewer === 'stranger') return null
    const expiresAt = new Date(live.deps.clock.now().getTime() + 24 * 3600 * 1000)
    const visitor = viewer === 'buyer' ? buyer : newcomer
    return [VISITOR_COOKIE, (await live.make.visitorSession({ visitor, expiresAt })).token]
  }
  const [name, value] = (await cookie()) ?? []
  if (!name || !value) return
  await page.context().addCookies([{ name, value, url: origin, httpOnly: true, sameSite: 'Lax' }])
}

const looks: Record<string, BrowserContextOptions> = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  phone: { colorScheme: 'light', viewport: { width: 375, height: 740 }, deviceScaleFactor: 2 },
}

/** Puts what a large screen shows of a page where docs and README show it, in the format that takes the least. */
async function keep(page: Page, name: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 })
  await session.detach()
  writeFileSync(join(root, 'apps/docs/public', pictureFile(name)), Buffer.from(data, 'base64'))
}

async function look(screen: Screen, as: string): Promise<void> {
  const page = await live.page({ ...looks[as], reducedMotion: 'reduce' })
  const wrong: string[] = []
  page.on('pageerror', ({ message }) => wrong.push(message))
  const origin = screen.host === 'storefront' ? frontEnd : live.origin(screen.host || undefined)
  await signIn(page, screen.viewer ?? 'stranger', origin)
  const path = screen.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => ids.get(name) ?? name)
  await page.goto(`${origin}${path}`, { waitUntil: 'networkidle' })
  for (const name of screen.press ?? []) await page.getByRole('button', { name }).first().click()
  await page
    .locator(screen.ready ?? 'body')
    .first()
    .waitFor()
  if (folder) {
    const file = join(folder, `${screen.name}-${as}.png`)
    mkdirSync(dirname(file), { recursive: true })
    await page.screenshot({ path: file, fullPage: true })
    if (as === 'light' && screen.name in pictures) await keep(page, screen.name)
  }
  expect(wrong).toEqual([])
}

// `LATCHKEY_SCREENS=hosted/page` takes those whose name begins so.
const chosen = screens.filter(({ name }) => name.startsWith(process.env.LATCHKEY_SCREENS ?? ''))

test.each(chosen)('$name is there', async (screen) => {
  for (const as of folder ? Object.keys(looks) : ['light']) await look(screen, as)
})
