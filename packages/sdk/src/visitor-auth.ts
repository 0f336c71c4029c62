import type { Latchkey } from './client.ts'
import type { Input, Result } from './operation.ts'
import { type Auth, type StorageOption, sessionStore } from './session-store.ts'

type LinkRequest = Omit<Input<'requestMagicLink'>['body'], 'handle'>

/** Whose visitors sign in, and where their session is kept. */
export type VisitorAuthOptions =
  | {
      /** The handle that sells here. The session works for it only. */
      handle: string
      /** Where the session is kept; in memory otherwise, which a visit to Stripe does not survive. */
      storage?: Exclude<StorageOption, 'cookie'>
    }
  | {
      /** On pages that Latchkey serves: the browser keeps the session. Without a handle it works for all of them. */
      storage: 'cookie'
      handle?: string
    }

/** The session of a visitor, in all tabs of an origin. */
export interface VisitorAuth extends Auth {
  /**
   * How the sign-in went by the link that led to this page; `null` when none did. It rejects with a `TransportError`
   * when no answer arrived.
   */
  readonly arrival: Promise<Result<'verifyMagicLink'> | null>
  /** Emails a link and a code. The link leads back to `returnTo`, on one of the handle's `allowedOrigins`. */
  requestMagicLink(request: LinkRequest): Promise<Result<'requestMagicLink'>>
  /** Signs in by the code of the email, together with the `challengeId` of its request. */
  verifyMagicLink(proof: Input<'verifyMagicLink'>['body']): Promise<Result<'verifyMagicLink'>>
  /**
   * Signs out: all tabs at once, then the session on the server; with `everywhere` every session of the visitor that
   * this one could see.
   * @throws TransportError when the server could not be told; the tabs are signed out all the same.
   */
  signOut(options?: { everywhere?: boolean }): Promise<Result<'signOutVisitor'>>
}

interface VisitorTokens {
  /** `null` when the cookie holds it. */
  readonly token: string | null
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/**
 * Signs the calls of a client for a visitor. A link from the email that leads here (`#latchkey_token=…`) is taken out
 * of the address at once, before anything else on the page can see it, and signs in; what else the fragment holds
 * stays.
 */
export function visitorAuth(latchkey: Latchkey, { handle, storage }: VisitorAuthOptions): VisitorAuth {
  const store = sessionStore<VisitorTokens>(latchkey, `visitor ${handle ?? ''}`, storage)
  const { auth } = store
  const { visitors } = store.unsigned
  const isCookie = storage === 'cookie'

  const verifyMagicLink = async (body: Input<'verifyMagicLink'>['body']) => {
    const result = await visitors.verifyMagicLink({ body })
    if (result.data) {
      const { sessionToken, session } = result.data
      const token = isCookie ? null : sessionToken
      if (isCookie || token) store.signIn({ token, expiresAt: Date.parse(session.expiresAt) })
    }
    return result
  }

  /** Asks the server whom the cookie signs in. */
  const look = async () => {
    const before = store.entry
    const { data, error } = await visitors.getVisitor()
    // Signed in or out meanwhile.
    if (store.entry !== before) return
    if (error?.code === 'visitor_unauthorized') store.end()
    else if (error) throw error
    else if (!before.tokens) store.signIn({ token: null, expiresAt: Date.parse(data.session.expiresAt) })
  }

  const endIfOver = () => {
    const { tokens } = store.entry
    if (tokens && tokens.expiresAt <= Date.now()) store.end()
  }

  const token = () => store.entry.tokens?.token ?? null
  const linkToken = takeLinkToken()
  const arrival = linkToken ? verifyMagicLink({ token: linkToken }) : Promise.resolve(null)
  // Whoever wants to know of a failure awaits it.
  const arrived = arrival.catch(() => null)

  store.start(
    {
      async token() {
        await auth.ready()
        if (isCookie && auth.state.status === 'unknown') await look().catch(() => {})
        endIfOver()
        return token()
      },
      async renew(refused, { code, details }) {
        if (
          code !== 'visitor_unauthorized' ||
          (details as { reason?: string } | null)?.reason === 'other_handle'
        )
          return null
        // If it cannot say, the answer stands.
        if (isCookie) await look().catch(() => {})
        else if (refused && refused === token()) store.end()
        return token()
      },
    },
    () => {
      endIfOver()
      if (linkToken) return arrived.then((result) => (isCookie && !result?.data ? look() : undefined))
      return isCookie && !store.entry.tokens ? look() : undefined
    },
  )

  return Object.assign(auth, {
    arrival,
    verifyMagicLink,
    requestMagicLink: (request: LinkRequest) =>
      visitors.requestMagicLink({ body: { ...request, ...(handle && { handle }) } }),
    signOut: ({ everywhere = false } = {}) =>
      store.signOut((held) => {
        const headers = held?.token ? { authorization: `Bearer ${held.token}` } : {}
        return visitors.signOutVisitor({ body: { everywhere }, headers })
      }),
  })
}

/** Takes the token that Latchkey hands over out of the address, where it is the last member of the fragment. */
function takeLinkToken(): string | undefined {
  if (typeof location !== 'object' || typeof history !== 'object') return undefined
  const [member, token] = /[#?&]latchkey_token=([\w-]+)$/.exec(location.hash) ?? []
  if (member) history.replaceState(history.state, '', location.href.slice(0, -member.length))
  return token
}
