import type { Operation } from './document.ts'
import type { Credential, Exchange } from './exchange.ts'

/** Members, fields and headers that hold what only its owner may know, or who that is. */
const SECRET =
  /^(?:authorization|cookie|set-cookie|x-api-key|.*(?:password|token|secret|verifier|signature|email|address).*|code|verificationCode)$/i
/** Of those, what an answer tells for good. */
const LEARNED = /^.*(?:token|secret)$/i
/** Of bounded length, and with one place for its `@`: bodies of megabytes are searched too (RFC 5321 §4.5.3.1). */
const ADDRESS =
  /(?:[^\s"'<>@=&,;:/\\%]|%(?!40)){1,64}(?:@|%40)(?:[^\s"'<>@=&,;:/\\%]|%(?!40)){1,190}\.[a-z]{1,63}/gi
/** A parameter in the query of a URL. */
const PARAMETER = /([?&])([\w.-]{1,64})=[^&#\s"'<>`]+/g
/** The link by which a visitor signs in. */
const LINK = /(\/access\/t\/)[^/?#\s"'<>]+/g
/** A member of JSON that cannot be parsed; its value may be cut short. */
const MEMBER = /"([\w-]{1,64})"(\s{0,20}:\s{0,20})("[^"\\]*(?:\\.[^"\\]*)*"?|\[[^\]]*\]?)/gs
/** The value of each of several `Set-Cookie` headers; no value has a comma, but dates have (RFC 6265 §4.1.1). */
const COOKIE = /(?:^|, ?)[^\s=;,]+="?([^\s";,]+)/g
/** What stands in place of a secret. */
const PLACEHOLDER = /^<[\w-]+>$/
/** Shorter texts are no secrets, and would be found in words. */
const SHORTEST = 6

/** Puts names in place of secrets: those that it was told, and whatever stands where one is usual. */
export class Mask {
  readonly #names = new Map<string, string>()

  /** Has every later text hide the value, however it is encoded. */
  hide(value: string, name: string): void {
    if (value.length < SHORTEST) return
    for (const text of [value, encodeURIComponent(value), Buffer.from(value).toString('base64')]) {
      this.#names.set(text, name)
    }
  }

  hideCredential({ kind, secret }: Credential): void {
    this.hide(secret, kind)
    const value = kind === 'visitorCookie' ? secret.slice(secret.indexOf('=') + 1) : ''
    if (value) this.hide(value, kind)
  }

  /** Remembers the secrets of an exchange: what it was sent as, and what the answer hands out. */
  learn({ as, answer }: Exchange): void {
    if (as) this.hideCredential(as)
    for (const [, value = ''] of (answer.headers['set-cookie'] ?? '').matchAll(COOKIE))
      this.hide(value, 'cookie')
    const visit = (value: unknown, name: string): void => {
      if (typeof value === 'string' && LEARNED.test(name)) this.hide(value, name)
      else if (typeof value === 'object' && value !== null) {
        for (const [key, member] of Object.entries(value)) visit(member, Array.isArray(value) ? name : key)
      }
    }
    visit(answer.json, '')
  }

  /** The text without what was told. */
  known(text: string): string {
    let masked = text
    // What is part of another must not be replaced first.
    const names = [...this.#names].sort(([a], [b]) => b.length - a.length)
    for (const [value, name] of names) masked = masked.replaceAll(value, `<${name}>`)
    return masked
  }

  /** The text without what was told, and without what stands where secrets are usual. */
  text(text: string): string {
    const members = (all: string, name: string, colon: string, value: string) => {
      if (!SECRET.test(name)) return all
      return `"${name}"${colon}${value.startsWith('[') ? `["<${name}>"]` : `"<${name}>"`}`
    }
    return this.#outsideOfJson(text.replaceAll(MEMBER, members))
  }

  /** The text without what was told, without the secrets in URLs, and without addresses. */
  #outsideOfJson(text: string): string {
    return this.known(text)
      .replaceAll(PARAMETER, (all, start: string, name: string) =>
        SECRET.test(name) ? `${start}${name}=<${name}>` : all,
      )
      .replaceAll(LINK, '$1<token>')
      .replaceAll(ADDRESS, '<address>')
  }

  /**
   * The request without secrets. What was made from the schemas stays as it is, or nobody could repeat it: it holds only
   * the secrets that were told.
   */
  request({ request, operation, as, generated }: Exchange): Exchange['request'] {
    const { method } = request
    const body = request.body === null ? null : Buffer.from(request.body).toString()
    const headers = (masked: (name: string, value: string) => string) =>
      Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, masked(name, value)]))
    if (generated) {
      return {
        method,
        url: this.known(request.url),
        headers: headers((_, value) => this.known(value)),
        body: body === null ? null : this.known(body),
      }
    }
    return {
      method,
      url: this.#outsideOfJson(operation ? maskedPath(request.url, operation) : request.url),
      headers: headers((name, value) =>
        SECRET.test(name) ? maskedHeader(name, this.known(value), as?.kind ?? name) : this.text(value),
      ),
      body: body === null ? null : this.#body(body),
    }
  }

  /** JSON or a form with the values of secret members replaced; of other texts, what looks like it. */
  #body(body: string): string {
    try {
      return this.#outsideOfJson(JSON.stringify(maskedMembers(JSON.parse(body), '')))
    } catch {
      return this.text(
        body.replaceAll(/(^|&)([\w-]+)=([^&]*)/g, (all, start, name) =>
          SECRET.test(name) ? `${start}${name}=<${name}>` : all,
        ),
      )
    }
  }
}

/** The value with every secret text in it replaced; what is in a list goes by the name of the list. */
function maskedMembers(value: unknown, name: string): unknown {
  if (typeof value === 'string') return SECRET.test(name) ? `<${name}>` : value
  if (Array.isArray(value)) return value.map((one) => maskedMembers(one, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, maskedMembers(member, key)]))
}

/** A secret header: what is no secret in it is its scheme, or the names of its cookies. */
function maskedHeader(name: string, value: string, kind: string): string {
  const hidden = (secret: string, as: string) => (PLACEHOLDER.test(secret) ? secret : `<${as}>`)
  if (/^(?:set-)?cookie$/i.test(name)) {
    const masked = (pair: string) => {
      const at = pair.indexOf('=') + 1
      return at === 0 ? hidden(pair, name) : pair.slice(0, at) + hidden(pair.slice(at), kind)
    }
    return value.split(/; */).map(masked).join('; ')
  }
  const scheme = /^authorization$/i.test(name) ? (/^[\w-]+ +/.exec(value)?.[0] ?? '') : ''
  return scheme + hidden(value.slice(scheme.length), kind)
}

/** The URL without the parameters of its path that are secrets, such as `{token}`; `{tokenId}` is none. */
function maskedPath(url: string, { path }: Operation): string {
  const names = path.split('/').map((segment) => /^\{(\w+)\}$/.exec(segment)?.[1] ?? '')
  return url.replace(/^(\w+:\/\/[^/]*)([^?#]*)/, (_, origin: string, pathname: string) => {
    const masked = pathname.split('/').map((value, index) => {
      const name = names[index] ?? ''
      return LEARNED.test(name) && value !== '' ? `<${name}>` : value
    })
    return origin + masked.join('/')
  })
}
