// Pages are written, and nothing that is written is lost.
import { unwrap } from '@latchkey/sdk'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { TEST_PASSWORD } from '../../../packages/server/test/factories.ts'
import { look, openDashboard, watch } from './open-dashboard.ts'

const { live, visitAs, origin } = await openDashboard()

const text = (page: Page) => page.getByRole('textbox', { name: 'Content' })
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true })
const status = (page: Page, words: string) => page.getByText(words, { exact: true }).first().waitFor()
const saved = (page: Page) => status(page, 'Saved')
const kept = (page: Page) => status(page, 'Not saved yet · kept on this device')

/** Writes at the end of the text. */
async function write(page: Page, words: string) {
  await text(page).click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type(words)
}

/** A page with this text, and who may write it. */
async function shop(content = 'Once upon a time') {
  const handle = await live.make.handle()
  const page = await live.make.page({ handle, content })
  const path = { handle: handle.name, pageSlug: page.slug }
  const creator = await live.as(handle.owner)
  return {
    handle,
    page,
    at: `/h/${handle.name}/pages/${page.slug}`,
    creator,
    path,
    stored: async () => (await unwrap(creator.pages.getPage({ path }))).content,
    /** Somebody else saves another text. */
    overwrite: async (other: string) => {
      const { title, teaser } = await unwrap(creator.pages.getPage({ path }))
      await unwrap(
        creator.pages.updatePage({
          path,
          body: { title, teaser, content: other, accessMode: 'PUBLIC', price: null },
        }),
      )
    },
  }
}

/** Another tab of the same browser. */
async function tab(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  watch(page)
  await page.goto(`${origin}${path}`)
  return page
}

/** The server does not answer what is sent to pages, until it is let. */
async function cutOff(page: Page) {
  await page.route('**/v2/handles/*/pages/*', (route) => route.abort())
  return () => page.unroute('**/v2/handles/*/pages/*')
}

test('a page is made, written, priced, published and handed on', async () => {
  const handle = await live.make.handle()
  const page = await visitAs(handle.owner, `/h/${handle.name}/pages`)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByText('Write your first page').waitFor()
  await look(page, '/h/$handle/pages', { state: 'empty', colours: true })

  await page.getByRole('link', { name: 'New page' }).first().click()
  await page.getByLabel('Title').fill('Über Brot & Käse')
  expect(await page.getByLabel('Address').inputValue()).toBe('uber-brot-kase')
  await look(page, '/h/$handle/new-page', { colours: true })
  await page.getByRole('button', { name: 'Create draft' }).click()

  await write(page, 'Salt, ')
  await page.keyboard.press('ControlOrMeta+b')
  await page.keyboard.type('water')
  await page.getByRole('textbox', { name: 'Teaser' }).fill('All you need.')
  await kept(page)
  await page.getByText('Side by side').click()
  const frame = page.frameLocator('iframe[title="Preview"]')
  await frame.locator('strong', { hasText: 'water' }).waitFor()
  expect(await frame.locator('h1').textContent()).toBe('Über Brot & Käse')
  // Styled as the hosted page is, and without scripts.
  expect(await frame.locator('main').evaluate((main) => getComputedStyle(main).maxWidth)).not.toBe('none')
  expect(await page.locator('iframe[title="Preview"]').getAttribute('sandbox')).not.toContain('script')
  await look(page, '/h/$handle/pages/$pageSlug', { state: 'preview', colours: true })

  await page.getByText('Buyers', { exact: true }).click()
  await save(page).click()
  await page.getByText('Enter a price, such as 25 or 25.00.').waitFor()
  await page.getByLabel('Price').fill('0,10')
  await page.getByText('The lowest price is $0.50.').waitFor()
  await page.getByLabel('Price').fill('12,50')
  await page.getByText('You receive $11.88 of each sale.').waitFor()
  // What is not public yet is not handed on.
  await page.getByText('Not public yet.').waitFor()
  expect(await page.getByRole('button', { name: 'Copy link' }).count()).toBe(0)
  // Twice at once is once.
  await save(page).dblclick()
  await saved(page)
  const path = { handle: handle.name, pageSlug: 'uber-brot-kase' }
  const creator = await live.as(handle.owner)
  expect(await unwrap(creator.pages.getPage({ path }))).toMatchObject({
    content: 'Salt, **water**',
    teaser: 'All you need.',
    price: { amount: 1250, currency: 'usd' },
    state: 'DRAFT',
  })

  // Publishing takes what is typed with it, and says what is missing to sell it.
  await page.getByText('Write', { exact: true }).click()
  await write(page, ' and time')
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const asked = page.getByRole('dialog')
  await asked.getByText('Nobody can buy it until Stripe is connected.').waitFor()
  const toStripe = { name: 'Connect Stripe' }
  expect(await asked.getByRole('link', toStripe).getAttribute('href')).toBe(`/h/${handle.name}/revenue`)
  // Low on the screen, one still sees what is missing.
  await page.setViewportSize({ width: 375, height: 500 })
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  await page.getByRole('button', { name: 'Save and publish' }).click()
  const missing = page.getByRole('alert').filter({ hasText: 'nobody can buy it yet' })
  await missing.getByRole('link', toStripe).waitFor()
  await expect
    .poll(() =>
      missing.evaluate(
        (node) => node.getBoundingClientRect().top >= 0 && node.getBoundingClientRect().bottom <= innerHeight,
      ),
    )
    .toBe(true)
  await page.setViewportSize({ width: 1280, height: 720 })
  expect(await unwrap(creator.pages.getPage({ path }))).toMatchObject({
    content: 'Salt, **water** and time',
    state: 'PUBLISHED',
  })
  await look(page, '/h/$handle/pages/$pageSlug', { colours: true })

  await page.getByRole('button', { name: 'Copy link' }).click()
  const url = await page.evaluate(() => navigator.clipboard.readText())
  expect(url).toBe(`${live.origin(handle.name)}/uber-brot-kase`)

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'View as a visitor' }).click()
  const locked = page.frameLocator('iframe[title="Without access"]')
  await locked.getByText('All you need.').waitFor()
  expect(await locked.getByText('water').count()).toBe(0)
  await page.getByText('With access', { exact: true }).click()
  await page.frameLocator('iframe[title="With access"]').getByText('water').waitFor()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Unpublish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Unpublish' }).click()
  await page.getByText('Only you and your team can see it.').waitFor()

  // The keyboard leaves the text by Tab.
  await text(page).focus()
  await page.keyboard.press('Tab')
  expect(await text(page).evaluate((field) => field.contains(document.activeElement))).toBe(false)

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete page' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('Write your first page').waitFor()
  expect((await creator.pages.getPage({ path })).error?.code).toBe('page_not_found')
})

