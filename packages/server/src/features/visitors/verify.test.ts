import { CODE_TRIES, MAGIC_LINK_SECONDS, VISITOR_SESSION_SECONDS } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { newId } from '../../platform/ids.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const demo = await t.make.handle({ name: 'demo', allowedOrigins: ['https://shop.example.com'] })

let counter = 0
const newEmail = () => `buyer${++counter}@example.com`

/** Asks for a link, by default one that is bound to the handle, and reads the mail. */
async function ask(options: { email?: string; returnTo?: string; forAll?: true } = {}) {
  const { email = newEmail(), returnTo, forAll } = options
  const body = { email, ...(!forAll && { handle: demo.name }), ...(returnTo !== undefined && { returnTo }) }
  const { challengeId } = await unwrap(t.client().visitors.requestMagicLink({ body }))
  return { email, challengeId, ...(await t.mail.magicLinkFor(email.toLowerCase())) }
}

type Verification = { token: string } | { challengeId: string; code: string }

/** `200`, or the code of the error. */
async function verify(body: Verification): Promise<string> {
  const { error } = await t.client().visitors.verifyMagicLink({ body })
  return error?.code ?? '200'
}

const byCode = ({ challengeId, code }: { challengeId: string; code: string | null }) => ({
  challengeId,
  code: code ?? 'there is none',
})

const otherThan = (code: string | null) => (code === '000000' ? '111111' : '000000')

const tally = (answers: string[]) =>
  Object.fromEntries(
    [...Map.groupBy(answers, (answer) => answer)].map(([answer, all]) => [answer, all.length]),
  )

describe('verifyMagicLink', () => {
  test('answers visitor, session, token and where to return to, and creates the visitor', async () => {
    const { email, token } = await ask({
      email: 'Ana@Example.com',
      returnTo: 'https://shop.example.com/thanks?a=1',
    })
    const verified = await unwrap(t.client().visitors.verifyMagicLink({ body: { token } }))
    expect(verified).toEqual({
      visitor: {
        id: expect.stringMatching(/^vis_/),
        email: email.toLowerCase(),
        createdAt: t.clock.now().toISOString(),
      },
      session: {
        expiresAt: new Date(t.clock.now().getTime() + VISITOR_SESSION_SECONDS * 1000).toISOString(),
        handle: demo.name,
      },
      sessionToken: expect.stringMatching(/^vst_[\w-]{43}$/),
      returnTo: 'https://shop.example.com/thanks?a=1',
    })
    const again = await ask({ email: 'ana@example.com' })
    await t.clock.advance(60)
    const { visitor } = await unwrap(t.client().visitors.verifyMagicLink({ body: byCode(again) }))
    expect(visitor).toEqual(verified.visitor)
  })

  test('gives no code and no sessionToken for a session that works for all handles, only the cookie', async () => {
    const { token, code } = await ask({ forAll: true })
    expect(code).toBeNull()
    const browser = t.browser()
    const verified = await unwrap(browser.client.visitors.verifyMagicLink({ body: { token } }))
    expect(verified).toMatchObject({ sessionToken: null, session: { handle: null }, returnTo: null })
    expect(browser.cookie('_10x_visitor')).toMatch(/^vst_/)
    expect((await unwrap(browser.client.visitors.getVisitor())).session.handle).toBeNull()
  })

  test('answers no code of a challenge for all handles, even one whose hash were known', async () => {
    const { challengeId } = await ask({ forAll: true })
    expect(await verify({ challengeId, code: '000000' })).toBe('invalid_code')
  })

  test('takes the code as people type it', async () => {
    const { challengeId, code } = await ask()
    const typed = `${code?.slice(0, 3)} -\u00a0${code?.slice(3)} `
    expect(await verify({ challengeId, code: typed })).toBe('200')
  })

  test.each([
    ['unknown', 'A'.repeat(43)],
    ['malformed', '../../etc/passwd'],
    ['too short', 'x'],
  ])('answers invalid_magic_link to a token that is %s', async (_, token) => {
    expect(await verify({ token })).toBe('invalid_magic_link')
  })

  test('answers invalid_code to a challenge that is unknown, or of the wrong shape', async () => {
    expect(await verify({ challengeId: newId('challenge'), code: '123456' })).toBe('invalid_code')
    expect(await verify({ challengeId: 'nonsense', code: '123456' })).toBe('invalid_code')
  })

  test('checks a code against its own challenge', async () => {
    const [one, other] = [await ask(), await ask()]
    if (one.code === other.code) return
    expect(await verify({ challengeId: one.challengeId, code: other.code ?? '' })).toBe('invalid_code')
  })

  test('says what the body must be', async () => {
    const { error } = await t.client().visitors.verifyMagicLink({ body: { code: '123456' } as never })
    expect(error?.details).toEqual({
      issues: [{ path: 'body', message: 'must be { "token" } or { "challengeId", "code" }' }],
    })
  })

  test('stores no token and no code', async () => {
    const { token, code, challengeId } = await ask()
    const session = await unwrap(t.client().visitors.verifyMagicLink({ body: { token } }))
    const { rows } = await t.deps.pool.query(`
      select array_to_json(array(select to_json(s) from magic_link_secrets s))::text
        || array_to_json(array(select to_json(c) from magic_link_challenges c))::text
        || array_to_json(array(select to_json(s) from visitor_sessions s))::text
        || array_to_json(array(select to_json(j) from graphile_worker._private_jobs j))::text as everything`)
    const { everything } = rows[0]
    expect(everything).toContain(challengeId)
    for (const secret of [token, code, session.sessionToken]) {
      expect(everything).not.toContain(secret)
      expect(everything).not.toContain(Buffer.from(secret ?? '').toString('hex'))
    }
  })
})

