import { createHmac, randomBytes } from 'node:crypto'
import type { Keys } from '../keys.ts'
import { sameHash } from '../secrets.ts'

/**
 * What was proven in a browser: to be the account with this address; or, with `handle`, the visitor with it at that
 * handle (`null`: at all of them). A creator's front end sees the latter proof, so it must count for nothing else.
 */
export interface Proof {
  readonly email: string
  readonly handle?: string | null
}

const kindOf = ({ handle }: Proof) => (handle === undefined ? 'account' : 'visitor')

const seal = (key: Buffer, nonce: string, proof: Proof) =>
  createHmac('sha256', key)
    .update(JSON.stringify([kindOf(proof), nonce, proof.email, proof.handle ?? null]))
    .digest()

const SHAPE = /^(account|visitor)\.([\w-]{22})\.([\w-]{43})$/

/** The proofs in a cookie, `kind.nonce.mac` each: one of each kind, as the bare host is for both. */
const proofsIn = (cookie: string | null): string[] =>
  cookie?.split('~').filter((proof) => SHAPE.test(proof)) ?? []

/** Cookie value for a browser in which this has just been proven; a proof of the other kind in `before` stays. */
export function newDevice(keys: Keys, proof: Proof, before: string | null): string {
  const [key] = keys.derive('device')
  if (!key) throw new Error('There is no key.')
  const nonce = randomBytes(16).toString('base64url')
  const kind = kindOf(proof)
  const other = proofsIn(before).find((each) => !each.startsWith(kind))
  const own = `${kind}.${nonce}.${seal(key, nonce, proof).toString('base64url')}`
  return other ? `${own}~${other}` : own
}

/** The bucket of a browser in which this was proven before; `null` for any other. */
export function knownDevice(keys: Keys, cookie: string | null, proof: Proof): string | null {
  for (const each of proofsIn(cookie)) {
    const [, kind, nonce = '', mac = ''] = SHAPE.exec(each) ?? []
    if (kind !== kindOf(proof)) continue
    const given = Buffer.from(mac, 'base64url')
    if (keys.derive('device').some((key) => sameHash(seal(key, nonce, proof), given))) return nonce
  }
  return null
}
