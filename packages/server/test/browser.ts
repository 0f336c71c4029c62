import { createLatchkey, type Latchkey } from '@latchkey/sdk'

/** Sends a request to the server under test. */
export type Send = (request: Request) => Promise<Response>

/** Relation of the page that makes a request to its target, as browsers tell it. */
export type Site = 'same-origin' | 'same-site' | 'cross-site' | 'none'

/** Keeps cookies by host and says where its requests come from, like a browser. Redirects are not followed. */
export class TestBrowser {
  readonly origin: string
  /** The SDK, used by a script of a page on `origin`. */
  readonly client: Latchkey
  readonly #send: Send
  readonly #jar = new Map<string, Map<string, string>>()

  constructor(origin: string, send: Send) {
    this.origin = origin
    this.#send = send
    this.client = createLatchkey({
      baseUrl: origin,
      retries: 0,
      fetch: (request) => this.#request(request, 'same-origin', 'cors'),
    })
  }

  /** Opens a URL, or a path of `origin`; `site` says where the link stood. */
  async get(url: string, { site = 'none' }: { site?: Site } = {}): Promise<Response> {
    return await this.#request(new Request(new URL(url, this.origin)), site, 'navigate')
  }

  /** Submits a form; `site` says where the form stood. */
  async post(
    url: string,
    fields: Record<string, string> = {},
    { site = 'same-origin' }: { site?: Site } = {},
  ): Promise<Response> {
    const request = new Request(new URL(url, this.origin), {
      method: 'POST',
      body: new URLSearchParams(fields),
    })
    return await this.#request(request, site, 'navigate')
  }

  /** The value of a cookie of this host; `null` when there is none. */
  cookie(name: string, origin = this.origin): string | null {
    return this.#cookies(origin).get(name) ?? null
  }

  setCookie(name: string, value: string, origin = this.origin): void {
    this.#cookies(origin).set(name, value)
  }

  #cookies(url: string): Map<string, string> {
    const { host } = new URL(url)
    const cookies = this.#jar.get(host) ?? new Map<string, string>()
    this.#jar.set(host, cookies)
    return cookies
  }

  async #request(request: Request, site: Site, mode: string): Promise<Response> {
    const cookies = this.#cookies(request.url)
    const headers = new Headers(request.headers)
    headers.set('sec-fetch-site', site)
    headers.set('sec-fetch-mode', mode)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      headers.set(
        'origin',
        site === 'same-origin' ? new URL(request.url).origin : 'https://elsewhere.example',
      )
    }
    // SameSite=Lax: a request from another site carries cookies only when it is a top-level GET.
    const withCookies = site !== 'cross-site' || (mode === 'navigate' && request.method === 'GET')
    if (withCookies && cookies.size > 0) {
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    }
    const response = await this.#send(new Request(request, { headers }))
    for (const line of response.headers.getSetCookie()) keep(cookies, line)
    return response
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(/;\s*/)
  const separator = pair.indexOf('=')
  const name = pair.slice(0, separator)
  if (attributes.some((attribute) => /^Max-Age=0$/i.test(attribute))) cookies.delete(name)
  else cookies.set(name, pair.slice(separator + 1))
}
