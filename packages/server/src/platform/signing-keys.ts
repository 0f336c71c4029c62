import { createHash, createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'

/** A key that signs tokens, ready for use. */
export interface SigningKey {
  readonly kid: string
  readonly alg: 'EdDSA' | 'ES256'
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** The public half as it is published (RFC 7517 §4). */
  readonly publicJwk: PublicJwk
  /** The private scalar; other keys are derived from it. */
  readonly secret: string
}

/** A public key as it stands in the JWKS. */
export interface PublicJwk extends JsonWebKey {
  readonly kid: string
  readonly alg: SigningKey['alg']
  readonly use: 'sig'
}

/** Reads one private JWK (Ed25519 or P-256). @throws when it is none. */
export function readSigningKey(jwk: JsonWebKey & { kid?: unknown }): SigningKey {
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' })
  const publicKey = createPublicKey(privateKey)
  const alg = algorithmOf(jwk)
  const members = publicKey.export({ format: 'jwk' })
  const kid = typeof jwk.kid === 'string' && jwk.kid !== '' ? jwk.kid : thumbprint(members)
  return {
    kid,
    alg,
    privateKey,
    publicKey,
    publicJwk: { ...members, kid, alg, use: 'sig' },
    secret: String(jwk.d),
  }
}

function algorithmOf({ kty, crv }: JsonWebKey): SigningKey['alg'] {
  if (kty === 'OKP' && crv === 'Ed25519') return 'EdDSA'
  if (kty === 'EC' && crv === 'P-256') return 'ES256'
  throw new Error('The key is neither Ed25519 nor P-256.')
}

/** RFC 7638: the hash of the required members in the order of their names. */
const thumbprint = (members: JsonWebKey): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(Object.entries(members).sort())))
    .digest('base64url')

/** Reads a JWKS with private keys, newest first; `null` when it is none, or when two keys share a `kid`. */
export function readSigningKeys(text: string): SigningKey[] | null {
  try {
    const { keys }: { keys: JsonWebKey[] } = JSON.parse(text)
    const read = keys.map(readSigningKey)
    return read.length > 0 && new Set(read.map(({ kid }) => kid)).size === read.length ? read : null
  } catch {
    return null
  }
}
