import { createHmac, randomBytes } from 'node:crypto'
import type { Keys } from '../keys.ts'
import { sameHash } from '../secrets.ts'

/** Seconds a browser stays known after its last sign-in. */
export const DEVICE_SECONDS = 400 * 24 * 3600

const seal = (key: Buffer, nonce: string, email: string) =>
  createHmac('sha256', key).update(`${nonce}\n${email}`).digest()

/** Cookie value for a browser in which this address has just been verified. */
export function newDevice(keys: Keys, email: string): string {
  const [key] = keys.derive('device')
  if (!key) throw new Error('There is no key.')
  const nonce = randomBytes(16).toString('base64url')
  return `${nonce}.${seal(key, nonce, email).toString('base64url')}`
}

/** The bucket of a browser that signed in with this address before; `null` for any other. */
export function knownDevice(keys: Keys, cookie: string | null, email: string): string | null {
  const [nonce, mac] = cookie?.split('.') ?? []
  if (!nonce || !mac) return null
  const given = Buffer.from(mac, 'base64url')
  return keys.derive('device').some((key) => sameHash(seal(key, nonce, email), given)) ? nonce : null
}
