import { z } from '@hono/zod-openapi'
import { shop } from '../example-shop.ts'

/** Longest address that a mail server takes (RFC 5321 §4.5.3.1.3, without the angle brackets). */
const LENGTH = 254

const NO_ADDRESS = 'must be an email address, such as ana@example.com'

// The pattern of `<input type=email>` (HTML §4.10.5.1.5), with the dot that every domain on the internet has, and
// without bare IP addresses, whose last label is a number.
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const ADDRESS = new RegExp(`^[a-z0-9.!#$%&'*+/=?^_\`{|}~-]+@(?:${LABEL}\\.)+(?!\\d+$)${LABEL}$`)

// What is accepted before it is in that spelling, for the document: any case, and letters of any script in the domain.
const ANY_CASE = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const AS_TYPED = `^[A-Za-z0-9.!#$%&'*+/=?^_\`{|}~-]+@(?:(?:${ANY_CASE}\\.)+${ANY_CASE}|[A-Za-z0-9_.-]*[^\\u0000-\\u007f](?:[A-Za-z0-9_.-]|[^\\u0000-\\u007f])*)$`

/**
 * The domain as the DNS has it: labels in Punycode (UTS #46). What cannot be such a domain stays as it is, so that
 * the pattern refuses it.
 */
function asciiDomain(domain: string): string {
  // ASCII that a URL would read as something else than a part of its host.
  if (/[^\w.\-\P{ASCII}]/u.test(domain)) return domain
  const url = `http://${domain}`
  const host = URL.canParse(url) ? new URL(url).hostname : domain
  // Digits of other scripts may turn out to be an IP address, in another form.
  return /^[\d.]+$/.test(host) ? domain : host
}

/** One spelling for every address: lower case, the domain in ASCII. Whatever is compared or stored went through here. */
function canonical(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  // Only what is not ASCII needs the reading; all else is compared as it was written.
  const ascii = /\P{ASCII}/u.test(domain) ? asciiDomain(domain) : domain
  return `${address.slice(0, at + 1)}${ascii}`.toLowerCase()
}

/** An e-mail address: compared, kept and sent to in lower case, its domain in ASCII. */
export const Email = z
  .string()
  .max(LENGTH, { error: NO_ADDRESS, abort: true })
  .overwrite(canonical)
  .refine((address) => address.length <= LENGTH && ADDRESS.test(address), NO_ADDRESS)
  .openapi({
    format: 'email',
    pattern: AS_TYPED,
    description:
      'Email address. Case does not matter, and the domain may be in any script. It is returned in lower case, with the domain in ASCII.',
    example: shop.buyer.email,
  })
