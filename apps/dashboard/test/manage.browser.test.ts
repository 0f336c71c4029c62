// Group buys, files, settings, support and the platform's queues, as those who run a handle use them.
import { createServer } from 'node:http'
import { unwrap } from '@latchkey/sdk'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { announce } from '../../../packages/server/src/features/webhooks/announce.ts'
import { inOwnTransaction } from '../../../packages/server/src/platform/database/transaction.ts'
import { VISITOR_COOKIE } from '../../../packages/server/src/platform/http/cookies.ts'
import { newId } from '../../../packages/server/src/platform/ids.ts'
import { until } from '../../../packages/server/test/until.ts'
import { look, openDashboard } from './open-dashboard.ts'

const { live, visitAs, origin } = await openDashboard({
  inbox: true,
  env: { PLATFORM_OPERATORS: 'operator@latchkey.test' },
})

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click()
const fill = (page: Page, name: string, value: string) =>
  page.getByRole('textbox', { name }).first().fill(value)
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text })

/** Signs a visitor in by the link in their mail. */
async function signIn(page: Page, email: string) {
  await page.getByLabel('Your email address').fill(email)
  await page.getByRole('button', { name: 'Continue with email' }).click()
  await page.getByRole('heading', { name: 'Check your email' }).waitFor()
  const { text } = await live.inbox.find(email, /^(sign in|your link) to /i)
  const [link] = /https?:\S+\/_edge\/visitor\/access\/t\/\S+/.exec(text) ?? []
  if (!link) throw new Error(`There is no link in: ${text}`)
  await page.goto(link)
  await page.getByRole('button', { name: /^Continue/ }).click()
}

test('the description of a group buy is shown as visitors see it, and runs nothing', async () => {
  const handle = await live.make.handle()
  const creator = await live.as(handle.owner)
  const description = [
    '## What you get',
    '**Candles**, and [more](https://example.com/more).',
    '<script>parent.document.title = "taken"</script><img src=x onerror="parent.document.title = `taken`">',
    ...Array.from({ length: 12 }, (_, index) => `- item ${index}`),
  ].join('\n\n')
  const body = { slug: 'candles', title: 'Candles', targetQuantity: 2, description }
  await unwrap(creator.groupBuys.createGroupBuy({ path: { handle: handle.name }, body }))
  const page = await visitAs(handle.owner, `/h/${handle.name}/group-buys/candles`)
  const shown = page.locator('iframe[title="Description"]')
  const within = page.frameLocator('iframe[title="Description"]')
  await within.getByRole('heading', { level: 2, name: 'What you get' }).waitFor()
  await within.locator('strong', { hasText: 'Candles' }).waitFor()
  expect(await within.locator('a', { hasText: 'more' }).getAttribute('rel')).toContain('noopener')
  expect(await within.locator('script, [onerror]').count()).toBe(0)
  expect(await shown.getAttribute('sandbox')).not.toContain('script')
  expect(await page.title()).not.toContain('taken')
  expect(await page.getByText('## What you get').count()).toBe(0)
  // All of it is there to see, without a bar of its own to scroll by.
  const rest = () =>
    shown.evaluate((frame) => {
      const main = (frame as HTMLIFrameElement).contentDocument?.querySelector('main')
      return main ? Math.round(main.getBoundingClientRect().height - frame.clientHeight) : null
    })
  await until('the height of the text', async () => ((await rest()) ?? 1) <= 0 || null)
  await page.setViewportSize({ width: 360, height: 800 })
  await until('the height of the text', async () => ((await rest()) ?? 1) <= 0 || null)
})

