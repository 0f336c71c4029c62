import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { knownDevice, newDevice, type Proof } from './device-cookie.ts'

const { deps } = await testApp()
const { keys } = deps

const proofs: Proof[] = [
  { email: 'ana@example.com' },
  { email: 'ana@example.com', handle: null },
  { email: 'ana@example.com', handle: 'demo' },
  { email: 'ana@example.com', handle: 'other' },
  { email: 'ben@example.com' },
  { email: 'ben@example.com', handle: 'demo' },
]

describe.for(proofs)('what was proven as %o', (proven) => {
  test.for(proofs)('counts for %o only if that is it', (asked) => {
    const cookie = newDevice(keys, proven, null)
    expect(knownDevice(keys, cookie, asked) !== null).toBe(proven === asked)
  })
})

const account = { email: 'ana@example.com' }
const visitor = { email: 'ana@example.com', handle: null }

test('a browser keeps the proof of the other kind, and one of each', () => {
  const first = newDevice(keys, account, null)
  const both = newDevice(keys, visitor, first)
  expect(knownDevice(keys, both, account)).toBe(knownDevice(keys, first, account))
  expect(knownDevice(keys, both, visitor)).not.toBeNull()
  const again = newDevice(keys, { email: 'ben@example.com' }, both)
  expect(again.split('~')).toHaveLength(2)
  expect(knownDevice(keys, again, account)).toBeNull()
  expect(knownDevice(keys, again, visitor)).toBe(knownDevice(keys, both, visitor))
})

test('what was changed, or is no proof, neither counts nor comes back', () => {
  const cookie = newDevice(keys, account, null)
  const asVisitor = cookie.replace('account', 'visitor')
  for (const forged of [
    `x${cookie}`,
    `${cookie}x`,
    cookie.slice(0, -1),
    asVisitor,
    'account.a.b',
    '~',
    '..',
  ]) {
    expect(knownDevice(keys, forged, account)).toBeNull()
    expect(knownDevice(keys, forged, visitor)).toBeNull()
  }
  expect(newDevice(keys, account, 'visitor.x; Domain=example.com')).not.toContain('Domain')
})
