import { LatchkeyError, unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'

const HOUR = 3600
const DAY = 24 * HOUR
const PASSWORD = 'three small green boats'
const OTHERS_PASSWORD = 'attacker waits in the hall'

const t = await testApp({ env: { LIMITS: 'off' } })
const { accounts } = t.client()
let counter = 0
const newEmail = () => `person${++counter}@example.com`

const signUp = (email: string, password = PASSWORD, name?: string) =>
  unwrap(accounts.signUp({ body: { email, password, ...(name !== undefined && { name }) } }))
const confirm = (email: string, code = '') => accounts.confirmSignUp({ body: { email, code } })
const codeOf = async (email: string) => (await t.mail.codesFor(email))[0] ?? ''
const codeWith = (digits: string) => `${(Number(digits.replace(' ', '')) + 1) % 1_000_000}`.padStart(6, '0')
const canSignIn = async (email: string, password: string) =>
  (await accounts.signIn({ body: { email, password } })).error === undefined

describe('signUp and confirmSignUp', () => {
  test('a mailed code makes the account, with the name and password of the sign-up', async () => {
    const email = newEmail()
    const { expiresAt } = await signUp(email.toUpperCase(), PASSWORD, 'Ana')
    expect(new Date(expiresAt).getTime() - t.clock.now().getTime()).toBe(24 * HOUR * 1000)
    const code = await codeOf(email)
    expect(code).toMatch(/^\d{3} \d{3}$/)
    expect(await canSignIn(email, PASSWORD)).toBe(false)
    const { account } = await unwrap(confirm(email, code))
    expect(account).toMatchObject({ email, name: 'Ana' })
    expect(await canSignIn(email, PASSWORD)).toBe(true)
  })

  test('a code counts as it is typed: with spaces, hyphens or neither', async () => {
    for (const typed of [' 12-34 56 ', '123456']) {
      const email = newEmail()
      await signUp(email)
      const [first = '', second = ''] = (await codeOf(email)).split(' ')
      const code = typed.replace(
        /12-34 56|123456/,
        typed.includes('-') ? `${first}-${second}` : first + second,
      )
      expect((await confirm(email, code)).error).toBeUndefined()
    }
  })

  test('expired: expired_code after 24 hours, and a fresh one can be had for a week', async () => {
    const email = newEmail()
    await signUp(email)
    const late = await codeOf(email)
    await t.clock.advance(24 * HOUR)
    expect((await confirm(email, late)).error?.code).toBe('expired_code')
    await t.clock.advance(5 * DAY)
    await unwrap(accounts.resendSignUpCode({ body: { email } }))
    expect((await confirm(email, await codeOf(email))).error).toBeUndefined()
  })

  test('used: used_code, also when the answer was lost and the request is sent again', async () => {
    const email = newEmail()
    await signUp(email)
    const code = await codeOf(email)
    await unwrap(confirm(email, code))
    expect((await confirm(email, code)).error?.code).toBe('used_code')
  })

  test('of twenty confirmations at once one makes the account', async () => {
    const email = newEmail()
    await signUp(email)
    const code = await codeOf(email)
    const results = await Promise.all(Array.from({ length: 20 }, () => confirm(email, code)))
    expect(results.filter(({ data }) => data)).toHaveLength(1)
    expect(new Set(results.flatMap(({ error }) => error?.code ?? []))).toEqual(new Set(['used_code']))
  })

  test('unknown address and wrong code answer alike', async () => {
    const email = newEmail()
    await signUp(email)
    const wrong = await confirm(email, codeWith(await codeOf(email)))
    const unknown = await confirm(newEmail(), '123456')
    const body = ({ error }: typeof wrong) => [error?.status, error?.code, error?.message, error?.details]
    expect(body(wrong)).toEqual(body(unknown))
    expect(wrong.error?.code).toBe('invalid_code')
  })

  test('the code of one address does not confirm another', async () => {
    const [one, other] = [newEmail(), newEmail()]
    await signUp(one)
    await signUp(other)
    expect((await confirm(other, await codeOf(one))).error?.code).toBe('invalid_code')
  })

  test('a wrong code that is right for a sign-up of another purpose does not count', async () => {
    const { email } = await t.make.account()
    await unwrap(accounts.forgotPassword({ body: { email } }))
    expect((await confirm(email, await codeOf(email))).error?.code).toBe('invalid_code')
  })
})

describe('pre-hijacking: who signed up with the address before its owner gains nothing', () => {
  test('the owner confirms with the code of the own mail, and the own password counts', async () => {
    const email = newEmail()
    await signUp(email, OTHERS_PASSWORD)
    await t.mail.codesFor(email)
    await signUp(email, PASSWORD)
    await unwrap(confirm(email, await codeOf(email)))
    expect(await canSignIn(email, PASSWORD)).toBe(true)
    expect(await canSignIn(email, OTHERS_PASSWORD)).toBe(false)
  })

  test('confirming ends the other attempts with their codes', async () => {
    const email = newEmail()
    await signUp(email, OTHERS_PASSWORD)
    const othersCode = await codeOf(email)
    await signUp(email, PASSWORD)
    await unwrap(confirm(email, await codeOf(email)))
    expect((await confirm(email, othersCode)).error?.code).toBe('invalid_code')
    const left = await t.db.selectFrom('sign_ups').select('id').where('email', '=', email).execute()
    expect(left).toEqual([])
  })

  test('codes of two attempts entered at once make one account', async () => {
    const email = newEmail()
    await signUp(email, OTHERS_PASSWORD)
    const first = await codeOf(email)
    await signUp(email, PASSWORD)
    const second = await codeOf(email)
    const results = await Promise.all([confirm(email, first), confirm(email, second)])
    expect(results.filter(({ data }) => data)).toHaveLength(1)
    const matching = [await canSignIn(email, OTHERS_PASSWORD), await canSignIn(email, PASSWORD)]
    expect(matching).toEqual(results.map(({ data }) => data !== undefined))
  })

  test('a repeated mail has a code for each attempt, and says which is which', async () => {
    const email = newEmail()
    await signUp(email, OTHERS_PASSWORD)
    await t.clock.advance(HOUR)
    await signUp(email, PASSWORD)
    await t.mail.to(email)
    await unwrap(accounts.resendSignUpCode({ body: { email } }))
    const codes = await t.mail.codesFor(email)
    expect(codes).toHaveLength(2)
    expect((await t.mail.to(email)).at(-1)?.text).toContain('Several sign-ups are waiting')
    await unwrap(confirm(email, codes[0]))
    expect(await canSignIn(email, PASSWORD)).toBe(true)
  })
})

describe('an address that has an account', () => {
  test('its owner is told by mail that somebody tried, and nothing else happens', async () => {
    const { email, id } = await t.make.account()
    await signUp(email)
    const [mail, ...others] = await t.mail.to(email)
    expect(others).toEqual([])
    expect(mail?.subject).toBe('You already have a Latchkey account')
    expect(await t.mail.codesFor(email)).toEqual([])
    const account = await t.db.selectFrom('accounts').select('id').where('email', '=', email).execute()
    expect(account).toEqual([{ id }])
    expect(await canSignIn(email, PASSWORD)).toBe(false)
  })
})

describe('resendSignUpCode', () => {
  test('earlier codes stay valid until they expire', async () => {
    const email = newEmail()
    await signUp(email)
    const first = await codeOf(email)
    await unwrap(accounts.resendSignUpCode({ body: { email } }))
    expect(await codeOf(email)).not.toBe(first)
    expect((await confirm(email, first)).error).toBeUndefined()
  })

  test('without a sign-up that waits nothing is mailed', async () => {
    const email = newEmail()
    await unwrap(accounts.resendSignUpCode({ body: { email } }))
    expect(await t.mail.to(email)).toEqual([])
    await signUp(email)
    await t.mail.to(email)
    await t.clock.advance(7 * DAY)
    await unwrap(accounts.resendSignUpCode({ body: { email } }))
    expect(await t.mail.to(email)).toHaveLength(1)
  })

  test('a mail that is delayed beyond the life of its code is dropped', async () => {
    const email = newEmail()
    await signUp(email)
    await t.clock.advance(24 * HOUR)
    expect(await t.mail.to(email)).toEqual([])
  })

  test('a mail that is sent twice brings two codes, and both work', async () => {
    const email = newEmail()
    t.mail.failWith = new Error('connection lost after DATA')
    await signUp(email)
    await t.jobs.run({ failures: 'returned' })
    t.mail.failWith = null
    await t.clock.advance(HOUR)
    await codeOf(email)
    const minted = await t.db.selectFrom('mailed_codes').select('id').where('email', '=', email).execute()
    expect(minted).toHaveLength(2)
    expect((await confirm(email, await codeOf(email))).error).toBeUndefined()
  })
})

test.for([
  ['short', 'elevenchars', 'invalid_request'],
  ['common', 'password1234', 'weak_password'],
  ['a keyboard row', 'qwertyuiop[]', 'weak_password'],
  ['repeated', 'abcabcabcabcabc', 'weak_password'],
  ['the address', 'weak@example.com', 'weak_password'],
  ['the name', 'Maximiliana!', 'weak_password'],
])('a password that is %s is refused', async ([, password = '', code]) => {
  const body = { email: 'weak@example.com', password, name: 'Maximiliana' }
  const { error } = await accounts.signUp({ body })
  expect(error).toBeInstanceOf(LatchkeyError)
  expect(error?.code).toBe(code)
  expect(await t.mail.to('weak@example.com')).toEqual([])
})

test('passwords and codes are kept as hashes only', async () => {
  const email = newEmail()
  await signUp(email)
  const code = (await codeOf(email)).replace(' ', '')
  const { rows } = await t.deps.pool.query(
    `select s::text || c::text as row from sign_ups s join mailed_codes c on c.sign_up_id = s.id where s.email = $1`,
    [email],
  )
  expect(rows).toHaveLength(1)
  expect(rows[0].row).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  expect(rows[0].row).not.toContain(PASSWORD)
  expect(rows[0].row).not.toContain(code)
  expect(rows[0].row).not.toContain(Buffer.from(code).toString('hex'))
})
