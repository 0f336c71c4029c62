import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openSession } from '../src/features/accounts/service.ts'
import { newId } from '../src/platform/ids.ts'
import { startLive } from './live.ts'
import { isLong } from './runs.ts'

const live = await startLive('localhost', { inbox: true })

const stripeAccount = await live.stripe.dashboard.createReadyAccount()
const handle = await live.make.handle({
  displayName:
    'A studio with a name that is far longer than anybody would have thought, in Llanfairpwllgwyngyll',
  stripeAccount,
  row: {
    support_email: `${'long.'.repeat(12)}help@${'sub.'.repeat(12)}example.com`,
    support_email_verified_at: live.deps.clock.now(),
    terms_url: 'https://shop.example/terms',
    privacy_url: 'https://shop.example/privacy',
    refund_policy_url: 'https://shop.example/refunds',
  },
})
const creator = await live.as(handle.owner)
const groupBuyPath = { handle: handle.name, groupBuySlug: 'evening' }
const awaited = await live.make.page({ handle, price: { amount: 900, currency: 'usd' } })
await creator.groupBuys.createGroupBuy({
  path: { handle: handle.name },
  body: {
    slug: 'evening',
    title: 'E'.repeat(60),
    description: '',
    targetQuantity: 100_000,
    linkedPageSlug: awaited.slug,
  },
})
await creator.groupBuys.publishGroupBuy({ path: groupBuyPath })
const price = { amount: 99_999_999, currency: 'usd' }
const content = [
  '## A heading',
  'Words, [a link](https://example.com) and `code`. ',
  `A long word: ${'x'.repeat(200)}`,
  `    ${'a long line of code '.repeat(20)}`,
  `| ${'column | '.repeat(12)}\n|${'---|'.repeat(12)}\n| ${'value | '.repeat(12)}`,
  '> A quote\n\n1. one\n2. two\n\n---',
].join('\n\n')
const open = await live.make.page({ handle, title: 'W'.repeat(60), content })
const members = await live.make.page({ handle, accessMode: 'FREE_WITH_LOGIN' })
const sold = await live.make.page({ handle, price, title: 'A guide to long addresses' })
const unconnected = await live.make.page({ price: { amount: 900, currency: 'eur' } })

const { visitor, token } = await live.make.visitorSession({
  visitor: await live.make.visitor({ email: `${'long.'.repeat(12)}address@${'sub.'.repeat(12)}example.com` }),
})
await live.deps.db
  .insertInto('group_buy_interests')
  .columns(['id', 'group_buy_id', 'visitor_id', 'quantity', 'created_at', 'updated_at'])
  .expression((from) =>
    from
      .selectFrom('group_buys')
      .select((select) => [
        select.val(newId('interest')).as('id'),
        'id as group_buy_id',
        select.val(visitor.id).as('visitor_id'),
        select.val(100).as('quantity'),
        'created_at',
        'updated_at',
      ]),
  )
  .execute()
const ended = { access: 'ended', grant_type: 'REFUNDED', refunded_amount: 99_999_999 } as const
const refunded = await live.make.purchase({
  page: sold,
  visitor,
  row: { ...ended, access_ended_at: live.deps.clock.now() },
})
const other = async (row: object) => {
  const session = await live.make.visitorSession({ handle })
  await live.make.purchase({ page: sold, visitor: session.visitor, row })
  return session.token
}
const disputed = await other({ access: 'suspended' })
const waiting = await other({ state: 'processing', access: 'none', grant_type: null, access_since: null })

const connecting = await live.make.oauthClient({
  redirectUris: [`https://client.example/${'long/'.repeat(50)}`],
})
const { refreshToken } = await openSession(live.deps, handle.owner.id)
const authorize = (changes: Record<string, string> = {}) =>
  `${live.origin()}/oauth/authorize?${new URLSearchParams({
    response_type: 'code',
    client_id: connecting.id,
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
    ...changes,
  })}`

const site = live.origin(handle.name)
const views: [what: string, url: string, token?: string][] = [
  ['the list of pages', `${site}/`],
  ['an open page', `${site}/${open.slug}`],
  ['a page for members', `${site}/${members.slug}`],
  ['a page for sale', `${site}/${sold.slug}`],
  ['a page that was refunded', `${site}/${sold.slug}?checkout=cancelled`, token],
  ['a page whose payment is disputed', `${site}/${sold.slug}`, disputed],
  ['a page whose payment is on its way', `${site}/${sold.slug}`, waiting],
  ['a page that is not for sale', `${live.origin(unconnected.handle)}/${unconnected.slug}`],
  ['a page that waits for a group buy', `${site}/${awaited.slug}`],
  ['a group buy', `${site}/_edge/group-buys/evening`],
  ['a receipt', `${site}/_edge/visitor/receipts/${refunded.id}`, token],
  ['no page', `${site}/nothing-here`],
  ['the access page, signed out', `${site}/_edge/visitor/access`],
  ['the access page, signed in', `${site}/_edge/visitor/access`, token],
  ['the library-wide access page', `${live.origin()}/_edge/visitor/access`],
  ['an unknown link', `${site}/_edge/visitor/access/t/unknown`],
  ['an unknown payment', `${site}/_edge/checkout/return?session_id=cs_test_x`, token],
  ['the sign-in page of creators', authorize()],
  ['the consent page', authorize(), refreshToken],
  [
    'a wrong redirect URI',
    authorize({ redirect_uri: `https://client.example/${'x'.repeat(300)}` }),
    refreshToken,
  ],
  ['an unknown app', authorize({ client_id: 'unknown' })],
  ['an app without a document', authorize({ client_id: 'https://127.0.0.1/client.json' })],
  ['the return from connecting with Stripe', `${live.origin()}/_edge/connect/returned`],
  [
    'the return from connecting with Stripe, connected',
    `${live.origin()}/_edge/connect/returned?handle=${handle.name}`,
  ],
  ['a used link to connect with Stripe', `${live.origin()}/_edge/connect/refresh`],
  ['the return of somebody signed out', `${site}/_edge/checkout/return?session_id=cs_test_x`],
]