test('a dead server, a reload and a crash take nothing, and nothing is called saved that is not', async () => {
  const { handle, at, stored } = await shop()
  const page = await visitAs(handle.owner, at)
  await write(page, ', there was a dead server')
  const answerAgain = await cutOff(page)
  await save(page).click()
  await page.getByText('Latchkey cannot be reached').waitFor()
  await kept(page)
  expect(await page.getByText('Saved', { exact: true }).count()).toBe(0)
  expect(await stored()).toBe('Once upon a time')
  await answerAgain()

  // The browser asks, and goes if it is told to.
  const asked: string[] = []
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type())
    await dialog.accept()
  })
  await page.reload()
  expect(asked).toEqual(['beforeunload'])
  await page.getByText('You have unsaved text from').waitFor()
  expect(await text(page).textContent()).toBe('Once upon a time')
  await look(page, '/h/$handle/pages/$pageSlug', { state: 'draft', colours: true })
  await page.getByRole('button', { name: 'Continue with it' }).click()
  await expect.poll(() => text(page).textContent()).toBe('Once upon a time, there was a dead server')

  await write(page, ' and a crash')
  await kept(page)
  const context = page.context()
  await page.close({ runBeforeUnload: false })
  const after = await tab(context, `/h/${handle.name}/pages`)
  await after.getByText('Unsaved text').waitFor()
  await after.getByRole('link', { name: /Title of/ }).click()
  await after.getByRole('button', { name: 'Continue with it' }).click()
  await save(after).click()
  await saved(after)
  expect(await stored()).toBe('Once upon a time, there was a dead server and a crash')

  // Leaving asks; what was left is offered, and can be dropped.
  await write(after, '!')
  await after.getByRole('link', { name: 'All pages' }).click()
  await after.getByRole('dialog').getByText('Leave without saving?').waitFor()
  await after.getByRole('button', { name: 'Stay' }).click()
  await after.getByRole('link', { name: 'All pages' }).click()
  await after.getByRole('button', { name: 'Leave', exact: true }).click()
  await after.getByText('Unsaved text').waitFor()
  await after.getByRole('link', { name: /Title of/ }).click()
  await after.getByRole('button', { name: 'Discard' }).click()
  await after.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await saved(after)
  await after.reload()
  await saved(after)
  expect(await after.getByText('You have unsaved text').count()).toBe(0)
})

test('a save whose answer was lost is found to be one', async () => {
  const { handle, at, stored } = await shop()
  const page = await visitAs(handle.owner, at)
  await write(page, ', twice')
  let isLost = true
  onTestFinished(() => {
    isLost = false
  })
  live.answerFor('app', async ({ method }, next) => {
    const answer = await next()
    // What a proxy says that has lost the answer.
    return isLost && method === 'PUT' ? new Response('Bad gateway', { status: 502 }) : answer
  })
  await save(page).click()
  await page.getByText('Latchkey cannot be reached').waitFor()
  expect(await stored()).toBe('Once upon a time, twice')
  await write(page, ' or more')
  isLost = false
  await save(page).click()
  await saved(page)
  expect(await page.getByText('newer version').count()).toBe(0)
  expect(await stored()).toBe('Once upon a time, twice or more')
})

