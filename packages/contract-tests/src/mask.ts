import type { Credential, Exchange } from './exchange.ts'

/** Members, fields and headers that hold what only its owner may know, or who that is. */
const SECRET =
  /^(?:authorization|cookie|set-cookie|x-api-key|stripe-signature|.*(?:password|token|secret|verifier|email|address).*|code|verificationCode)$/i
/** Of those, what an answer tells for good. */
const LEARNED = /^.*(?:token|secret)$/i
/** Of bounded length: bodies of megabytes are searched too (RFC 5321 §4.5.3.1). */
const ADDRESS = /[^\s"'<>@=&,;:/\\]{1,64}(?:@|%40)[^\s"'<>@=&,;:/\\]{1,190}\.[a-z]{1,63}/gi
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
    const [, value] = kind === 'visitorCookie' ? secret.split('=') : []
    if (value) this.hide(value, kind)
  }

  /** Remembers the secrets of an exchange: what it was sent as, and what the answer hands out. */
  learn({ as, answer }: Exchange): void {
    if (as) this.hideCredential(as)
    const cookie = answer.headers['set-cookie']?.split(';')[0]?.split('=')[1]
    if (cookie) this.hide(cookie, 'cookie')
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

  /** The text without what was told, and without addresses. */
  text(text: string): string {
    return this.known(text).replaceAll(ADDRESS, '<address>')
  }

  /**
   * The request without secrets. What was made from the schemas stays as it is, or nobody could repeat it: it holds only
   * the secrets that were told.
   */
  request({ request, as, generated }: Exchange): Exchange['request'] {
    const text = generated ? (value: string) => this.known(value) : (value: string) => this.text(value)
    const isSecret = (name: string) => !generated && SECRET.test(name)
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => {
      const masked = text(value)
      const stays = masked !== value || !isSecret(name)
      return [
        name,
        stays ? masked : value.replace(/^(\w+ )?.*$/s, (_, scheme = '') => `${scheme}<${as?.kind ?? name}>`),
      ]
    })
    const body = request.body === null ? null : Buffer.from(request.body).toString()
    return {
      method: request.method,
      url: text(request.url),
      headers: Object.fromEntries(headers),
      body: body === null ? null : text(generated ? body : maskedMembers(body, isSecret)),
    }
  }
}

/** JSON or a form with the values of secret members replaced; other texts as they are. */
function maskedMembers(body: string, isSecret: (name: string) => boolean): string {
  try {
    const masked = JSON.stringify(JSON.parse(body), (name, value) =>
      typeof value === 'string' && isSecret(name) ? `<${name}>` : value,
    )
    return masked ?? body
  } catch {
    return body.replaceAll(/(^|&)([\w-]+)=([^&]*)/g, (all, start, name) =>
      isSecret(name) ? `${start}${name}=<${name}>` : all,
    )
  }
}