// One for all of them: what a page of its own needs takes longer than to look at it.
const page = await live.page({ viewport: { width: 320, height: 640 } })

/** Shows it as somebody sees it who comes for the first time, with the cookie of a session if there is one. */
async function show(url: string, session?: string): Promise<Page> {
  await page.context().clearCookies()
  await page.emulateMedia({ colorScheme: 'light' })
  const name = session?.startsWith('rt_') ? '_10x_account' : '_10x_visitor'
  if (session) await page.context().addCookies([{ name, value: session, url }])
  await page.goto(url)
  return page
}

/** What axe finds wrong with the page: by all its rules, by all but that about colours, or by that alone. */
async function violations(page: Page, rules: 'all' | 'all but colours' | 'colours'): Promise<string[]> {
  return await page.evaluate(async (which) => {
    const { axe: checker } = globalThis as unknown as { axe: typeof import('axe-core') }
    // Describing what is right takes longer than finding what is wrong.
    const resultTypes: ['violations'] = ['violations']
    const found = await checker.run({
      resultTypes,
      ...(which === 'all but colours' && { rules: { 'color-contrast': { enabled: false } } }),
      ...(which === 'colours' && { runOnly: ['color-contrast'] }),
    })
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  }, rules)
}

// Colours are the same variables everywhere: these have all that are used, and each check takes seconds.
const allColours = new Set([
  'the list of pages',
  'an open page',
  'a page for sale',
  'a page that was refunded',
  'the access page, signed in',
  'the sign-in page of creators',
  'the consent page',
])

/** What is wrong with the page for people who cannot see well, or at all; with colours, in the light and in the dark. */
async function problems(page: Page, { colours = true } = {}): Promise<string[]> {
  await page.evaluate(axe.source)
  // The media that an earlier look left.
  await page.emulateMedia({ colorScheme: 'light' })
  const found = await violations(page, colours ? 'all' : 'all but colours')
  if (colours) {
    await page.emulateMedia({ colorScheme: 'dark' })
    found.push(...(await violations(page, 'colours')))
  }
  return found
}

/** Each look takes seconds: those by which the others are built are enough each time. */
const looked = views.filter(
  ([what]) => isLong || allColours.has(what) || /^no page|unknown link|redirect URI/.test(what),
)

test.each(looked)('%s is accessible, has one heading, and fits 320 pixels', async (what, url, session) => {
  const page = await show(url, session)
  expect(await page.locator('h1').count()).toBe(1)
  expect(await problems(page, { colours: allColours.has(what) })).toEqual([])
  const [content = 0, window = 0] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  expect(content).toBeLessThanOrEqual(window)
})

test('a wrong address, the mail page, a wrong code and the link are accessible too', async () => {
  const page = await show(`${site}/${members.slug}`)
  await page.click('main button')
  expect(await problems(page)).toEqual([])
  const email = 'ana@example.com'
  await page.fill('#email', email)
  await page.click('main button')
  expect(await problems(page)).toEqual([])
  await page.fill('#code', 'wrong')
  await page.click('main button')
  expect(await problems(page)).toEqual([])
  const { text } = await live.inbox.find(email, /^(sign in|your link) to /i)
  await page.goto(/https?:\/\/\S+\/access\/t\/[\w-]+/.exec(text)?.[0] ?? '')
  expect(await problems(page)).toEqual([])
})

test('a voucher is shown after Checkout, in the history and on the page, which opens once it is paid', async () => {
  const buyer = await live.make.visitorSession({ handle })
  const priced = await live.make.page({ handle, price: { amount: 1800, currency: 'jpy' } })
  const url = `${site}/${priced.slug}`
  const page = await show(url, buyer.token)
  await page.getByRole('button', { name: 'Buy' }).click()
  await page.getByRole('button', { name: /konbini/i }).click()
  await page.waitForURL(/checkout\/return/)
  for (const waiting of [page.url(), `${site}/_edge/visitor/access`, url]) {
    await page.goto(waiting)
    expect(await page.locator('h1').count()).toBe(1)
    expect(await problems(page)).toEqual([])
    expect(await page.getByRole('link', { name: 'Show the voucher' }).isVisible()).toBe(true)
  }
  await page.getByRole('link', { name: 'Show the voucher' }).click()
  await page.getByRole('button', { name: /pay/i }).click()
  await expect
    .poll(() => page.goto(url).then(() => page.textContent('main')), { timeout: 30_000 })
    .toContain(`Content of ${priced.slug}`)
})

test('the check finds what it should', async () => {
  const page = await show(`${site}/${members.slug}`)
  await page.evaluate(() => {
    for (const label of document.querySelectorAll('label')) label.remove()
  })
  expect((await problems(page)).map((problem) => problem.split(':')[0])).toContain('label')
})

test('everything can be reached and used by keyboard alone, and shows where the focus is', async () => {
  const page = await show(`${site}/${members.slug}`)
  const stops: string[] = []
  for (let stop = 0; stop < 5; stop++) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    stops.push((await focused.getAttribute('name')) ?? (await focused.textContent())?.trim() ?? '')
    expect(await focused.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid')
  }
  expect(stops).toEqual([
    'Skip to content',
    expect.stringContaining('A studio'),
    'Sign in',
    'email',
    'Send me a link',
  ])
  await page.focus('#email')
  await page.keyboard.type('keyboard@example.com')
  await page.keyboard.press('Enter')
  await page.waitForURL(/check-mail/)
})
