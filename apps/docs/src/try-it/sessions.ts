/** Who is signed in here. Nothing of it is ever written anywhere: it ends with the page. */
export interface Session {
  readonly name: string
  readonly token: string
  /** Ends it on the server as well. */
  readonly end: () => Promise<unknown>
}

export type Kind = 'account' | 'visitor' | 'token'

const held = new Map<Kind, Session>()

export const sessionOf = (kind: string): Session | null => held.get(kind as Kind) ?? null

/** Sends JSON to this server without cookies, and takes none from it. */
async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<unknown> {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'omit',
    keepalive: true,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  const answer: unknown = text === '' ? null : JSON.parse(text)
  if (response.ok) return answer
  throw new Error(
    (answer as { message?: string } | null)?.message ?? `The server answered ${response.status}.`,
  )
}

/** @throws with a sentence for people when it fails. */
export async function signInAccount(email: string, password: string): Promise<void> {
  const answer = await post('/v2/auth/login', { email, password })
  const { accessToken: token, refreshToken } = answer as { accessToken: string; refreshToken: string }
  held.set('account', { name: email, token, end: () => post('/v2/auth/logout', { refreshToken }) })
}

/**
 * Has a code sent.
 * @returns what the code is verified against.
 * @throws with a sentence for people when it fails.
 */
export async function requestCode(email: string, handle: string): Promise<string> {
  const answer = await post('/v2/visitor/auth/magic-link', { email, handle })
  return (answer as { challengeId: string }).challengeId
}

/** @throws with a sentence for people when it fails. */
export async function signInVisitor(email: string, challengeId: string, code: string): Promise<void> {
  const answer = await post('/v2/visitor/auth/verify', { challengeId, code })
  const { sessionToken: token } = answer as { sessionToken: string }
  const headers = { authorization: `Bearer ${token}` }
  held.set('visitor', { name: email, token, end: () => post('/v2/visitor/auth/logout', {}, headers) })
}

/** A token that somebody pasted; an empty one forgets it. */
export function rememberToken(token: string): void {
  if (token === '') held.delete('token')
  else held.set('token', { name: 'your token', token, end: async () => {} })
}

/** Signs out, here and on the server. */
export async function signOut(kind: Kind): Promise<void> {
  const session = held.get(kind)
  held.delete(kind)
  await session?.end()
}

/** A page that is left takes its sessions along. */
export const endWithPage = (): void =>
  addEventListener('pagehide', () => {
    for (const kind of [...held.keys()]) signOut(kind).catch(() => {})
  })
