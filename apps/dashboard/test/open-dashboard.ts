import { dirname } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { openSession } from '../../../packages/server/src/features/accounts/service.ts'
import { ACCOUNT_COOKIE } from '../../../packages/server/src/platform/http/cookies.ts'
import { type Live, type LiveOptions, startLive } from '../../../packages/server/test/live.ts'
import { builtAsset } from '../../../scripts/assets/built.ts'

/** A whole Latchkey with its dashboard. */
export interface Dashboard {
  readonly live: Live
  /** Where the dashboard is. */
  readonly origin: string
  /** A new browser profile at a path of it, in which nobody is signed in. */
  visit(path: string, options?: BrowserContextOptions): Promise<Page>
  /** The same, with an account signed in. */
  visitAs(account: { id: string }, path: string, options?: BrowserContextOptions): Promise<Page>
}

/** Starts one for a test file, which asks where it begins. */
export async function openDashboard(options: LiveOptions = {}): Promise<Dashboard> {
  const folder = dirname(await builtAsset('dashboard'))
  const live = await startLive('localhost', { ...options, env: { ...options.env, ASSETS_DIR: folder } })
  const origin = live.origin('app')

  const open = async (page: Page, path: string) => {
    watch(page)
    await page.goto(`${origin}${path}`)
    return page
  }
  return {
    live,
    origin,
    visit: async (path, options) => await open(await live.page(options), path),
    async visitAs(account, path, options) {
      const page = await live.page(options)
      const { refreshToken } = await openSession(live.deps, account.id)
      const cookie = { name: ACCOUNT_COOKIE, value: refreshToken, url: origin }
      await page.context().addCookies([{ ...cookie, httpOnly: true, sameSite: 'Lax' }])
      return await open(page, path)
    },
  }
}

/** What its scripts do wrong fails the test. */
export function watch(page: Page): void {
  const wrong: string[] = []
  page.on('pageerror', ({ message }) => wrong.push(message))
  page.on('console', (message) => {
    if (/Content Security Policy|React|Mantine/i.test(message.text())) wrong.push(message.text())
  })
  onTestFinished(() => expect(wrong).toEqual([]))
}
