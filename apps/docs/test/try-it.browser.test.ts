// The forms, as the docs show them that a server serves, in a browser.
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { loadDemo } from '../../../packages/server/src/demo.ts'
import { type Live, startLive } from '../../../packages/server/test/live.ts'
import { violations } from '../../../packages/server/test/look.ts'
import { until } from '../../../packages/server/test/until.ts'
import { allPages } from '../src/site/pages.ts'
import { builtSite } from './built-site.ts'

type Page = Awaited<ReturnType<Live['page']>>

const site = await builtSite()
const assets = mkdtempSync(join(tmpdir(), 'latchkey-try-it-'))
afterAll(() => rmSync(assets, { recursive: true }))
mkdirSync(join(assets, 'docs'))
symlinkSync(site, join(assets, 'docs/site'))
const files = globSync('**/*.*', { cwd: site })
writeFileSync(join(assets, 'docs/manifest.json'), JSON.stringify({ key: 'test', files }))

const live = await startLive('localhost', {
  inbox: true,
  env: { ASSETS_DIR: assets, LIMITS: '{"listPublicPages":{"ip":"2/1h"}}' },
})
await loadDemo(live.deps.config.DATABASE_URL)

// One for all tests: a profile of its own for each takes longer than what happens in it.
const page = await live.page()
/** What a policy forbids there, and what is thrown. */
const problems: string[] = []
page.on('console', (message) => {
  if (/Content.Security.Policy/i.test(message.text())) problems.push(message.text())
})
page.on('pageerror', (error) => problems.push(String(error)))
beforeEach(() => {
  problems.length = 0
})

/** The page of an operation with its form open. */
async function openForm(operation: string): Promise<Page> {
  const { id } = allPages().find((each) => each.operation === operation) ?? {}
  const url = live.origin('docs')
  await page.context().addCookies([
    { name: '_10x_visitor', value: 'vst_cookie', url },
    { name: '_10x_account', value: 'rt_cookie', url },
  ])
  await page.goto(`${url}/${id}`)
  await page.locator('details.try-it > summary').click()
  await page.locator('.try-it-inside form').last().waitFor()
  return page
}

const send = async (page: Page, method: string): Promise<string> => {
  const since = live.requests.length
  await page.getByRole('button', { name: `Send ${method}`, exact: true }).click()
  await until('the request', async () => live.requests.slice(since).find(({ url }) => url.includes('/v2/')))
  await page.locator('.try-it-status').waitFor()
  return (await page.locator('.try-it-answer').textContent()) ?? ''
}

const lastCall = () => live.requests.findLast(({ url }) => new URL(url).pathname.startsWith('/v2/'))

test('a read is sent without cookies, and shown with its headers', async () => {
  await openForm('getPublicPage')
  const answer = await send(page, 'GET')
  expect(answer).toContain('200 OK')
  expect(answer).toMatch(/x-request-idreq_/)
  expect(answer).toContain('"slug": "premium"')
  const call = lastCall()
  expect(new URL(call?.url ?? '').host).toBe(new URL(live.origin('docs')).host)
  expect(call?.headers.get('cookie')).toBeNull()
  // The browser has cookies for this host, and sends them with pages.
  const opened = live.requests.findLast(({ url }) => url.endsWith('/getPublicPage'))
  expect(opened?.headers.get('cookie')).toContain('_10x_visitor=vst_cookie')
  const samples = await page.locator('.try-it-sample').allTextContents()
  expect(samples.join()).toContain(`curl -isS '${live.origin()}/v2/public/pages/demo/premium'`)
  expect(samples.join()).toContain(`baseUrl: '${live.origin()}'`)
  expect(problems).toEqual([])
})

test('a write repeated with its key is replayed; the token stays in the memory of the page', async () => {
  await openForm('createPage')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Signed in as demo@latchkey.test').waitFor()
  const body = page.getByLabel('Body')
  const text = await body.inputValue()
  await body.fill(JSON.stringify({ ...JSON.parse(text), slug: 'tried-out' }, null, 2))
  const key = await page.getByLabel('Idempotency-Key').inputValue()
  expect(key).toMatch(/^[0-9a-f-]{36}$/)
  const first = await send(page, 'POST')
  expect(first).toContain('201 Created')
  expect(first).not.toContain('idempotent-replayed')
  const again = await send(page, 'POST')
  expect(again).toContain('201 Created')
  expect(again).toContain('idempotent-replayedtrue')
  await page.getByRole('button', { name: 'New key' }).click()
  expect(await send(page, 'POST')).toContain('slug_taken')

  const call = lastCall()
  const [, token = ''] = (call?.headers.get('authorization') ?? '').split(' ')
  expect(token.length).toBeGreaterThan(40)
  expect(call?.headers.get('cookie')).toBeNull()
  const kept = await page.evaluate(async () => {
    const stored = [localStorage, sessionStorage].flatMap((store) => Object.entries(store).flat())
    const databases = (await indexedDB.databases()).map(({ name }) => name ?? '')
    const fields = [...document.querySelectorAll('input, textarea')].map(
      (field) => (field as HTMLInputElement).value,
    )
    return [...stored, ...databases, ...fields, document.documentElement.outerHTML, location.href].join('\n')
  })
  expect(kept).not.toContain(token)
  expect(kept).toContain('Bearer $TOKEN')
  const cookies = await page.context().cookies()
  expect(cookies.map(({ value }) => value).toSorted()).toEqual(['rt_cookie', 'vst_cookie'])

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await until('the session to end on the server', async () => {
    const status = await page.evaluate(async (authorization) => {
      return (await fetch('/v2/auth/me', { headers: { authorization }, credentials: 'omit' })).status
    }, `Bearer ${token}`)
    return status === 401 || null
  })
  expect(problems).toEqual([])
})

