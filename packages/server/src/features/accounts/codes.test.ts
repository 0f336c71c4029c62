import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { rotateSigningKey } from '../../platform/keys.ts'

const DAY = 24 * 3600
const t = await testApp({ env: { LIMITS: 'off' } })
const { accounts } = t.client()

// Guessing is told from the outside by what the right code still does, for both purposes alike.
const purposes = {
  sign_up: {
    digits: 6,
    ask: (email: string) => accounts.signUp({ body: { email, password: 'three small green boats' } }),
    enter: (email: string, code: string) => accounts.confirmSignUp({ body: { email, code } }),
    newEmail: async () => `sign-up${Math.random()}@example.com`,
  },
  password_reset: {
    digits: 8,
    ask: (email: string) => accounts.forgotPassword({ body: { email } }),
    enter: (email: string, code: string) =>
      accounts.resetPassword({ body: { email, code, newPassword: 'three small green boats' } }),
    newEmail: async () => (await t.make.account()).email,
  },
}

const wrongFor = (codes: string[], digits: number) => {
  for (let guess = 0; ; guess++) {
    const text = `${guess}`.padStart(digits, '0')
    if (!codes.includes(text)) return text
  }
}

describe.for(Object.entries(purposes))('codes for %s', ([, { digits, ask, enter, newEmail }]) => {
  const mailed = async (email: string) => (await t.mail.codesFor(email))[0]?.replace(' ', '') ?? ''
  const fresh = async (email: string) => {
    expect((await ask(email)).error).toBeUndefined()
    return await mailed(email)
  }
  const guess = async (email: string, times: number, code: string) => {
    for (let n = 0; n < times; n++) {
      expect((await enter(email, code)).error?.code).toBe('invalid_code')
    }
  }

  const tries = async (email: string) =>
    (
      await t.db
        .selectFrom('wrong_account_codes')
        .select('tries')
        .where('email', '=', email)
        .executeTakeFirst()
    )?.tries

  test('the right code works after four wrong ones', async () => {
    const email = await newEmail()
    const code = await fresh(email)
    expect(code).toMatch(new RegExp(`^\\d{${digits}}$`))
    await guess(email, 4, wrongFor([code], digits))
    expect((await enter(email, code)).error).toBeUndefined()
  })

  test('five wrong ones spend it, and a fresh one works', async () => {
    const email = await newEmail()
    const code = await fresh(email)
    await guess(email, 5, wrongFor([code], digits))
    expect((await enter(email, code)).error?.code).toBe('invalid_code')
    expect((await enter(email, await fresh(email))).error).toBeUndefined()
  })

  test('guesses made at once do not share a try', async () => {
    const email = await newEmail()
    const code = await fresh(email)
    const wrong = wrongFor([code], digits)
    await Promise.all(Array.from({ length: 10 }, () => enter(email, wrong)))
    const [row] = await t.db
      .selectFrom('mailed_codes')
      .select('wrong_tries')
      .where('email', '=', email)
      .execute()
    expect(row?.wrong_tries).toBe(5)
  })

  test('one guess hits the newest five codes at most', async () => {
    const email = await newEmail()
    const codes: string[] = []
    for (let n = 0; n < 6; n++) {
      codes.push(await fresh(email))
      await t.clock.advance(1)
    }
    const [oldest = '', second = ''] = codes
    expect((await enter(email, oldest)).error?.code).toBe('invalid_code')
    expect((await enter(email, second)).error).toBeUndefined()
  })

  test('a try at several codes is as many guesses, so that asking for many makes none easier', async () => {
    const email = await newEmail()
    const codes: string[] = []
    for (let n = 0; n < 5; n++) codes.push(await fresh(email))
    await guess(email, 3, wrongFor(codes, digits))
    expect(await tries(email)).toBe(15)
    await guess(email, 1, wrongFor(codes, digits))
    expect(await tries(email)).toBe(20)
    for (const code of codes) expect((await enter(email, code)).error?.code).toBe('invalid_code')
    expect((await enter(email, await fresh(email))).error, 'a long one').toBeUndefined()
  })

  test('a try is at no more codes than guesses are left', async () => {
    const email = await newEmail()
    await guess(email, 18, wrongFor([], digits))
    const codes: string[] = []
    for (let n = 0; n < 3; n++) {
      codes.push(await fresh(email))
      await t.clock.advance(1)
    }
    const [oldest = '', , newest = ''] = codes
    expect((await enter(email, oldest)).error?.code).toBe('invalid_code')
    expect(await tries(email)).toBe(20)
    expect((await enter(email, newest)).error?.code).toBe('invalid_code')
  })

  test('twenty wrong ones a day end guessing, but do not lock the owner out', async () => {
    const email = await newEmail()
    for (let round = 0; round < 4; round++) {
      await guess(email, 5, wrongFor([await fresh(email)], digits))
    }
    const long = await fresh(email)
    expect(long).toMatch(/^[0-9a-hjkmnp-tv-z]{20}$/)
    await guess(email, 5, wrongFor([], digits))
    expect((await enter(email, long.toUpperCase())).error, 'no guess can spend it').toBeUndefined()
  })

  test('a code that was mailed before guessing began no longer counts when it ends', async () => {
    const email = await newEmail()
    await guess(email, 16, wrongFor([], digits))
    const code = await fresh(email)
    await guess(email, 4, wrongFor([code], digits))
    expect((await enter(email, code)).error?.code).toBe('invalid_code')
  })

  test('the next day codes are short again', async () => {
    const email = await newEmail()
    await guess(email, 20, wrongFor([], digits))
    await t.clock.advance(DAY)
    expect(await fresh(email)).toHaveLength(digits)
  })

  test('a code that hits after the keys were rotated counts', async () => {
    const email = await newEmail()
    const code = await fresh(email)
    await rotateSigningKey(t.db, t.clock)
    await t.clock.advance(600)
    await t.deps.keys.reload()
    expect((await enter(email, code)).error).toBeUndefined()
  })
})
