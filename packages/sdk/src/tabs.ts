/** The other tabs of this origin that use the same session. */
export interface Tabs {
  /** Tells them. */
  post(message: unknown): void
  /** Runs a task while none of them does. Without Web Locks (plain http, old browsers) it just runs it. */
  exclusive<T>(task: () => Promise<T>): Promise<T>
  /** Has them see a mark, in place of the one before, until this tab closes. */
  show(mark: string): Promise<void>
  /** The marks that tabs show; `null` where nobody can tell. */
  shown(): Promise<string[] | null>
  close(): void
}

/** Milliseconds after which a tab that holds the lock is taken for frozen; what it does under it takes less. */
const PATIENCE = 40_000

/** Whether there can be other tabs. Elsewhere, as on a server, what shares a channel may serve different people. */
export const isBrowser = () => typeof document === 'object'

/** Connects with the other tabs by a BroadcastChannel and Web Locks of that name, as far as the browser has them. */
export function connectTabs(name: string, onMessage: (message: unknown) => void): Tabs {
  let channel: BroadcastChannel | undefined
  let locks: LockManager | undefined
  let hide = () => {}
  if (isBrowser()) {
    try {
      channel = new BroadcastChannel(name)
      channel.onmessage = ({ data }) => onMessage(data)
      locks = navigator.locks
    } catch {
      // A sandboxed frame is alone.
    }
  }

  return {
    post(message) {
      try {
        channel?.postMessage(message)
      } catch {
        // It was closed.
      }
    },

    async exclusive(task) {
      let ran = false
      const patience = new AbortController()
      const timer = setTimeout(() => patience.abort(), PATIENCE)
      const run = () => {
        clearTimeout(timer)
        ran = true
        return task()
      }
      try {
        return await (locks ? locks.request(name, { signal: patience.signal }, run) : run())
      } catch (error) {
        if (ran) throw error
        return await run()
      }
    },

    show: (mark) =>
      new Promise((visible) => {
        hide()
        if (!locks) return visible()
        const held = () => {
          visible()
          return new Promise<void>((release) => {
            hide = release
          })
        }
        locks.request(`${name} ${mark}`, { mode: 'shared' }, held).catch(() => visible())
      }),

    async shown() {
      const seen = await locks?.query().catch(() => null)
      return seen?.held?.flatMap((lock) => lock.name?.split(`${name} `)[1] ?? []) ?? null
    },

    close() {
      channel?.close()
      hide()
    },
  }
}
