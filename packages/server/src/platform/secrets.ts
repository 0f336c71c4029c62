import { createHmac, hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

/** A new bearer secret of 256 bits with a prefix that tells its kind, e.g. `vst_…`. */
export const newSecret = (prefix: string): string => `${prefix}${randomBytes(32).toString('base64url')}`

// By way of a string: a buffer that the hash makes itself has its memory to itself, which takes three times as long.
/** What is stored of a bearer secret. It is random, so a plain hash is enough. */
export const hashSecret = (secret: string): Buffer => Buffer.from(hash('sha256', secret), 'hex')

/** `digits` decimal digits, each value equally likely. */
export const newCode = (digits: number): string =>
  randomInt(0, 10 ** digits)
    .toString()
    .padStart(digits, '0')

// Crockford's alphabet: no letter that looks like a digit.
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'

/** A code of 100 bits, for people to carry over where a short one would be guessed at. */
export const newUnguessableCode = (): string =>
  Array.from(randomBytes(20), (byte) => LETTERS[byte % 32]).join('')

/** What is stored of a short code: guessable by brute force, so it needs a server key. `context` keeps equal codes apart. */
export const hashCode = (key: Buffer, context: string, code: string): Buffer =>
  createHmac('sha256', key).update(`${context}:${code}`).digest()

/** Compares two hashes in constant time. */
export const sameHash = (left: Buffer, right: Buffer): boolean =>
  left.length === right.length && timingSafeEqual(left, right)
