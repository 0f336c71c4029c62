import { timingSafeEqual } from 'node:crypto'
import { beforeEach, expect, test, vi } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { oauthActors } from '../../../test/oauth.ts'
import { isRefusal } from '../../platform/oauth-error.ts'
import { authenticateClient } from './client-authentication.ts'

vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>()
  return { ...crypto, timingSafeEqual: vi.fn(crypto.timingSafeEqual) }
})

const t = await testApp({ env: { LIMITS: 'off' } })
const compared = vi.mocked(timingSafeEqual)

beforeEach(() => {
  compared.mockClear()
})

test('RFC 6749 §10.10: secrets are compared in constant time, whatever their length', async () => {
  const client = await oauthActors(t).client({ token_endpoint_auth_method: 'client_secret_post' })
  const secret = client.secret ?? ''
  const outcomes = []
  for (const given of [secret, `${secret.slice(0, -1)}x`, `x${secret.slice(1)}`, 'x', 'x'.repeat(4000)]) {
    const found = await authenticateClient(t.db, {
      authorization: undefined,
      clientId: client.id,
      clientSecret: given,
    })
    outcomes.push(!isRefusal(found))
  }
  expect(outcomes).toEqual([true, false, false, false, false])
  expect(compared.mock.calls.map(([left, right]) => [left.byteLength, right.byteLength])).toEqual(
    outcomes.map(() => [32, 32]),
  )
})
