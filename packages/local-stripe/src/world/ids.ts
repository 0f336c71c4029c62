import { randomBytes } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Random letters and digits; 62 letters of 256 values are near enough to even for identifiers. */
export function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('')
}

/** An id that looks like Stripe's: `pi_3…`, `cs_test_…`. */
export function newId(prefix: string): string {
  if (prefix === 'cs_test') return `cs_test_a1${randomText(56)}`
  if (prefix === 'acct') return `acct_1${randomText(15)}`
  if (prefix === 'req' || prefix === 'prod' || prefix === 'li') return `${prefix}_${randomText(14)}`
  return `${prefix}_3${randomText(23)}`
}
