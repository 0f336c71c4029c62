import {
  contract,
  type ErrorCode,
  errorAnswers,
  errorCatalogue,
  errorEntry,
  type OperationDefinition,
} from '@latchkey/contract'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { readMarkup } from '../../../test/markup.ts'
import { hostedRoutes } from '../../hosted/routes.ts'
import type { Failure } from '../failure.ts'
import { errorPage } from './error-page.ts'
import { platformSite, siteNamed } from './layout.ts'

const t = await testApp()

const codes = Object.keys(errorCatalogue) as ErrorCode[]

test.each(codes)('%s has a page that says what happened and shows the request id', async (code) => {
  const details = code === 'rate_limited' ? { limit: 'showMagicLink:ip', retryAfterSeconds: 90 } : null
  const failure: Failure = { failed: true, code, details }
  const request = {
    id: 'req_0123456789',
    config: t.deps.config,
    method: 'GET',
  } as const
  const { h1, text, links, elements } = readMarkup(String(await errorPage(failure, request)))
  expect(h1).toHaveLength(1)
  expect(text).toContain('req_0123456789')
  expect(links).toContain('mailto:hello@latchkey.test?subject=Help%20with%20req_0123456789')
  expect(elements).not.toContain('script')
})

/** Codes of headers that no page or form of ours sends. */
const ofHeaders: readonly string[] = [
  'idempotency_in_progress',
  'idempotency_key_reused',
  'insufficient_scope',
  'invalid_token',
  'missing_bearer_token',
  'token_expired',
]

/** Every code that a page for visitors can meet: of the operations that it is another way to, or is itself. */
const met = new Set<ErrorCode>(['not_found', 'method_not_allowed'])
const pages: readonly string[] = [
  ...Object.values(hostedRoutes).flatMap(({ countsAs }) => countsAs),
  'showAccessPage',
  'showMagicLink',
  'openMagicLink',
]
for (const [id, operation] of Object.values(contract).flatMap((area) =>
  Object.entries<OperationDefinition>(area),
)) {
  if (!pages.includes(id)) continue
  for (const { code } of errorAnswers(operation)) if (!ofHeaders.includes(code)) met.add(code as ErrorCode)
}

test.each([...met])('%s speaks to whoever meets it on a page, and leads on by one click', async (code) => {
  const { message, detailsExample } = errorEntry(code)
  const failure = { failed: true, code, details: detailsExample ?? null } as Failure
  for (const method of ['GET', 'POST']) {
    for (const site of [platformSite, siteNamed('Ana')]) {
      const page = await errorPage(failure, { id: 'req_0123456789', config: t.deps.config, method }, site)
      const { h1, text, steps } = readMarkup(String(page))
      expect(h1).not.toEqual(['That did not work'])
      // That is for developers.
      expect(text).not.toContain(message)
      expect(steps).toHaveLength(1)
      // Whatever is wrong with the address itself is wrong with it the next time, too.
      if (method === 'GET' && errorEntry(code).retry === 'never') expect(steps).not.toEqual([''])
    }
  }
})

test.each([
  [1, '1 second'],
  [59, '59 seconds'],
  [60, '1 minute'],
  [61, '2 minutes'],
  [3600, '60 minutes'],
])('%d seconds are shown as %s', async (retryAfterSeconds, shown) => {
  const details = { limit: 'showMagicLink:ip', retryAfterSeconds }
  const failure: Failure = { failed: true, code: 'rate_limited', details }
  const request = { id: 'req_0123456789', config: t.deps.config, method: 'GET' }
  expect(String(await errorPage(failure, request))).toContain(`Try again in ${shown}.`)
})

describe('an error on the host of a handle', () => {
  const asked = async (host: string, path: string) => {
    const headers = { accept: 'text/html' }
    const response = await t.send(new Request(t.origin(host) + path, { headers }))
    expect(response.status).toBe(404)
    const text = await response.text()
    const links = [...readMarkup(text).links].filter((href) => href === '/')
    return { title: /<title>(.*)<\/title>/.exec(text)?.[1], home: links.length > 0 }
  }

  test.each([
    '/no-such-page',
    '/no/such/page',
    '/_edge/group-buys/none',
    '/_edge/files/fil_none',
    '/_edge/nothing',
    '/_edge/checkout/return',
  ])('wears its name and leads home: %s', async (path) => {
    const handle = await t.make.handle({ displayName: 'Ana <Knits>' })
    const { title, home } = await asked(handle.name, path)
    expect(title).toMatch(/ · Ana &lt;Knits&gt;$/)
    expect(home).toBe(true)
  })

  test.each(['/', '/no-such-page', '/no/such/page'])(
    'that nobody has wears no name, and leads nowhere: %s',
    async (path) => {
      expect(await asked('nobody-at-all', path)).toEqual({
        title: expect.stringMatching(/ · Latchkey$/),
        home: false,
      })
    },
  )
})

describe('a fault', () => {
  test('is answered with a page that gives nothing away, and found by its request id', async () => {
    const db = new Proxy(t.db, {
      get() {
        throw new Error('secret detail of the inside')
      },
    })
    await using broken = await testApp({ replace: { db } })
    for (const path of ['/', '/_edge/visitor/access', '/_edge/visitor/access/t/abc']) {
      const response = await broken.browser('somebody').get(path)
      expect(response.status).toBe(500)
      const text = await response.text()
      expect(text).not.toContain('secret detail')
      expect(text).toContain(response.headers.get('x-request-id'))
      expect(readMarkup(text).h1).toEqual(['Something went wrong on our side'])
    }
  })
})

describe('the policy of pages', () => {
  test('runs no script, loads nothing foreign, and is framed by nobody', async () => {
    const page = await t.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    const browser = t.browser(page.handle)
    const policies = await Promise.all(
      ['/no-such-page', '/_edge/visitor/access', '/_edge/visitor/access/t/abc', `/${page.slug}`, '/'].map(
        async (path) => (await browser.get(path)).headers.get('content-security-policy'),
      ),
    )
    const base = "default-src 'none'; style-src 'self'; img-src 'self'"
    const rest = "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    // Only pages that show what a creator wrote may show images from elsewhere.
    const strict = `${base}; ${rest}`
    const withImages = `${base} https:; ${rest}`
    expect(policies).toEqual([strict, strict, strict, withImages, withImages])
  })
})
