import { generateKeyPairSync } from 'node:crypto'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { Keys, rotateSigningKey } from './keys.ts'
import { readSigningKeys } from './signing-keys.ts'

const t = await testApp()
const { db, clock } = t
const { log } = t.deps
const expectations = { typ: 'at+jwt', issuer: 'https://latchkey.test', audience: 'https://latchkey.test' }
const claims = { iss: expectations.issuer, aud: expectations.audience, sub: 'acc_1' }
const MINUTE = 60
const DAY = 24 * 3600

const sign = (keys: Keys) => keys.sign(claims, { typ: 'at+jwt', lifetime: 15 * MINUTE })
const kidOf = (token: string) => decodeProtectedHeader(token).kid

test('processes that start at once sign with the same key', async () => {
  await db.deleteFrom('server_keys').execute()
  const processes = await Promise.all([1, 2, 3, 4].map(() => Keys.open({ db, clock, log })))
  const kids = await Promise.all(processes.map(async (keys) => kidOf(await sign(keys))))
  expect(new Set(kids).size).toBe(1)
  for (const keys of processes) keys.close()
})

test('a rotated key is known everywhere before it signs, and the old one verifies what it signed', async () => {
  const one = await Keys.open({ db, clock, log })
  const other = await Keys.open({ db, clock, log })
  await clock.advance(DAY)
  const before = await sign(one)
  const [hashKey] = one.derive('codes')

  const { kid, signsFrom } = await rotateSigningKey(db, clock)
  await one.reload()
  expect(kidOf(await sign(one)), 'a process that has not read it yet could not verify').toBe(kidOf(before))
  expect(one.publicJwks().keys.map((key) => key.kid)).toEqual([kidOf(before), kid])

  await other.reload()
  clock.set(signsFrom)
  const after = await sign(one)
  expect(kidOf(after)).toBe(kid)
  expect(await other.verify(after, expectations)).toMatchObject({ sub: 'acc_1' })
  expect(await other.verify(before, expectations)).toMatchObject({ sub: 'acc_1' })
  expect(one.derive('codes')[0]).not.toEqual(hashKey)
  expect(one.derive('codes')).toContainEqual(hashKey)
  one.close()
  other.close()
})

test('rotating removes keys only when nothing depends on them any more', async () => {
  const keys = await Keys.open({ db, clock, log })
  const kids = async () => {
    await keys.reload()
    return keys.publicJwks().keys.map(({ kid }) => kid)
  }
  const known = await kids()
  await clock.advance(DAY)
  const second = await rotateSigningKey(db, clock)
  await clock.advance(DAY)
  const third = await rotateSigningKey(db, clock)
  expect(await kids()).toEqual(expect.arrayContaining([...known, second.kid, third.kid]))
  await clock.advance(2 * DAY)
  const fourth = await rotateSigningKey(db, clock)
  expect((await kids()).sort()).toEqual([second.kid, third.kid, fourth.kid].sort())
  keys.close()
})

test.for(['ed25519', 'P-256'] as const)(
  '%s keys of SIGNING_KEYS sign, and the JWKS verifies',
  async (kind) => {
    const { privateKey } =
      kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: kind })
    const signingKeys = JSON.stringify({ keys: [privateKey.export({ format: 'jwk' })] })
    const keys = await Keys.open({ db, clock, log, signingKeys })
    const jwks = keys.publicJwks()
    expect(JSON.stringify(jwks)).not.toContain(privateKey.export({ format: 'jwk' }).d)
    const { payload } = await jwtVerify(await sign(keys), createLocalJWKSet(jwks), {
      ...expectations,
      currentDate: clock.now(),
    })
    expect(payload.sub).toBe('acc_1')
    keys.close()
  },
)

test('a key without `kid` is named by its thumbprint (RFC 7638)', () => {
  // The key of RFC 8037 appendix A.1; its thumbprint stands in A.3.
  const jwk = {
    kty: 'OKP',
    crv: 'Ed25519',
    d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
    x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  }
  const [key] = readSigningKeys(JSON.stringify({ keys: [jwk] })) ?? []
  expect(key?.kid).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
})

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
const publicOnly = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
const once = { ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid: 'same' }
const again = { ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid: 'same' }

test.for([
  ['no JSON', 'not a key set'],
  ['no keys', '{"keys":[]}'],
  ['no key set', '[]'],
  ['an RSA key', JSON.stringify({ keys: [rsa] })],
  ['a public key', JSON.stringify({ keys: [publicOnly] })],
  ['two keys of one name', JSON.stringify({ keys: [once, again] })],
])('SIGNING_KEYS refuses %s', ([, text]) => {
  expect(readSigningKeys(text ?? '')).toBeNull()
})

test.for([
  ['of another audience', { ...claims, aud: 'https://elsewhere.test' }, 'at+jwt'],
  ['of another issuer', { ...claims, iss: 'https://elsewhere.test' }, 'at+jwt'],
  ['of another kind', claims, 'jwt'],
] as const)('a token %s does not count', async ([, given, typ]) => {
  const keys = await Keys.open({ db, clock, log })
  const token = await keys.sign(given, { typ, lifetime: 60 })
  expect(await keys.verify(token, expectations)).toBe('invalid')
  keys.close()
})
