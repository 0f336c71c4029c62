import { unwrap } from '@latchkey/sdk'
import { decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { TEST_PASSWORD } from '../../../test/factories.ts'
import { rotateSigningKey } from '../../platform/keys.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

test('a key that rotates in the middle of a session signs nobody out', async () => {
  const { email } = await t.make.account()
  const { accounts } = t.client()
  const before = await unwrap(accounts.signIn({ body: { email, password: TEST_PASSWORD } }))
  await t.clock.advance(60)
  const { kid, signsFrom } = await rotateSigningKey(t.db, t.clock)
  await t.deps.keys.reload()
  t.clock.set(signsFrom)
  expect((await t.client({ token: before.accessToken }).accounts.getAccount()).error).toBeUndefined()
  const body = { refreshToken: before.refreshToken }
  const after = await unwrap(accounts.refreshSession({ body }))
  expect(decodeProtectedHeader(after.accessToken).kid).toBe(kid)
  expect((await t.client({ token: after.accessToken }).accounts.getAccount()).error).toBeUndefined()
})