test('a group buy from both sides: made, joined, edited by two, activated', async () => {
  const handle = await live.make.handle()
  await live.make.page({ handle, slug: 'box', title: 'The box', price: { amount: 900, currency: 'usd' } })
  const page = await visitAs(handle.owner, `/h/${handle.name}/group-buys`)
  await page.getByText('No group buys yet').waitFor()
  await look(page, '/h/$handle/group-buys', { state: 'none', colours: true })

  await page.getByRole('link', { name: 'New group buy' }).click()
  await title(page, 'New group buy')
  await press(page, 'Create draft')
  // What is missing is said at its field, which has the focus.
  await page.locator('input[aria-invalid="true"]:focus').waitFor()
  await fill(page, 'Title', 'Winter box')
  await page.getByRole('textbox', { name: 'Target' }).fill('2')
  await page.getByRole('combobox', { name: 'Paid page to unlock' }).click()
  await page.getByRole('option', { name: 'The box' }).click()
  await look(page, '/h/$handle/new-group-buy', { colours: true })
  await press(page, 'Create draft')
  await title(page, 'Winter box')
  await press(page, 'Publish')
  await page.getByText('Visitors can register their interest.').waitFor()

  const fan = await live.page()
  await fan.goto(`${live.origin(handle.name)}/_edge/group-buys/winter-box`)
  await signIn(fan, 'fan@example.com')
  await fan.getByLabel('Quantity').fill('3')
  await fan.getByRole('button', { name: 'I want this' }).click()
  await fan.getByRole('button', { name: 'Change quantity' }).waitFor()

  // Two edit it: who comes second sees both, and keeps theirs.
  const other = await live.as(handle.owner)
  const path = { handle: handle.name, groupBuySlug: 'winter-box' }
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await title(page, 'Edit')
  const seen = await unwrap(other.groupBuys.getGroupBuy({ path }))
  const texts = {
    description: 'Theirs',
    targetQuantity: 2,
    deadline: null,
    linkedPageSlug: seen.linkedPageSlug,
  }
  await unwrap(other.groupBuys.updateGroupBuy({ path, body: { title: 'Winter box', ...texts } }))
  await fill(page, 'Title', 'Winter box, large')
  await press(page, 'Save changes')
  await page.getByText('Someone else has changed this in the meantime').waitFor()
  await page.getByRole('region', { name: 'Saved by someone else' }).getByText('Theirs').waitFor()
  await look(page, '/h/$handle/group-buys/$slug/edit', { state: 'two versions', colours: true })
  await press(page, 'Take theirs')
  await fill(page, 'Title', 'Winter box, large')
  await press(page, 'Save changes')
  await title(page, 'Winter box, large')
  expect(await unwrap(other.groupBuys.getGroupBuy({ path }))).toMatchObject({ description: 'Theirs' })

  await row(page, 'fan@example.com').waitFor()
  await page.getByText('3 of 2').waitFor()
  await look(page, '/h/$handle/group-buys/$slug', { state: 'reached', colours: true })
  await press(page, 'Activate')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('The one person who is interested gets an email.').waitFor()
  await dialog.getByRole('link', { name: /\/box$/ }).waitFor()
  // Asking changed nothing, and Escape gives the focus back.
  expect((await unwrap(other.groupBuys.getGroupBuy({ path }))).state).toBe('PUBLISHED')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await page.locator('button:focus', { hasText: 'Activate' }).waitFor()
  await page.keyboard.press('Enter')
  await dialog.getByText('gets an email').waitFor()
  await dialog.getByRole('button', { name: 'Activate and email everyone' }).dblclick()
  await page.getByText('The offer has started.').waitFor()
  const activations = live.requests.filter(({ url }) => url.endsWith('/activate?dryRun=false'))
  expect(activations).toHaveLength(1)
  const { text } = await live.inbox.find('fan@example.com', /^Going ahead: Winter box, large/)
  expect(text).toContain('/box')
})

