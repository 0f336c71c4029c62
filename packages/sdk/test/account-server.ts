import type { LatchkeyOptions } from '../src/index.ts'

const ACCESS_SECONDS = 900
const REPLAY_SECONDS = 30

interface Family {
  used: { refreshToken: string; at: number; successor: string } | null
  refreshToken: string
  accessTokens: Map<string, number>
  revoked: boolean
}

const answer = (status: number, body: unknown) =>
  new Response(body === null ? null : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'x-request-id': 'req_0123456789' },
  })
const fault = (status: number, error: string, details: unknown = null) =>
  answer(status, {
    error,
    message: `${error}.`,
    requestId: 'req_0123456789',
    docUrl: 'https://docs.latchkey.test',
    details,
  })

/**
 * The part of Latchkey that keeps accounts signed in, in memory, by the clock of `Date.now()`. It follows
 * packages/server/src/platform/refresh-tokens.ts: a refresh token used again within 30 seconds yields the same
 * successor while that is unused; otherwise its whole family is revoked.
 */
export class AccountServer {
  readonly families: Family[] = []
  /** Whom access tokens name; without one they are no JWTs. */
  subject: string | null = null
  /** Refresh tokens in the order in which they were presented. */
  readonly refreshes: string[] = []
  /** Requests beside refreshes and sign-ins, e.g. `GET /v2/auth/me`. */
  readonly calls: { request: string; bearer: string | null; key: string | null; status: number }[] = []
  #made = 0

  readonly fetch: NonNullable<LatchkeyOptions['fetch']> = async (request) => {
    const { pathname } = new URL(request.url)
    const body = (await request.text().then((text) => (text ? JSON.parse(text) : {}))) as {
      refreshToken?: string
    }
    if (pathname === '/v2/auth/login') return answer(200, this.#issue(this.#open()))
    if (pathname === '/v2/auth/logout') {
      for (const family of this.families) {
        if (body.refreshToken && this.#knows(family, body.refreshToken)) family.revoked = true
      }
      return answer(204, null)
    }
    if (pathname === '/v2/auth/refresh') return this.#refresh(body.refreshToken)
    return this.#serve(request)
  }

  /** Takes the session away, as another device does. */
  revoke(): void {
    for (const family of this.families) family.revoked = true
  }

  #open(): Family {
    const family: Family = {
      used: null,
      refreshToken: `rt_${++this.#made}`,
      accessTokens: new Map(),
      revoked: false,
    }
    this.families.push(family)
    return family
  }

  #knows({ refreshToken, used }: Family, token: string): boolean {
    return refreshToken === token || used?.refreshToken === token
  }

  #issue(family: Family, refreshToken = family.refreshToken) {
    const number = ++this.#made
    const claims = JSON.stringify({ sub: this.subject, number })
    const accessToken = this.subject
      ? `e30.${Buffer.from(claims).toString('base64url')}.sig`
      : `jwt_${number}`
    family.accessTokens.set(accessToken, Date.now() + ACCESS_SECONDS * 1000)
    return { accessToken, refreshToken, expiresIn: ACCESS_SECONDS, tokenType: 'Bearer' }
  }

  #refresh(token: string | undefined): Response {
    this.refreshes.push(token ?? '')
    const refuse = (reason: string) => fault(401, 'invalid_refresh_token', { reason })
    const family = this.families.find((each) => token && this.#knows(each, token))
    if (!token || !family) return refuse(token ? 'reused' : 'missing')
    if (family.revoked) return refuse('revoked')
    if (family.refreshToken === token) {
      const successor = `rt_${++this.#made}`
      family.used = { refreshToken: token, at: Date.now(), successor }
      family.refreshToken = successor
      return answer(200, this.#issue(family))
    }
    if (family.used && Date.now() <= family.used.at + REPLAY_SECONDS * 1000) {
      return answer(200, this.#issue(family, family.used.successor))
    }
    family.revoked = true
    return refuse('reused')
  }

  #serve({ url, method, headers }: Request): Response {
    const bearer = headers.get('authorization')?.replace('Bearer ', '') ?? null
    const family = this.families.find(({ accessTokens }) => bearer !== null && accessTokens.has(bearer))
    const expiresAt = family?.accessTokens.get(bearer ?? '') ?? 0
    const code = !bearer
      ? 'missing_bearer_token'
      : expiresAt > 0 && expiresAt <= Date.now()
        ? 'token_expired'
        : !family || family.revoked
          ? 'invalid_token'
          : null
    const status = code ? 401 : 200
    this.calls.push({
      request: `${method} ${new URL(url).pathname}`,
      bearer,
      key: headers.get('idempotency-key'),
      status,
    })
    return code ? fault(401, code) : answer(200, { id: 'acc_1', items: [], nextCursor: null })
  }
}