describe('single use', () => {
  test('of 20 verifies of one token at once, one succeeds', async () => {
    const { token } = await ask()
    const answers = await Promise.all(Array.from({ length: 20 }, () => verify({ token })))
    expect(tally(answers)).toEqual({ '200': 1, used_magic_link: 19 })
  })

  test('of 20 verifies of one code at once, one succeeds', async () => {
    const challenge = await ask()
    const answers = await Promise.all(Array.from({ length: 20 }, () => verify(byCode(challenge))))
    expect(tally(answers)).toEqual({ '200': 1, used_magic_link: 19 })
  })

  test('of 20 verifies by token and by code at once, one succeeds', async () => {
    const challenge = await ask()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        verify(index % 2 === 0 ? { token: challenge.token } : byCode(challenge)),
      ),
    )
    expect(tally(answers)).toEqual({ '200': 1, used_magic_link: 19 })
    const { count } = await t.db
      .selectFrom('visitor_sessions as session')
      .innerJoin('visitors as visitor', 'visitor.id', 'session.visitor_id')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('visitor.email', '=', challenge.email)
      .executeTakeFirstOrThrow()
    expect(count).toBe(1)
  })

  test('first sign-ins by two challenges of a new address at once make one visitor', async () => {
    const email = newEmail()
    const challenges = [await ask({ email }), await ask({ email })]
    const visitors = await Promise.all(
      challenges.map(async ({ token }) => {
        const { visitor } = await unwrap(t.client().visitors.verifyMagicLink({ body: { token } }))
        return visitor.id
      }),
    )
    expect(new Set(visitors).size).toBe(1)
  })

  test('an earlier challenge stays good when a later one is used', async () => {
    const email = newEmail()
    const [first, second] = [await ask({ email }), await ask({ email })]
    expect(await verify({ token: second.token })).toBe('200')
    expect(await verify({ token: first.token })).toBe('200')
  })

  test('link and code end together', async () => {
    const [one, other] = [await ask(), await ask()]
    expect(await verify({ token: one.token })).toBe('200')
    expect(await verify(byCode(one))).toBe('used_magic_link')
    expect(await verify(byCode(other))).toBe('200')
    expect(await verify({ token: other.token })).toBe('used_magic_link')
  })
})

describe('expiry', () => {
  test('a challenge works to the last second, and not after it', async () => {
    const [late, tooLate, lateCode] = [await ask(), await ask(), await ask()]
    await t.clock.advance(MAGIC_LINK_SECONDS - 1)
    expect(await verify({ token: late.token })).toBe('200')
    await t.clock.advance(2)
    expect(await verify({ token: tooLate.token })).toBe('expired_magic_link')
    expect(await verify(byCode(lateCode))).toBe('expired_magic_link')
    expect(await verify({ token: late.token }), 'used comes first').toBe('used_magic_link')
  })
})

describe('guessing a code', () => {
  test(`after ${CODE_TRIES} wrong codes the code is burnt, the link is not`, async () => {
    const challenge = await ask()
    for (let tries = 0; tries < CODE_TRIES; tries++) {
      expect(await verify({ ...byCode(challenge), code: otherThan(challenge.code) })).toBe('invalid_code')
    }
    expect(await verify(byCode(challenge))).toBe('invalid_code')
    expect(await verify({ token: challenge.token })).toBe('200')
  })

  test(`the code still works after ${CODE_TRIES - 1} wrong ones`, async () => {
    const challenge = await ask()
    for (let tries = 0; tries < CODE_TRIES - 1; tries++) {
      await verify({ ...byCode(challenge), code: otherThan(challenge.code) })
    }
    expect(await verify(byCode(challenge))).toBe('200')
  })

  test('guesses made at once count like guesses in a row', async () => {
    const challenge = await ask()
    const guess = { ...byCode(challenge), code: otherThan(challenge.code) }
    const answers = await Promise.all(Array.from({ length: 30 }, () => verify(guess)))
    expect(tally(answers)).toEqual({ invalid_code: 30 })
    const { wrong_codes } = await t.db
      .selectFrom('magic_link_challenges')
      .select('wrong_codes')
      .where('id', '=', challenge.challengeId)
      .executeTakeFirstOrThrow()
    expect(wrong_codes).toBe(CODE_TRIES)
    const counted = await t.db
      .selectFrom('wrong_codes')
      .selectAll()
      .where('email', '=', challenge.email)
      .execute()
    expect(counted).toHaveLength(CODE_TRIES)
    expect(await verify(byCode(challenge))).toBe('invalid_code')
  })
})