test('a file from an upload that breaks off to its download, for those on the list', async () => {
  const handle = await live.make.handle()
  const page = await visitAs(handle.owner, `/h/${handle.name}/files`)
  await page.getByText('No files yet').waitFor()
  const content = Buffer.from('The pattern.')
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'pattern.txt', mimeType: 'text/plain', buffer: content })
  await page.getByRole('radio', { name: 'Only people I list' }).check()
  await fill(page, 'Email addresses', 'nobody at all')
  await press(page, 'Upload')
  await page.locator('textarea[aria-invalid="true"]:focus').waitFor()
  await fill(page, 'Email addresses', 'Reader@example.com, second@example.com')
  await look(page, '/h/$handle/files', { state: 'before the upload', colours: true })

  // It is stopped, then the network fails, then it goes through: one file all the while.
  let breaks = false
  const isUpload = (url: URL) =>
    url.origin === live.origin() && url.pathname.startsWith('/_edge/file-content/')
  await page.route(isUpload, async (route) => {
    if (breaks && route.request().method() === 'PUT') await route.abort()
  })
  await press(page, 'Upload')
  await page.getByRole('progressbar', { name: 'Upload progress' }).waitFor({ state: 'attached' })
  await press(page, 'Stop')
  await page.getByText('The upload was stopped.').waitFor()
  breaks = true
  await press(page, 'Try again')
  await page.getByText('The upload was interrupted.').waitFor()
  await page.unroute(isUpload)
  await press(page, 'Try again')
  await page.getByText('pattern.txt is ready to share').waitFor()
  const creator = await live.as(handle.owner)
  const { items } = await unwrap(creator.files.listFiles({ path: { handle: handle.name } }))
  expect(items.map(({ fileName, allowedEmails }) => [fileName, allowedEmails])).toEqual([
    ['pattern.txt', ['reader@example.com', 'second@example.com']],
  ])
  await row(page, 'pattern.txt').getByText('2 people').waitFor()
  await look(page, '/h/$handle/files', { colours: true })
  const [file] = items
  if (!file) throw new Error('There is no file.')

  const reader = await live.page()
  await reader.goto(file.url)
  await reader.getByRole('heading', { name: 'This file is private' }).waitFor()
  await signIn(reader, 'reader@example.com')
  const [download] = await Promise.all([
    reader.waitForEvent('download'),
    reader.getByRole('link', { name: 'Download' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('pattern.txt')

  // Who is not on the list is asked and answered alike, and finds nothing, by no name.
  const stranger = await live.page()
  const { token } = await live.make.visitorSession()
  await stranger.context().addCookies([{ name: VISITOR_COOKIE, value: token, url: file.url }])
  await stranger.goto(file.url)
  await stranger.getByText("It isn't shared with").waitFor()
  expect(await stranger.content()).not.toContain('pattern.txt')

  await row(page, 'pattern.txt').getByRole('button', { name: 'Actions: pattern.txt' }).click()
  await page.getByRole('menuitem', { name: 'Change access' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill('second@example.com')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await row(page, 'pattern.txt').getByText('1 person').waitFor()
  await reader.goto(file.url)
  await reader.getByText("It isn't shared with").waitFor()

  await row(page, 'pattern.txt').getByRole('button', { name: 'Actions: pattern.txt' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('No files yet').waitFor()
})

test('settings: profile, people, tokens, rename, and what each role sees', async () => {
  const handle = await live.make.handle({ displayName: 'Ana’s Studio' })
  const settings = `/h/${handle.name}/settings`
  const page = await visitAs(handle.owner, settings)
  const other = await live.as(handle.owner)
  const path = { handle: handle.name }

  await page.getByRole('textbox', { name: 'Terms of sale' }).fill('shop.example.com/terms')
  await fill(page, 'Support email', 'help@example.com')
  await press(page, 'Save changes')
  await page.getByText('Must be an https URL, such as').waitFor()
  await fill(page, 'Terms of sale', 'https://shop.example.com/terms')
  await unwrap(
    other.handles.updateHandleProfile({ path, body: { displayName: 'Ana & Bo', allowedOrigins: [] } }),
  )
  await press(page, 'Save changes')
  await page.getByText('Someone else has changed this in the meantime').waitFor()
  await page.getByRole('region', { name: 'Saved by someone else' }).getByText('Ana & Bo').waitFor()
  await press(page, 'Keep mine')
  await page.getByText('Not confirmed yet.').waitFor()
  expect(await unwrap(other.handles.getHandleProfile({ path }))).toMatchObject({
    displayName: 'Ana’s Studio',
    termsUrl: 'https://shop.example.com/terms',
    supportEmail: 'help@example.com',
  })
  await live.inbox.find('help@example.com', /./)
  await look(page, '/h/$handle/settings', { colours: true })
  await page.getByRole('link', { name: 'Your own front end' }).click()
  await page.getByRole('textbox', { name: 'Allowed origins' }).waitFor()
  await look(page, '/h/$handle/settings/front-end', { colours: true })

  await page.getByRole('link', { name: 'People' }).click()
  await title(page, 'People')
  await fill(page, 'Email address', 'bo@example.com')
  await press(page, 'Send invitation')
  await row(page, 'bo@example.com').getByText('Invited until').waitFor()
  await live.inbox.find('bo@example.com', /./)
  await look(page, '/h/$handle/settings/people', { colours: true })

  await page.getByRole('link', { name: 'Access tokens' }).click()
  await page.getByText('No tokens yet').waitFor()
  await press(page, 'New token')
  await fill(page, 'What is it for?', 'Nightly backup')
  await page.getByRole('checkbox', { name: 'read your pages, drafts included' }).check()
  await look(page, '/h/$handle/settings/tokens', { state: 'new', colours: true })
  await press(page, 'Create token')
  const token = await page.getByText(/^patv1_/).textContent()
  const withToken = await fetch(`${live.origin()}/v2/public/handles/${handle.name}/pages`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(withToken.status).toBe(200)
  await press(page, 'Done')
  await press(page, 'Revoke')
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('No tokens yet').waitFor()
  expect(await page.content()).not.toContain('patv1_')

  await page.getByRole('link', { name: 'Audit log' }).click()
  await page.getByText(`${handle.owner.email} revoked the access token Nightly backup`).waitFor()
  await look(page, '/h/$handle/settings/audit-log', { colours: true })

  await page.getByRole('link', { name: 'Name and ownership' }).click()
  await fill(page, 'New name', `${handle.name}-new`)
  await press(page, 'Rename')
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await page.waitForURL(`${origin}/h/${handle.name}-new/settings/handle`)
  await fill(page, 'Email address of the new owner', 'heir@example.com')
  await press(page, 'Offer ownership')
  const offer = page.getByRole('dialog').getByRole('button', { name: 'Offer ownership' })
  expect(await offer.isDisabled()).toBe(true)
  await page.getByRole('dialog').getByRole('textbox').fill(`${handle.name}-new`)
  await offer.click()
  await press(page, 'Withdraw the offer')
  await page.getByRole('textbox', { name: 'Email address of the new owner' }).waitFor()
  await look(page, '/h/$handle/settings/handle', { colours: true })

  // A creator sees what there is, and is told why nothing of it can be changed.
  const creator = await live.make.collaborator({ handle, role: 'CREATOR' })
  const theirs = await visitAs(creator, `/h/${handle.name}-new/settings`)
  await theirs.getByText('Only operators and the owner can do this.').waitFor()
  expect(await theirs.getByRole('textbox', { name: 'Site name' }).isDisabled()).toBe(true)
  expect(await theirs.getByRole('link', { name: 'Access tokens' }).count()).toBe(0)
  await theirs.getByRole('link', { name: 'People' }).click()
  await row(theirs, 'bo@example.com').waitFor()
  expect(await theirs.getByRole('button', { name: 'Send invitation' }).count()).toBe(0)

  // Their role is taken away while a screen of theirs is open.
  await theirs.getByRole('link', { name: 'Group buys' }).click()
  await theirs.getByRole('link', { name: 'New group buy' }).first().click()
  await fill(theirs, 'Title', 'Half done')
  const { handles } = await live.as(handle.owner)
  const now = { handle: `${handle.name}-new` }
  await unwrap(handles.replaceCollaborators({ path: now, body: { collaborators: [] } }))
  await press(theirs, 'Create draft')
  await theirs.getByRole('alert').first().waitFor()
  await theirs.getByRole('alert').filter({ hasText: 'handle' }).first().waitFor()
  expect(await theirs.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Half done')
})

test('a webhook whose server is gone is stopped, and works again after a replay', async () => {
  let status = 410
  const server = createServer((_request, response) => {
    response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  const handle = await live.make.handle()
  const page = await visitAs(handle.owner, `/h/${handle.name}/settings/webhooks`)
  await press(page, 'New endpoint')
  await fill(page, 'URL', 'http://10.0.0.1/hook')
  await press(page, 'Add endpoint')
  await page.locator('input[aria-invalid="true"]:focus').waitFor()
  await fill(page, 'URL', `http://127.0.0.1:${port}/hook`)
  await look(page, '/h/$handle/settings/webhooks', { state: 'new', colours: true })
  await press(page, 'Add endpoint')
  await page.getByText(/^whsec_/).waitFor()
  await press(page, 'Done')
  await inOwnTransaction(live.deps.db, (trx) =>
    announce(trx, {
      handleId: handle.id,
      type: 'group_buy.activated',
      now: live.deps.clock.now(),
      data: () => ({
        handle: handle.name,
        groupBuyId: 'gby_01jd6z3v9kf2x8t5w4q7r1m0ce',
        groupBuySlug: 'vip-launch',
        targetQuantity: 10,
        interestedQuantity: 12,
        people: 7,
      }),
    }),
  )
  const creator = await live.as(handle.owner)
  const path = { handle: handle.name }
  await until('the endpoint is disabled', async () => {
    const { items } = await unwrap(creator.webhooks.listWebhookEndpoints({ path }))
    return items.find((each) => each.status === 'DISABLED')
  })
  await page.getByRole('link', { name: /\/hook$/ }).click()
  await page.getByText('Nothing new is sent here').waitFor()
  await row(page, 'group_buy.activated').getByText('410', { exact: true }).waitFor()
  await look(page, '/h/$handle/settings/webhooks/$webhookEndpointId', { colours: true })
  status = 200
  await press(page, 'Replay')
  await row(page, 'group_buy.activated').getByText('Delivered', { exact: true }).waitFor()
  await page.getByText('Working', { exact: true }).waitFor()
  await press(page, 'Delete endpoint')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete endpoint' }).click()
  await page.getByText('No endpoints yet').waitFor()
})

test('a problem is reported with its request, and worked on in the queues', async () => {
  const handle = await live.make.handle()
  const page = await visitAs(handle.owner, `/h/${handle.name}/group-buys/missing`)
  await page.getByRole('link', { name: 'Report this' }).click()
  await title(page, 'Support')
  const requestId = await page.getByRole('textbox', { name: 'Request ID' }).inputValue()
  expect(requestId).toMatch(/^req_/)
  await fill(page, 'The problem in one sentence', 'My group buy is gone')
  await fill(page, 'What happened?', 'I opened it from a bookmark.')
  await look(page, '/h/$handle/support', { colours: true })
  await press(page, 'Send report')
  await page.getByText('Thank you. Your report has arrived.').waitFor()

  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).waitFor()
  expect(await page.getByRole('menuitem', { name: 'Platform queues' }).count()).toBe(0)
  await page.goto(`${origin}/operator`)
  await title(page, 'These queues are for the operators of this platform')

  const {
    rows: [dead],
  } = await live.deps.pool.query<{ id: string }>(
    `select id::text from graphile_worker.add_job('remove_content', json_build_object('fileId', $1::text),
       max_attempts => 1, run_at => now() + interval '1 day')`,
    [newId('file')],
  )
  await live.deps.pool.query('select graphile_worker.permanently_fail_jobs(array[$1::bigint], $2)', [
    dead?.id,
    'The disk is full',
  ])
  const reported = await live.make.page({ handle })
  const body = {
    handle: handle.name,
    pageSlug: reported.slug,
    category: 'SPAM',
    details: 'It is all links.',
  } as const
  await unwrap((await live.as(handle.owner)).support.reportContent({ body }))
  const operator = await live.make.account({ email: 'operator@latchkey.test' })
  const desk = await visitAs(operator, '/operator')
  await row(desk, 'My group buy is gone').getByRole('button', { name: 'Open' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByText('What is known about the request').click()
  await dialog.getByText('getGroupBuy: 404 group_buy_not_found').waitFor()
  await dialog.getByRole('textbox', { name: 'Why it cannot wait' }).fill('A launch is today.')
  await dialog.getByRole('button', { name: 'Escalate' }).click()
  await dialog.getByText('A launch is today.').first().waitFor()
  await dialog.getByRole('textbox', { name: 'What did you do about it?' }).fill('The link was old.')
  await dialog.getByRole('button', { name: 'Resolve' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await desk.getByText('Nothing here').waitFor()
  await look(desk, '/operator', { colours: true })
  await desk.getByRole('link', { name: 'Abuse' }).click()
  await row(desk, reported.slug).getByRole('button', { name: 'Open' }).waitFor()
  await look(desk, '/operator/abuse', { colours: true })
  await desk.getByRole('link', { name: 'Dead jobs' }).click()
  await row(desk, 'remove_content').waitFor()
  await look(desk, '/operator/dead-jobs', { colours: true })
  await row(desk, 'remove_content').getByRole('button', { name: 'Run again' }).click()
  await desk.getByText('No dead jobs').waitFor()
  await desk.getByRole('link', { name: 'Unmatched payments' }).click()
  await desk.getByText('Every payment has its purchase').waitFor()
  await look(desk, '/operator/unmatched-payments', { colours: true })
})
