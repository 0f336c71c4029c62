import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright-core'

export interface ProfileOptions extends Omit<BrowserContextOptions, 'permissions' | 'storageState'> {
  /** Whether `page.clock` moves its time, from its first page on. */
  readonly withClock?: boolean
}

interface Profile {
  readonly context: BrowserContext
  /** A page that nobody sees: the process that shows pages ends with the last of them. */
  readonly blank: Page
  readonly session: CDPSession
}

/**
 * Profiles of a browser for tests. One that a test has left is emptied, and taken by the next that asks for its like: a new
 * one costs more than most of what happens in it.
 */
export function profiles(browser: Promise<Browser>) {
  const left = new Map<string, Profile[]>()

  async function make(options: BrowserContextOptions): Promise<Profile> {
    const context = await (await browser).newContext(options)
    // The first page takes a busy machine longer than the half minute that Playwright gives it.
    context.setDefaultTimeout(100_000)
    const blank = await context.newPage()
    return { context, blank, session: await context.newCDPSession(blank) }
  }

  async function empty({ context, blank, session }: Profile): Promise<void> {
    await Promise.all(context.pages().map((page) => page !== blank && page.close()))
    await Promise.all([
      context.clearCookies(),
      context.clearPermissions(),
      context.unrouteAll(),
      session.send('Storage.clearDataForOrigin', { origin: '*', storageTypes: 'all' }),
    ])
  }

  /** An empty profile, and what gives it back. */
  return async ({ withClock = false, ...options }: ProfileOptions = {}) => {
    const kind = JSON.stringify({ withClock, ...options })
    const free = left.get(kind) ?? []
    left.set(kind, free)
    const profile = free.pop() ?? (await make(options))
    // A time that was moved is set back.
    if (withClock) await profile.context.clock.install()
    const giveBack = async () => {
      await empty(profile)
      free.push(profile)
    }
    return { context: profile.context, giveBack }
  }
}
