import { pause } from './pause.ts'
import { connectTabs, isBrowser } from './tabs.ts'

/**
 * Where a session is kept, by name: `localStorage` and `sessionStorage` are such, and so is React Native's
 * `AsyncStorage`. If it throws or rejects, the session lives on in memory.
 */
export interface TokenStorage {
  getItem(name: string): string | null | Promise<string | null>
  setItem(name: string, value: string): unknown
}

/**
 * Where to keep a session. A function is asked once, and may throw: `() => localStorage` works where a browser blocks
 * it. `cookie` is for pages that Latchkey serves: the browser keeps it, out of reach of scripts.
 */
export type StorageOption = TokenStorage | (() => TokenStorage | undefined) | 'cookie' | undefined

/** Whether somebody is signed in. It is replaced, never changed, so it can be compared by identity. */
export interface AuthState {
  /** `unknown` until storage, the other tabs or the server have answered, which takes a moment. */
  readonly status: 'unknown' | 'signed-in' | 'signed-out'
  /** Another number after each sign-in, the same in all tabs; 0 before the first. No secret. */
  readonly session: number
}

/** What `visitorAuth` and `accountAuth` have in common. */
export interface Auth {
  /** Whether somebody is signed in, as far as this tab knows. */
  readonly state: AuthState
  /** Resolves once the state is definite; it stays `unknown` only if the server would have to say and cannot be reached. */
  ready(): Promise<AuthState>
  /** Calls `listener` after each change, also one made in another tab. @returns what stops it. */
  subscribe(listener: (state: AuthState) => void): () => void
  /** Stops listening to other tabs, e.g. before a hot reload. */
  close(): void
}

/** What the tabs tell each other. The later `since` counts, and within one session the higher `step`. */
export interface Entry<Tokens> {
  /** Milliseconds since 1970 of the sign-in. */
  readonly since: number
  /** How often its tokens were renewed; `ENDED` once it is over. */
  readonly step: number
  /** `null` when nobody is signed in. */
  readonly tokens: Tokens | null
}

const ENDED = Number.MAX_SAFE_INTEGER
/** Milliseconds for which other tabs are waited for when none is known to have something newer. */
const SHORT_WAIT = 100
/** Milliseconds for which they are waited for when one shows that it has. */
const LONG_WAIT = 5000

const isEntry = <Tokens>(value: unknown): value is Entry<Tokens> => {
  const { since, step, tokens } = (value ?? {}) as Partial<Entry<Tokens>>
  return typeof since === 'number' && typeof step === 'number' && typeof tokens === 'object'
}

/** A session that all tabs of an origin share: whatever order they hear of its changes in, they end with the same. */
export function sessionStore<Tokens extends object>(name: string, option: StorageOption) {
  let entry: Entry<Tokens> = { since: 0, step: 0, tokens: null }
  let state: AuthState = { status: 'unknown', session: 0 }
  let started = Promise.resolve()
  let answered = () => {}
  const listeners = new Set<(state: AuthState) => void>()
  const storage = storageOf(option)

  const tabs = connectTabs(name, (message) => {
    if (message === 'ask') {
      if (entry.since) tabs.post(entry)
    } else if (adopt(message)) {
      keep()
      answered()
    }
  })

  const adopt = (other: unknown): boolean => {
    if (!isEntry<Tokens>(other)) return false
    if (other.since < entry.since || (other.since === entry.since && other.step <= entry.step)) return false
    entry = other
    return true
  }

  /** Takes over what another tab has stored; a promise only where the storage answers by one. */
  const read = (): Promise<void> | undefined => {
    const take = (text: string | null | undefined) => {
      try {
        adopt(JSON.parse(text ?? 'null'))
      } catch {
        // Somebody else's.
      }
    }
    try {
      const found = storage?.getItem(name)
      if (found && typeof found === 'object') return found.then(take, () => {})
      take(found)
    } catch {
      // It lives in memory, then.
    }
  }

  const keep = async () => {
    publish()
    const reading = read()
    if (reading) await reading
    publish()
    try {
      await storage?.setItem(name, JSON.stringify(entry))
    } catch {
      // The same.
    }
  }

  const publish = () => {
    const status = entry.tokens ? 'signed-in' : 'signed-out'
    if (status === state.status && entry.since === state.session) return
    const now: AuthState = { status, session: entry.since }
    state = now
    // A listener that throws is not our caller's fault.
    for (const listener of listeners) queueMicrotask(() => listener(now))
  }

  const ask = (milliseconds: number, isEnough = () => true) =>
    pause(milliseconds, undefined, (up) => {
      answered = () => isEnough() && up()
      tabs.post('ask')
      return () => {}
    })

  const change = (changed: Entry<Tokens>) => {
    entry = changed
    keep()
    tabs.post(entry)
  }

  return {
    get entry() {
      return entry
    },
    get state() {
      return state
    },
    /** @param decide has the last word before the state is told; it may take its time, and fail. */
    start(decide?: () => Promise<unknown> | undefined) {
      const begin = async () => {
        const reading = read()
        if (reading) await reading
        if (!storage && isBrowser()) await ask(SHORT_WAIT)
        const deciding = decide?.()
        if (deciding) await deciding
        publish()
      }
      started = begin().catch(() => {})
    },
    ready: () => started.then(() => state),
    subscribe(listener: (state: AuthState) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    signIn: (tokens: Tokens) => change({ since: Math.max(Date.now(), entry.since + 1), step: 0, tokens }),
    renew: (tokens: Tokens) => change({ ...entry, step: entry.step + 1, tokens }),
    end() {
      if (entry.step !== ENDED) change({ since: entry.since, step: ENDED, tokens: null })
      publish()
    },
    /** Runs a task while no other tab runs one, and after taking over what others have done before. */
    exclusive: (task: () => Promise<void>) =>
      tabs.exclusive(async () => {
        const known = entry
        await read()
        const marks = await tabs.shown()
        const isBehind = () =>
          marks?.some((mark) => {
            const [since = 0, step = 0] = mark.split('.').map(Number)
            return since > entry.since || (since === entry.since && step > entry.step)
          })
        if (isBehind()) await ask(LONG_WAIT, () => !isBehind())
        else if (!marks && isBrowser()) await ask(SHORT_WAIT)
        if (entry !== known) publish()
        const before = entry
        await task()
        // Who gets the lock next sees at once that there is something newer than what it has.
        if (entry !== before) await tabs.show(`${entry.since}.${entry.step}`)
      }),
    close: tabs.close,
  }
}

function storageOf(option: StorageOption): TokenStorage | undefined {
  if (option === 'cookie') return undefined
  try {
    return typeof option === 'function' ? option() : option
  } catch {
    return undefined
  }
}
