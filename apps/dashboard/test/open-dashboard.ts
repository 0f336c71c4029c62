import { dirname } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { openSession } from '../../../packages/server/src/features/accounts/service.ts'
import { ACCOUNT_COOKIE } from '../../../packages/server/src/platform/http/cookies.ts'
import { type Live, type LiveOptions, startLive } from '../../../packages/server/test/live.ts'
import { look as lookAt } from '../../../packages/server/test/look.ts'
import type { ProfileOptions } from '../../../packages/server/test/profiles.ts'
import { builtAsset } from '../../../scripts/assets/built.ts'

/** A whole Latchkey with its dashboard. */
export interface Dashboard {
  readonly live: Live
  /** Where the dashboard is. */
  readonly origin: string
  /** A new browser profile at a path of it, in which nobody is signed in. */
  visit(path: string, options?: ProfileOptions): Promise<Page>
  /** The same, with an account signed in. */
  visitAs(account: { id: string }, path: string, options?: ProfileOptions): Promise<Page>
}

/** Starts one for a test file, which asks where it begins. */
export async function openDashboard(options: LiveOptions = {}): Promise<Dashboard> {
  const folder = dirname(await builtAsset('dashboard'))
  const live = await startLive('localhost', { ...options, env: { ...options.env, ASSETS_DIR: folder } })
  const origin = live.origin('app')

  // Nothing that moves is waited for.
  const newPage = (options: ProfileOptions = {}) => live.page({ reducedMotion: 'reduce', ...options })
  const open = async (page: Page, path: string) => {
    watch(page)
    await page.goto(`${origin}${path}`)
    return page
  }
  return {
    live,
    origin,
    visit: async (path, options) => await open(await newPage(options), path),
    async visitAs(account, path, options) {
      const page = await newPage(options)
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

/**
 * Looks at a screen as it is now: is it accessible, does it fit a phone? `screen` is its path as the router has it, and
 * screens.test.ts asks that each is looked at somewhere.
 */
export async function look(
  page: Page,
  screen: string,
  { state = '', colours = false }: { state?: string; colours?: boolean } = {},
): Promise<void> {
  const path = new RegExp(`^${screen.replaceAll(/\$\w+/g, '[^/]+')}/?$`)
  expect(new URL(page.url()).pathname).toMatch(path)
  await lookAt(page, `${screen} ${state}`, { colours })
}

/** The code in the newest mail to somebody whose subject fits. */
export async function codeIn({ inbox }: Live, email: string, subject: RegExp): Promise<string> {
  const { text } = await inbox.find(email, subject)
  return /^\s*([\d ]{6,11}\d)\s*$/m.exec(text)?.[1] ?? ''
}
