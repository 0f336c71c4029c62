import { createSecretKey, generateKeyPairSync } from 'node:crypto'
import { ACCESS_TOKEN_SECONDS, REFRESH_TOKEN_SECONDS } from '@latchkey/contract'
import { exportJWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openSession } from './service.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const jwk = { ...(await exportJWK(privateKey)), kid: 'ours' }
const t = await testApp({ env: { LIMITS: 'off', SIGNING_KEYS: JSON.stringify({ keys: [jwk] }) } })
const account = await t.make.account({ email: 'ana@example.com', name: 'Ana' })

const ISSUER = 'https://latchkey.test'
let sid: string

beforeEach(async () => {
  const { accessToken } = await openSession(t.deps, account.id)
  sid = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8')).sid
})

const now = () => Math.floor(t.clock.now().getTime() / 1000)
const claims = (over: JWTPayload = {}): JWTPayload => ({
  iss: ISSUER,
  aud: `${ISSUER}/v2`,
  sub: account.id,
  sid,
  iat: now(),
  exp: now() + 60,
  ...over,
})

type Header = Parameters<SignJWT['setProtectedHeader']>[0]
type SigningKey = Parameters<SignJWT['sign']>[0]
const header: Header = { alg: 'EdDSA', kid: 'ours', typ: 'account+jwt' }
const sign = (payload: JWTPayload, over: Partial<Header> = {}, key: SigningKey = privateKey) =>
  new SignJWT(payload).setProtectedHeader({ ...header, ...over }).sign(key)

function without<T extends object, K extends keyof T>(given: T, name: K): Omit<T, K> {
  const { [name]: _, ...rest } = given
  return rest
}

/** The code of the error, or the account's id. */
async function outcome(token: string): Promise<string | undefined> {
  const { data, error } = await t.client({ token }).accounts.getAccount()
  return data ? data.id : error.code
}

const revoke = (id: string) =>
  t.db.updateTable('refresh_token_families').set({ revoked_at: t.clock.now() }).where('id', '=', id).execute()

test('a token of ours tells who is signed in', async () => {
  const { data } = await t.client({ token: await sign(claims()) }).accounts.getAccount()
  expect(data).toEqual({
    id: account.id,
    email: 'ana@example.com',
    name: 'Ana',
    createdAt: t.clock.now().toISOString(),
  })
})

describe('a token does not count', () => {
  const stranger = generateKeyPairSync('ed25519').privateKey
  const strangerEc = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const publicBytes = createSecretKey(String(publicKey.export({ type: 'spki', format: 'pem' })), 'utf8')

  test.each<[string, () => string | Promise<string>]>([
    ['of another issuer', () => sign(claims({ iss: 'https://evil.example' }))],
    ['for another audience', () => sign(claims({ aud: 'https://evil.example' }))],
    ['for the audience of OAuth', () => sign(claims({ aud: ISSUER }))],
    ['of the type of OAuth', () => sign(claims(), { typ: 'at+jwt' })],
    ['without an audience', () => sign(without(claims(), 'aud'))],
    ['of another type', () => sign(claims(), { typ: 'JWT' })],
    [
      'without a type',
      () => new SignJWT(claims()).setProtectedHeader({ alg: 'EdDSA', kid: 'ours' }).sign(privateKey),
    ],
    ['with a key id that is not ours', () => sign(claims(), { kid: 'theirs' })],
    [
      'without a key id',
      () => new SignJWT(claims()).setProtectedHeader({ alg: 'EdDSA', typ: 'account+jwt' }).sign(privateKey),
    ],
    ["signed with somebody else's key", () => sign(claims(), {}, stranger)],
    ['signed by another algorithm', () => sign(claims(), { alg: 'ES256' }, strangerEc)],
    ['signed by HS256 with the public key', () => sign(claims(), { alg: 'HS256' }, publicBytes)],
    ['that brings its own key', async () => sign(claims(), { jwk: await exportJWK(stranger) }, stranger)],
    ['without a session', () => sign(without(claims(), 'sid'))],
    ['without a subject', () => sign(without(claims(), 'sub'))],
    ['that never expires', () => sign(without(claims(), 'exp'))],
    ['that begins later', () => sign(claims({ nbf: now() + 60 }))],
    ['for a session that does not exist', () => sign(claims({ sid: 'ses_00000000000000000000000000' }))],
    ["for another account's session", async () => sign(claims({ sub: (await t.make.account()).id }))],
    ['that is not signed', () => new UnsecuredJWT(claims()).encode()],
    [
      'that says alg none and keeps a signature',
      async () => {
        const [, payload, signature] = (await sign(claims())).split('.')
        const none = Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url')
        return `${none}.${payload}.${signature}`
      },
    ],
    [
      'that was changed',
      async () => {
        const [head, , signature] = (await sign(claims())).split('.')
        const payload = Buffer.from(JSON.stringify(claims({ exp: now() + 9999 }))).toString('base64url')
        return `${head}.${payload}.${signature}`
      },
    ],
    ['of a visitor', async () => (await t.make.visitorSession()).token],
    ['that is none', () => 'nonsense'],
  ])('%s', async (_, token) => {
    expect(await outcome(await token())).toBe('invalid_token')
  })
})

test('a token expires, and says so', async () => {
  const { accessToken } = await openSession(t.deps, account.id)
  await t.clock.advance(ACCESS_TOKEN_SECONDS - 1)
  expect(await outcome(accessToken)).toBe(account.id)
  await t.clock.advance(1)
  expect(await outcome(accessToken)).toBe('token_expired')
})

test('no token at all', async () => {
  const { error, response } = await t.client().accounts.getAccount()
  expect(error?.code).toBe('missing_bearer_token')
  expect(response.headers.get('www-authenticate')).toContain('Bearer')
})

test('cookies never count', async () => {
  const { accessToken, refreshToken } = await openSession(t.deps, account.id)
  for (const value of [accessToken, refreshToken]) {
    const { error } = await t.client({ headers: { cookie: `_10x_account=${value}` } }).accounts.getAccount()
    expect(error?.code).toBe('missing_bearer_token')
  }
})

test('access ends at once with the session, and with it alone', async () => {
  const [one, other] = [await openSession(t.deps, account.id), await openSession(t.deps, account.id)]
  expect(await outcome(one.accessToken)).toBe(account.id)
  const payload = JSON.parse(Buffer.from(one.accessToken.split('.')[1] ?? '', 'base64url').toString('utf8'))
  await revoke(payload.sid)
  expect(await outcome(one.accessToken)).toBe('invalid_token')
  expect(await outcome(other.accessToken)).toBe(account.id)
})

test('access ends at once with the role', async () => {
  const handle = await t.make.handle()
  const page = await t.make.page({ handle })
  const creator = await t.make.collaborator({ handle, role: 'CREATOR' })
  const client = await t.as(creator)
  const refund = async () => {
    const path = { handle: handle.name, pageSlug: page.slug }
    const { error } = await client.checkout.refundPurchase({ path, body: { visitorId: 'vis_1' } })
    return error?.code
  }
  expect(await refund()).toBe('purchase_not_found')
  await t.db.deleteFrom('collaborators').where('account_id', '=', creator.id).execute()
  expect(await refund()).toBe('handle_not_found')
})

test('a session ends after its time, whatever the token says', async () => {
  await t.clock.advance(REFRESH_TOKEN_SECONDS)
  expect(await outcome(await sign(claims()))).toBe('invalid_token')
})
