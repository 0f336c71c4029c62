import type { Latchkey } from './client.ts'
import { persist } from './persist.ts'
import { type Inner, innerOf, type Signer } from './signer.ts'
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

/**
 * A session that all tabs of an origin share: whatever order they hear of its changes in, they end with the same. It
 * signs the calls of a client.
 */
export function sessionStore<Tokens extends { readonly expiresAt: number }>(
  latchkey: Latchkey,
  kind: string,
  option: StorageOption,
) {
  const client = innerOf<Inner>(latchkey)
  const name = `latchkey ${client.baseUrl} ${kind}`
  let entry: Entry<Tokens> = { since: 0, step: 0, tokens: null }
  let state: AuthState = { status: 'unknown', session: 0 }
  let started: Promise<void>
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

  const isNewer = (since = 0, step = 0) => since > entry.since || (since === entry.since && step > entry.step)

  /** Takes over what another tab has said or stored, if it is newer. It may be anybody's: the name is all they share. */
  const adopt = (other: unknown): boolean => {
    const { since, step, tokens } = (other ?? {}) as Partial<Entry<Tokens>>
    if (tokens !== null && !Number.isFinite(tokens?.expiresAt)) return false
    if (tokens === undefined || !isNewer(Number(since), Number(step))) return false
    entry = { since: Number(since), step: Number(step), tokens }
    return true
  }

  /** Takes over what is stored, then calls `next`: at once, unless the storage answers by a promise. */
  const read = (next: () => void) => {
    const take = (text?: string | null) => {
      try {
        adopt(JSON.parse(text as string))
      } catch {
        // There is nothing, or it is somebody else's.
      }
      next()
    }
    let found: ReturnType<TokenStorage['getItem']> | undefined
    try {
      found = storage?.getItem(name)
    } catch {
      // The session lives in memory, then.
    }
    if (found && typeof found === 'object') found.then(take, () => take())
    else take(found)
  }

  const keep = () => {
    publish()
    read(async () => {
      publish()
      try {
        await storage?.setItem(name, JSON.stringify(entry))
      } catch {
        // The same.
      }
    })
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
    new Promise<void>((resolve) => {
      setTimeout(resolve, milliseconds)
      answered = () => isEnough() && resolve()
      tabs.post('ask')
    })

  const change = (since: number, step: number, tokens: Tokens | null) => {
    entry = { since, step, tokens }
    keep()
    tabs.post(entry)
  }

  const end = () => {
    if (entry.step < ENDED) change(entry.since, ENDED, null)
    publish()
  }

  const auth: Auth = {
    get state() {
      return state
    },
    ready: () => started.then(() => state),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: tabs.close,
  }

  return {
    auth,
    unsigned: client.unsigned,
    get entry() {
      return entry
    },
    /**
     * Begins: the calls of the client are signed from now on.
     * @param decide has the last word before the state is told; it may take its time, and fail.
     */
    start(signer: Omit<Signer, 'scope'> & Partial<Signer>, decide?: () => Promise<unknown> | undefined) {
      const scope = signer.scope ?? (() => `${state.session} ${state.status}`)
      client.signer = { ...signer, scope: () => `${kind} ${scope()}` }
      started = new Promise((resolve) =>
        read(async () => {
          if (!storage && isBrowser()) await ask(SHORT_WAIT)
          try {
            const deciding = decide?.()
            if (deciding) await deciding
            publish()
          } catch {
            // It stays unknown.
          }
          resolve()
        }),
      )
    },
    signIn: (tokens: Tokens) => change(Math.max(Date.now(), entry.since + 1), 0, tokens),
    renew: (tokens: Tokens) => change(entry.since, entry.step + 1, tokens),
    end,
    /** Signs out: all tabs at once, then the server, which `tell` tells with what was held. */
    async signOut<T>(tell: (held: Tokens | null) => Promise<T>): Promise<T> {
      await started
      const { tokens } = entry
      end()
      // A tab that was opened meanwhile may have been told by the server that the cookie still signs in.
      return await persist(() => tell(tokens)).finally(() => option === 'cookie' && end())
    },
    /** Runs a task while no other tab runs one, and after taking over what others have done before. */
    exclusive: (task: () => Promise<void>) =>
      tabs.exclusive(async () => {
        const known = entry
        await new Promise<void>(read)
        const marks = await tabs.shown()
        const isBehind = () => marks?.some((mark) => isNewer(...mark.split('.').map(Number)))
        if (isBehind()) await ask(LONG_WAIT, () => !isBehind())
        else if (!marks && isBrowser()) await ask(SHORT_WAIT)
        if (entry !== known) publish()
        const before = entry
        await task()
        // Who gets the lock next sees at once that there is something newer than what it has.
        if (entry !== before) await tabs.show(`${entry.since}.${entry.step}`)
      }),
  }
}

/** What there is; `undefined` where it is blocked, and in a cookie nothing of ours is. */
function storageOf(option: StorageOption): TokenStorage | undefined {
  try {
    return typeof option === 'function' ? option() : option === 'cookie' ? undefined : option
  } catch {
    return undefined
  }
}