test('two who write one page are shown both texts, and choose', async () => {
  const { handle, at, stored, overwrite } = await shop('One\n\nTwo')
  const page = await visitAs(handle.owner, at)
  await write(page, '\n\nThree by me')
  await overwrite('One\n\nTwo\n\nThree by you')
  await save(page).click()
  const mine = page.getByRole('region', { name: 'Your version' })
  const theirs = page.getByRole('region', { name: 'Saved by someone else' })
  await mine.getByText('Three by me').waitFor()
  expect(await theirs.locator('mark').allInnerTexts()).toEqual(['Three by you'])
  await look(page, '/h/$handle/pages/$pageSlug', { state: 'two versions', colours: true })
  await page.getByRole('button', { name: 'Edit mine next to theirs' }).click()
  await page.getByRole('region', { name: 'Their version' }).getByText('Three by you').waitFor()
  await write(page, ' and you')
  await save(page).click()
  await saved(page)
  expect(await stored()).toBe('One\n\nTwo\n\nThree by me and you')

  await write(page, '.')
  await overwrite('Theirs')
  await save(page).click()
  await page.getByRole('button', { name: 'Take theirs' }).click()
  await expect.poll(() => text(page).textContent()).toBe('Theirs')
  // Whoever thinks better of it has theirs back.
  await page.getByRole('button', { name: 'Continue with it' }).click()
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByRole('button', { name: 'Keep mine' }).click()
  await saved(page)
  expect(await stored()).toBe('One\n\nTwo\n\nThree by me and you.')
})

test('a second tab is told, and shown what the first has saved', async () => {
  const { handle, at } = await shop()
  const one = await visitAs(handle.owner, at)
  await saved(one)
  const two = await tab(one.context(), at)
  await two.getByText('open in another tab').waitFor()
  await one.getByText('open in another tab').waitFor()
  await write(one, ', in one tab')
  await save(one).click()
  await expect.poll(() => text(two).textContent()).toBe('Once upon a time, in one tab')
  await two.goto('about:blank')
  await one.getByText('open in another tab').waitFor({ state: 'detached' })
})

test('a session that ends in the middle is begun again, and the text goes on', async () => {
  const { handle, at, stored, creator } = await shop()
  const page = await visitAs(handle.owner, at)
  await write(page, ', a session ended')
  // On another device.
  const { items } = await unwrap(creator.accounts.listSessions())
  for (const { id, current } of items)
    if (!current) await unwrap(creator.accounts.endSession({ path: { sessionId: id } }))
  await save(page).click()
  await page.getByRole('textbox', { name: 'Password' }).fill(TEST_PASSWORD)
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click()
  await saved(page)
  expect(await stored()).toBe('Once upon a time, a session ended')

  // Signing out asks first, and takes what is not saved along.
  await write(page, ', and went')
  await kept(page)
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /delete|sign out/i })
    .click()
  await page.waitForURL((url) => url.pathname === '/sign-in')
  const count = await page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('latchkey drafts')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const counting = opening.result.transaction('drafts').objectStore('drafts').count()
          counting.onsuccess = () => resolve(counting.result)
        }
      }),
  )
  expect(count).toBe(0)
})

test('a page that is gone, a role that is taken away and a handle with a new name take no text along', async () => {
  const { handle, at, path, creator } = await shop()
  const member = await live.make.collaborator({ handle, role: 'CREATOR' })
  const page = await visitAs(member, at)
  await write(page, ', there was')
  await unwrap(creator.pages.deletePage({ path }))
  await save(page).click()
  await page.getByText('This page was deleted').waitFor()
  await kept(page)
  await page.getByRole('button', { name: 'Create it again' }).click()
  await saved(page)
  expect(await unwrap(creator.pages.getPage({ path }))).toMatchObject({
    content: 'Once upon a time, there was',
    state: 'DRAFT',
  })

  await write(page, ' a role')
  await live.deps.db.deleteFrom('collaborators').where('account_id', '=', member.id).execute()
  await save(page).click()
  await page.getByText('no longer have a role').waitFor()
  await kept(page)
  expect(await text(page).textContent()).toBe('Once upon a time, there was a role')
})

test('a browser that keeps nothing says so once, and asks before text is lost', async () => {
  const { handle, at, stored } = await shop()
  const page = await visitAs(handle.owner, '/')
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', {
      get: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      },
    })
  })
  await page.goto(`${origin}${at}`)
  await write(page, ', nothing was kept')
  await page.getByText('This browser does not keep drafts').waitFor()
  await status(page, 'Not saved yet')
  await page.getByRole('link', { name: 'All pages' }).click()
  await page.getByText('What you typed would be lost.').waitFor()
  await page.getByRole('button', { name: 'Save and leave' }).click()
  await page.waitForURL((url) => url.pathname.endsWith('/pages'))
  expect(await stored()).toBe('Once upon a time, nothing was kept')
})
