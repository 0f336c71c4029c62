import type { Latchkey } from './client.ts'
import { TransportError } from './errors.ts'
import type { Data, Input, Result } from './operation.ts'
import { persist } from './persist.ts'
import { type Auth, type StorageOption, sessionStore } from './session-store.ts'

export interface AccountAuthOptions {
  /**
   * Where the session is kept; in memory otherwise, where only other tabs know of it after a reload. `cookie` is for
   * the bare and the `app.` host.
   */
  storage?: StorageOption
  /**
   * Called when a call needs somebody signed in and nobody is. The call waits, and goes on once this resolves: signed, if
   * the same account is signed in again. Answers stay cached under its keys meanwhile.
   */
  signInAgain?: () => Promise<unknown>
}

/** The session of a creator, in all tabs of an origin. */
export interface AccountAuth extends Auth {
  /** Id of the account that is signed in, or was last; `null` while none is known. */
  readonly account: string | null
  /** Signs in with email address and password, in all tabs. */
  signIn(credentials: Input<'signIn'>['body']): Promise<Result<'signIn'>>
  /**
   * Signs out: all tabs at once, then the session on the server.
   * @throws TransportError when the server could not be told; the tabs are signed out all the same.
   */
  signOut(): Promise<Result<'signOut'>>
}

interface AccountTokens {
  readonly accessToken: string
  /** `null` when the cookie holds it. */
  readonly refreshToken: string | null
  /** Milliseconds since 1970, by the clock of this machine. */
  readonly expiresAt: number
}

/** Milliseconds before its end from which an access token is renewed. */
const EARLY = 60_000
/** Milliseconds for one try of a refresh: three fit into the 30 seconds in which a lost answer is given again. */
const REFRESH_TIMEOUT = 8_000

/**
 * Signs the calls of a client for an account, and keeps it signed in: tokens are renewed a minute before they expire
 * and when the server refuses one, by one request however many calls and tabs wait for it. The call that was refused
 * is then repeated once, with the same `Idempotency-Key`.
 *
 * Only a session that the server has ended signs out; a network that fails does not. On a server, make a client for
 * each account.
 */
export function accountAuth(
  latchkey: Latchkey,
  { storage, signInAgain }: AccountAuthOptions = {},
): AccountAuth {
  const store = sessionStore<AccountTokens>(latchkey, 'account', storage)
  const { auth } = store
  const { accounts } = store.unsigned
  const isCookie = storage === 'cookie'
  let refreshing: Promise<void> | null = null
  let account: string | null = null

  const accessToken = () => store.entry.tokens?.accessToken ?? null

  const lastAccount = () => {
    const token = accessToken()
    if (token) account = accountOf(token) ?? null
    return account
  }

  /** The access token; while nobody is signed in, that of the next sign-in of the same account. */
  const sooner = async () => {
    const before = lastAccount()
    if (!accessToken() && signInAgain) {
      await signInAgain()
      if (before && before !== lastAccount()) return null
    }
    return accessToken()
  }

  const tokensOf = ({
    accessToken,
    refreshToken,
    expiresIn,
  }: Data<'signIn' | 'refreshSession'>): AccountTokens => ({
    accessToken,
    refreshToken: isCookie ? null : refreshToken,
    expiresAt: Date.now() + expiresIn * 1000,
  })

  /** Exchanges what goes with a token, unless that was done before. */
  const exchange = async (stale: string | null) => {
    const before = store.entry
    if (accessToken() !== stale) return
    const refreshToken = before.tokens?.refreshToken
    const { data, error } = await persist(() =>
      accounts.refreshSession({
        ...(refreshToken && { body: { refreshToken } }),
        timeout: REFRESH_TIMEOUT,
        retries: 0,
      }),
    )
    // Signed out meanwhile, or in as somebody else.
    if (store.entry !== before) return
    if (data && before.tokens) store.renew(tokensOf(data))
    else if (data) store.signIn(tokensOf(data))
    else if (error.code === 'invalid_refresh_token') store.end()
    else throw error
  }

  const refresh = async (stale: string | null) => {
    if (accessToken() !== stale) return
    refreshing ??= store
      .exclusive(() => exchange(stale))
      .finally(() => {
        refreshing = null
      })
    await refreshing.catch((cause: unknown) => {
      // One for each who waits: its stack is that of their call.
      throw new TransportError('The session could not be renewed.', { cause })
    })
  }

  store.start(
    {
      async token() {
        await auth.ready()
        if (isCookie && auth.state.status === 'unknown') await refresh(null)
        const { tokens } = store.entry
        if (tokens && tokens.expiresAt - EARLY <= Date.now()) {
          // While the token still works, a network that fails is the caller's to meet, or to miss.
          await refresh(tokens.accessToken).catch((error: unknown) => {
            if (tokens.expiresAt <= Date.now()) throw error
          })
        }
        return await sooner()
      },
      async renew(refused, { code }) {
        if (!refused || (code !== 'token_expired' && code !== 'invalid_token')) return null
        await refresh(refused)
        return await sooner()
      },
      scope() {
        const known = lastAccount()
        const { session, status } = auth.state
        return known && (signInAgain || status === 'signed-in') ? known : `${session} ${status}`
      },
    },
    () => (isCookie && !store.entry.tokens ? refresh(null) : undefined),
  )

  const methods: Omit<AccountAuth, keyof Auth> = {
    get account() {
      return lastAccount()
    },
    async signIn(body: Input<'signIn'>['body']) {
      const result = await accounts.signIn({ body })
      if (result.data) store.signIn(tokensOf(result.data))
      return result
    },
    signOut: () =>
      store.signOut((held) => {
        const refreshToken = held?.refreshToken
        return accounts.signOut(refreshToken ? { body: { refreshToken } } : {})
      }),
  }
  return Object.defineProperties(auth, Object.getOwnPropertyDescriptors(methods)) as AccountAuth
}

/** Whom an access token names (RFC 9068 §2.2), for telling accounts apart; only the server can check it. */
function accountOf(token: string): string | undefined {
  try {
    const claims = token.split('.')[1] ?? ''
    return JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/'))).sub
  } catch {
    // It is none of ours.
  }
}
