import { generateKeyPairSync, hkdfSync, randomUUID } from 'node:crypto'
import { type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { JWTExpired } from 'jose/errors'
import type { Clock } from './clock.ts'
import { addSeconds } from './clock.ts'
import type { Db } from './database/connect.ts'
import { inOwnTransaction } from './database/transaction.ts'
import type { Log } from './log.ts'
import { type PublicJwk, readSigningKey, readSigningKeys, type SigningKey } from './signing-keys.ts'

/** Seconds for which others may keep the published keys. */
export const JWKS_SECONDS = 300
/** Seconds after which a process reads the keys again. */
const REREAD_SECONDS = 60
/** Seconds from the making of a key to its first use: by then every process and every copy of the JWKS has it. */
const SIGNS_AFTER = JWKS_SECONDS + 2 * REREAD_SECONDS
/** Seconds for which a key verifies after another took over; longer than anything lives that it signed or hashed. */
const VERIFIES_FOR = 2 * 24 * 3600

interface KnownKey extends SigningKey {
  /** Before this time it only verifies. */
  readonly signsFrom: Date
}

/** Deriving a key takes as long as all else that a request computes, so each is derived once. */
const derivedKeys = new WeakMap<KnownKey, Map<string, Buffer>>()

function derived(key: KnownKey, purpose: string): Buffer {
  const known = derivedKeys.get(key) ?? new Map<string, Buffer>()
  derivedKeys.set(key, known)
  const secret =
    known.get(purpose) ?? Buffer.from(hkdfSync('sha256', key.secret, '', `latchkey:${purpose}`, 32))
  known.set(purpose, secret)
  return secret
}

/** The server's signing keys: one signs, all of them verify, so a key rotates without signing anyone out. */
export class Keys {
  #known: readonly KnownKey[] = []
  readonly #read: () => Promise<KnownKey[]>
  readonly #clock: Clock
  readonly #rereading: NodeJS.Timeout

  private constructor(read: () => Promise<KnownKey[]>, clock: Clock, log: Log) {
    this.#read = read
    this.#clock = clock
    const reread = () => {
      this.reload().catch((error: unknown) => log.warn({ err: error }, 'signing keys not read again'))
    }
    this.#rereading = setInterval(reread, REREAD_SECONDS * 1000).unref()
  }

  /** The keys of `SIGNING_KEYS`, or those that are kept in the database; the first of these is made here. */
  static async open(options: { db: Db; clock: Clock; log: Log; signingKeys?: string | undefined }) {
    const { db, clock, log, signingKeys } = options
    const given = signingKeys === undefined ? null : readSigningKeys(signingKeys)
    const known = given?.map((key) => ({ ...key, signsFrom: new Date(0) }))
    if (!known) await makeFirstKey(db, clock)
    const keys = new Keys(async () => known ?? (await storedKeys(db)), clock, log)
    await keys.reload()
    return keys
  }

  /** Takes up keys that were made, and drops keys that were removed. */
  async reload(): Promise<void> {
    this.#known = await this.#read()
  }

  close(): void {
    clearInterval(this.#rereading)
  }

  /** Those that may sign, newest first, before those that may not yet. */
  #inOrderOfUse(): KnownKey[] {
    const now = this.#clock.now()
    const maySign = (key: KnownKey) => key.signsFrom <= now
    return [...this.#known.filter(maySign), ...this.#known.filter((key) => !maySign(key))]
  }

  /** Signs a JWT. `typ` tells kinds of tokens apart (RFC 8725 §3.11). Lifetime in seconds. */
  async sign(claims: JWTPayload, options: { typ: string; lifetime: number }): Promise<string> {
    const [key] = this.#inOrderOfUse()
    if (!key) throw new Error('There is no signing key.')
    const now = Math.floor(this.#clock.now().getTime() / 1000)
    return await new SignJWT({ ...claims, iat: now, exp: now + options.lifetime })
      .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: options.typ })
      .sign(key.privateKey)
  }

  /** Claims of a token of ours; `expired` or `invalid` when it does not count. */
  async verify(
    token: string,
    options: { typ: string; issuer: string; audience: string },
  ): Promise<JWTPayload | 'expired' | 'invalid'> {
    try {
      const { payload } = await jwtVerify(
        token,
        ({ kid, alg }) => {
          const key = this.#known.find((known) => known.kid === kid && known.alg === alg)
          if (!key) throw new Error('unknown key')
          return key.publicKey
        },
        { ...options, currentDate: this.#clock.now(), requiredClaims: ['exp', 'sub'] },
      )
      return payload
    } catch (error) {
      return error instanceof JWTExpired ? 'expired' : 'invalid'
    }
  }

  /**
   * Keys for keyed hashes of this purpose: make hashes with the first, accept those of all. Derived, so that one
   * secret is enough to run the server.
   */
  derive(purpose: string): Buffer[] {
    return this.#inOrderOfUse().map((key) => derived(key, purpose))
  }

  /** The public keys of all that may verify a token (RFC 7517 §5); may be kept for `JWKS_SECONDS`. */
  publicJwks(): { keys: PublicJwk[] } {
    return { keys: this.#inOrderOfUse().map(({ publicJwk }) => publicJwk) }
  }
}

function newJwk(): { kid: string; jwk: string } {
  const { privateKey } = generateKeyPairSync('ed25519')
  const kid = randomUUID()
  return { kid, jwk: JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid }) }
}

async function makeFirstKey(db: Db, clock: Clock): Promise<void> {
  const kept = await db.selectFrom('server_keys').select('id').limit(1).executeTakeFirst()
  if (kept) return
  // Of several processes that start at once the first one decides, because the id is the same.
  await db
    .insertInto('server_keys')
    .values({ id: 'first', jwk: newJwk().jwk, created_at: clock.now() })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

async function storedKeys(db: Db): Promise<KnownKey[]> {
  const rows = await db
    .selectFrom('server_keys')
    .select(['jwk', 'created_at as createdAt'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ jwk, createdAt }, index) => ({
    ...readSigningKey(jwk as Parameters<typeof readSigningKey>[0]),
    signsFrom: index === rows.length - 1 ? createdAt : addSeconds(createdAt, SIGNS_AFTER),
  }))
}

/**
 * Adds a key to those in the database. It is published at once and signs a few minutes later; keys that nothing
 * alive depends on any more are removed. Servers take part without a restart.
 * @returns the new `kid`, and when it begins to sign.
 */
export async function rotateSigningKey(db: Db, clock: Clock): Promise<{ kid: string; signsFrom: Date }> {
  const now = clock.now()
  const { kid, jwk } = newJwk()
  await inOwnTransaction(db, async (trx) => {
    await trx.insertInto('server_keys').values({ id: kid, jwk, created_at: now }).execute()
    await trx
      .deleteFrom('server_keys')
      .where('created_at', '<', (eb) =>
        eb
          .selectFrom('server_keys')
          .select(({ fn }) => fn.max('created_at').as('created_at'))
          .where('created_at', '<', addSeconds(now, -(SIGNS_AFTER + VERIFIES_FOR))),
      )
      .execute()
  })
  return { kid, signsFrom: addSeconds(now, SIGNS_AFTER) }
}