test('a 401 leads to what it means, and what is wrong in the form is said before it is sent', async () => {
  await openForm('getAccount')
  const answer = await send(page, 'GET')
  expect(answer).toMatch(/^401/)
  expect(answer).toContain('www-authenticate')
  await page.getByRole('link', { name: 'What missing_bearer_token means, and what to do' }).click()
  await page.waitForURL('**/errors/missing_bearer_token')

  const form = await openForm('requestMagicLink')
  const count = live.requests.length
  await form.getByLabel('Body').fill('{')
  await form.getByRole('button', { name: 'Send POST' }).click()
  await form.getByRole('alert').filter({ hasText: 'The body is not JSON' }).waitFor()
  expect(await form.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  expect(live.requests.slice(count).filter(({ url }) => url.includes('/v2/'))).toEqual([])
})

test('a 429 shows the limit, and when to come back', async () => {
  await openForm('listPublicPages')
  const answers = [await send(page, 'GET'), await send(page, 'GET'), await send(page, 'GET')]
  expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['200', '200', '429'])
  expect(answers[2]).toMatch(/retry-after\d+/)
  expect(answers[0]).toContain('ratelimit')
})

test('a visitor signs in by code for one handle', async () => {
  await openForm('getVisitor')
  await page.getByLabel('Email').fill('reader@example.com')
  await page.getByRole('button', { name: 'Send a code' }).click()
  const code = page.getByLabel('Code from the email to reader@example.com')
  await code.waitFor()
  const mail = await live.inbox.find('reader@example.com', /^(sign in|your link) to /i)
  const digits = /\b\d{3}[ -]?\d{3}\b/.exec(mail.text.replaceAll(/https?:\S+/g, ''))?.[0] ?? ''
  await code.fill(digits)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText('Signed in as reader@example.com').waitFor()
  const answer = await send(page, 'GET')
  expect(answer).toContain('200 OK')
  expect(answer).toContain('reader@example.com')
})

test('what cannot be undone is asked first', async () => {
  await openForm('deleteHandle')
  const asked: string[] = []
  page.on('dialog', async (dialog) => {
    asked.push(dialog.message())
    await dialog.dismiss()
  })
  const count = live.requests.length
  await page.getByRole('button', { name: 'Send DELETE' }).click()
  expect(asked).toEqual([expect.stringMatching(/\? This really happens/)])
  expect(live.requests.slice(count).filter(({ method }) => method === 'DELETE')).toEqual([])
})

test('at the bare host answers what is open there', async () => {
  await openForm('getAuthorizationServerMetadata')
  await page.getByRole('button', { name: 'Send GET' }).click()
  await page.locator('.try-it-status').waitFor()
  expect(await page.locator('.try-it-answer').textContent()).toContain('200 OK')
  expect(problems).toEqual([])
})

test('elsewhere, and for what no script may call, there is curl', async () => {
  const [, id] =
    /(reference\/.*)/.exec(allPages().find((page) => page.operation === 'createPage')?.id ?? '') ?? []
  live.answerFor('elsewhere', async (request) => {
    const { pathname } = new URL(request.url)
    const file = pathname.includes('.') ? pathname : `${pathname}.html`
    const type = file.endsWith('.js') ? 'text/javascript' : file.endsWith('.css') ? 'text/css' : 'text/html'
    return new Response(readFileSync(join(site, file)), { headers: { 'content-type': type } })
  })
  await page.goto(`${live.origin('elsewhere')}/${id}`)
  await page.locator('details.try-it > summary').click()
  await page.getByText('do not come from a Latchkey server').waitFor()
  expect(await page.getByRole('button', { name: /^Send/ }).count()).toBe(0)
  expect(await page.locator('.try-it-sample').first().textContent()).toContain('curl -isS')

  const operator = await openForm('listReports')
  expect(await operator.locator('.try-it-note').textContent()).toContain('operator')
  expect(await operator.getByRole('button', { name: /^Send/ }).count()).toBe(0)
})

test('forms and pictures can be used by all, in the light and in the dark, on a phone too', async () => {
  await page.setViewportSize({ width: 375, height: 800 })
  await openForm('createPage')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Signed in as').waitFor()
  await send(page, 'POST')
  const check = async (selector: string) => {
    const found: string[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, colorScheme)
      found.push(...(await violations(page, colorScheme === 'dark' ? 'colours' : 'all', selector)))
    }
    return found
  }
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(await check('.try-it')).toEqual([])
  expect(await overflow()).toBeLessThanOrEqual(0)

  const shown = allPages().filter(({ body }) => body.includes('\n```mermaid\n%% '))
  for (const { id } of shown) {
    await page.goto(`${live.origin('docs')}/${id}`)
    expect(await check('.diagram'), id).toEqual([])
    for (const width of [375, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      expect(await overflow(), id).toBeLessThanOrEqual(0)
      const outside = await page.evaluate(() =>
        [...document.querySelectorAll<SVGSVGElement>('.diagram svg')].flatMap((svg) => {
          const frame = svg.getBoundingClientRect()
          if (frame.width === 0) return []
          return [...svg.querySelectorAll('text')]
            .filter((text) => {
              const { left, right } = text.getBoundingClientRect()
              return left < frame.left - 1 || right > frame.right + 1
            })
            .map((text) => text.textContent)
        }),
      )
      expect(outside, `${id} at ${width}`).toEqual([])
    }
  }
})
