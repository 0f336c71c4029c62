/** What a request is made of. */
export interface RequestParts {
  readonly method: string
  /** Path of the operation, with its parameters in braces. */
  readonly route: string
  readonly path: Record<string, string> | undefined
  readonly query: Record<string, unknown> | undefined
  /** Later ones win over earlier ones of the same name, in whatever case. */
  readonly headers: readonly (Record<string, string> | undefined)[]
  readonly body: unknown
  readonly signal: AbortSignal | undefined
}

/**
 * @throws TypeError for what cannot be sent. Where the platform refuses it, its own error would quote the token or
 * the address; this one does not.
 */
export function makeRequest(baseUrl: string, parts: RequestParts): Request {
  const { method, signal = null } = parts
  const url = baseUrl.replace(/\/$/, '') + fillPath(parts.route, parts.path) + queryString(parts.query)
  const body = parts.body === undefined ? null : JSON.stringify(parts.body)
  try {
    const headers = new Headers(body ? { 'content-type': 'application/json' } : {})
    for (const [name, value] of parts.headers.flatMap((some) => Object.entries(some ?? {}))) {
      if (value !== undefined) headers.set(name, value)
    }
    return new Request(url, { method: method.toUpperCase(), headers, body, signal })
  } catch {
    throw new TypeError(
      'This cannot be sent: `baseUrl` must be a URL without credentials, and tokens and headers may have only the characters that HTTP allows.',
    )
  }
}

/**
 * The path of a route. A value that is empty, `.` or `..` would make it that of another resource: URL parsers resolve
 * dot segments (RFC 3986 §5.2.4), encoded ones too.
 */
const fillPath = (route: string, given: Record<string, string> = {}) =>
  route.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(given[name] ?? '')
    if (/^\.?\.?$/.test(value)) {
      throw new TypeError(
        `path.${name} must be given, and neither be empty nor consist of dots ("${value}").`,
      )
    }
    return encodeURIComponent(value)
  })

function queryString(query: Record<string, unknown> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null)
  const pairs = given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return pairs.length ? `?${pairs.join('&')}` : ''
}
