import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runs } from '../../server/test/runs.ts'
import { type AccountAuth, accountAuth, createLatchkey, type Latchkey } from '../src/index.ts'
import { AccountServer } from './account-server.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  vi.stubGlobal('document', {})
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

interface Tab {
  auth: AccountAuth
  latchkey: Latchkey
  isOpen: boolean
}

interface Lock {
  name: string
  shared: boolean
  tab: Tab
  /** `null` until it is granted. */
  held: Promise<unknown> | null
  grant(): void
}

/**
 * A browser whose tabs, channels, locks and network act in an order that the test chooses: whatever could happen next
 * waits in `pending`.
 */
class TestBrowser {
  readonly server = new AccountServer()
  readonly tabs: Tab[] = []
  readonly pending: (() => unknown)[] = []
  readonly #channels: { tab: Tab; name: string; onmessage: ((event: { data: unknown }) => void) | null }[] =
    []
  #locks: Lock[] = []
  readonly #shared = new Map<string, string>()
  readonly #withLocks: boolean
  readonly #withStorage: boolean

  constructor(withLocks: boolean, withStorage: boolean) {
    this.#withLocks = withLocks
    this.#withStorage = withStorage
  }

  open(): Tab {
    const tab = { isOpen: true } as Tab
    const channels = this.#channels
    const { pending } = this
    class Channel {
      onmessage: ((event: { data: unknown }) => void) | null = null
      readonly tab = tab
      readonly name: string
      constructor(name: string) {
        this.name = name
        channels.push(this)
      }
      postMessage(data: unknown) {
        if (!tab.isOpen) return
        for (const other of channels) {
          if (other !== this && other.name === this.name) {
            pending.push(() => other.tab.isOpen && other.onmessage?.({ data: structuredClone(data) }))
          }
        }
      }
      close() {}
    }
    vi.stubGlobal('BroadcastChannel', Channel)
    vi.stubGlobal('navigator', this.#withLocks ? { locks: this.#lockManager(tab) } : {})
    tab.latchkey = createLatchkey({
      baseUrl: 'https://latchkey.test',
      fetch: (request) =>
        new Promise((resolve) => {
          // What was sent arrives even if its tab is gone; the answer does not.
          pending.push(async () => {
            const response = await this.server.fetch(request)
            pending.push(() => tab.isOpen && resolve(response))
          })
        }),
    })
    const shared = this.#shared
    const storage = {
      getItem: (name: string) => shared.get(name) ?? null,
      setItem: (name: string, value: string) => shared.set(name, value),
    }
    tab.auth = accountAuth(tab.latchkey, this.#withStorage ? { storage } : {})
    this.tabs.push(tab)
    return tab
  }

  close(tab: Tab): void {
    tab.isOpen = false
    this.#locks = this.#locks.filter((lock) => lock.tab !== tab)
    this.#grant()
  }

  /** Has one thing happen after the other, as `choose` says, until nothing is left to happen. */
  async settle(choose: (count: number) => number): Promise<void> {
    for (let steps = 0; ; steps++) {
      if (steps > 10_000) throw new Error('It never comes to rest.')
      await breathe()
      if (this.pending.length > 0) await this.pending.splice(choose(this.pending.length), 1)[0]?.()
      else if (vi.getTimerCount() > 0) await vi.advanceTimersToNextTimerAsync()
      else return
    }
  }

  #lockManager(tab: Tab) {
    return {
      request: (name: string, options: { mode?: string }, task: () => unknown) =>
        new Promise((resolve, reject) => {
          if (!tab.isOpen) return
          const lock: Lock = {
            name,
            shared: options.mode === 'shared',
            tab,
            held: null,
            grant: () => {
              lock.held = Promise.resolve(task())
              const release = () => {
                this.#locks = this.#locks.filter((each) => each !== lock)
                this.#grant()
              }
              lock.held.then(resolve, reject).finally(release)
            },
          }
          this.#locks.push(lock)
          this.#grant()
        }),
      query: async () => ({ held: this.#locks.filter(({ held }) => held).map(({ name }) => ({ name })) }),
    }
  }

  #grant(): void {
    for (const lock of this.#locks) {
      if (lock.held) continue
      const free = this.#locks.every(
        (other) => other.name !== lock.name || !other.held || (other.shared && lock.shared),
      )
      if (!free) continue
      lock.held = Promise.resolve()
      this.pending.push(() => (lock.tab.isOpen ? lock.grant() : undefined))
    }
  }
}

/** Lets everything run that waits for nothing. */
const breathe = () => new Promise((resolve) => setImmediate(resolve))

const credentials = { email: 'ana@example.com', password: 'correct horse battery staple' }
const scenario = fc.record({
  count: fc.integer({ min: 2, max: 4 }),
  withStorage: fc.boolean(),
  choices: fc.infiniteStream(fc.nat()),
  rounds: fc.array(fc.constantFrom('expire', 'open', 'close', 'close in the middle'), {
    minLength: 1,
    maxLength: 4,
  }),
})

test.each([
  ['with Web Locks there is one refresh an expiry, in whatever order things happen', true],
  ['without them at most one a tab', false],
])('%s, and nobody is signed out', async (_name, withLocks) => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ count, withStorage, choices, rounds }) => {
      const next = choices[Symbol.iterator]()
      const choose = (options: number) => next.next().value % options
      const browser = new TestBrowser(withLocks, withStorage)
      const { server, tabs } = browser
      const open = () => tabs.filter(({ isOpen }) => isOpen)
      for (let n = 0; n < count; n++) browser.open()
      await browser.settle(choose)
      void open()[0]?.auth.signIn(credentials)
      await browser.settle(choose)

      for (const round of rounds) {
        if (round === 'open') browser.open()
        if (round === 'close' && open().length > 1) browser.close(open()[choose(open().length)] as Tab)
        await browser.settle(choose)
        await vi.advanceTimersByTimeAsync(16 * 60_000)
        server.refreshes.length = 0
        const calls = open().flatMap((tab) =>
          Array.from({ length: 3 }, () => {
            const call = { tab, outcome: 'none' }
            tab.latchkey.accounts.getAccount().then(
              ({ error }) => {
                call.outcome = error ? error.code : 'answered'
              },
              (error: unknown) => {
                call.outcome = String(error)
              },
            )
            return call
          }),
        )
        const tabsThatCall = open().length
        const killed =
          round === 'close in the middle' && open().length > 1 ? open()[choose(open().length)] : null
        if (killed) {
          for (let steps = choose(8); steps > 0 && browser.pending.length > 0; steps--) {
            await breathe()
            await browser.pending.splice(choose(browser.pending.length), 1)[0]?.()
          }
          browser.close(killed)
        }
        await browser.settle(choose)
        const outcomes = new Set(calls.flatMap(({ tab, outcome }) => (tab.isOpen ? [outcome] : [])))
        expect(outcomes).toEqual(new Set(['answered']))
        if (!killed) expect(server.refreshes.length).toBeLessThanOrEqual(withLocks ? 1 : tabsThatCall)
        expect(server.refreshes.length).toBeGreaterThan(0)
        expect(new Set(server.refreshes).size).toBe(1)
      }

      expect(new Set(open().map(({ auth }) => auth.state.status))).toEqual(new Set(['signed-in']))
      expect(new Set(open().map(({ auth }) => auth.state.session)).size).toBe(1)
      // One tab signs out while the others refresh.
      await vi.advanceTimersByTimeAsync(16 * 60_000)
      for (const { latchkey } of open()) void latchkey.accounts.getAccount()
      void open()[0]?.auth.signOut()
      await browser.settle(choose)
      expect(new Set(open().map(({ auth }) => auth.state.status))).toEqual(new Set(['signed-out']))
      expect(server.families.every(({ revoked }) => revoked)).toBe(true)
    }),
    runs({ short: 25, long: 3000 }),
  )
})
