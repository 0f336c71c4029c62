import { hkdfSync } from 'node:crypto'
import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { JWTExpired } from 'jose/errors'
import type { Clock } from './clock.ts'
import type { Db } from './database/connect.ts'

const ALGORITHM = 'EdDSA'

/** The server's signing keys, newest first: the first signs, all of them verify, so a key rotates without signing anyone out. */
export class Keys {
  readonly #jwks: (JWK & { kid: string; alg: string })[]
  readonly #clock: Clock

  constructor(jwks: JWK[], clock: Clock) {
    this.#jwks = jwks.map((jwk, index) => ({
      ...jwk,
      kid: jwk.kid ?? `key-${index}`,
      alg: jwk.alg ?? ALGORITHM,
    }))
    this.#clock = clock
  }

  /** Signs a JWT. `typ` tells kinds of tokens apart (RFC 8725 §3.11). Lifetime in seconds. */
  async sign(claims: JWTPayload, options: { typ: string; lifetime: number }): Promise<string> {
    const [jwk] = this.#jwks
    if (!jwk) throw new Error('There is no signing key.')
    const now = Math.floor(this.#clock.now().getTime() / 1000)
    return await new SignJWT({ ...claims, iat: now, exp: now + options.lifetime })
      .setProtectedHeader({ alg: jwk.alg, kid: jwk.kid, typ: options.typ })
      .sign(await importJWK(jwk))
  }

  /** Claims of a token of ours; `expired` or `invalid` when it does not count. */
  async verify(
    token: string,
    options: { typ: string; issuer: string; audience: string },
  ): Promise<JWTPayload | 'expired' | 'invalid'> {
    try {
      const { payload } = await jwtVerify(
        token,
        async (header) => {
          const jwk = this.#jwks.find(
            (candidate) => candidate.kid === header.kid && candidate.alg === header.alg,
          )
          if (!jwk) throw new Error('unknown key')
          const { d: _, ...publicKey } = jwk
          return await importJWK(publicKey)
        },
        { ...options, currentDate: this.#clock.now(), requiredClaims: ['exp', 'sub'] },
      )
      return payload
    } catch (error) {
      return error instanceof JWTExpired ? 'expired' : 'invalid'
    }
  }

  /** Keys for keyed hashes of this purpose, newest first; derived, so that one secret is enough to run the server. */
  derive(purpose: string): Buffer[] {
    return this.#jwks.map((jwk) =>
      Buffer.from(hkdfSync('sha256', jwk.d ?? '', '', `latchkey:${purpose}`, 32)),
    )
  }
}

/** Keys from `SIGNING_KEYS`, or the one that is made once and kept in the database. */
export async function loadKeys(db: Db, clock: Clock, signingKeys: string | undefined): Promise<Keys> {
  if (signingKeys) return new Keys(parseSigningKeys(signingKeys), clock)
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true })
  const jwk = { ...(await exportJWK(privateKey)), kid: crypto.randomUUID(), alg: ALGORITHM }
  // Whoever inserts first decides; every process then reads the same key.
  await db
    .insertInto('server_keys')
    .values({ id: 'signing', jwk: JSON.stringify(jwk), created_at: clock.now() })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  const row = await db
    .selectFrom('server_keys')
    .select('jwk')
    .where('id', '=', 'signing')
    .executeTakeFirstOrThrow()
  return new Keys([row.jwk as JWK], clock)
}

function parseSigningKeys(text: string): JWK[] {
  const parsed: unknown = JSON.parse(text)
  const keys = typeof parsed === 'object' && parsed !== null && 'keys' in parsed ? parsed.keys : null
  if (!Array.isArray(keys) || keys.length === 0 || keys.some((key) => typeof key?.d !== 'string')) {
    throw new Error(
      'SIGNING_KEYS is wrong: it must be a JWKS with private keys (EdDSA or ES256), newest first.',
    )
  }
  return keys as JWK[]
}
