import { WRONG_CODES_PER_DAY } from '@latchkey/contract'
import { type Latchkey, unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { TEST_PASSWORD } from '../../../test/factories.ts'

const DAY = 24 * 3600

const t = await testApp({ env: { LIMITS: 'off' } })
const demo = await t.make.handle({ name: 'demo' })
const other = await t.make.handle({ name: 'other' })

let counter = 0
const newEmail = () => `guessed${++counter}@example.com`
const stranger = t.client()

async function ask(client: Latchkey, email: string, handle = demo.name) {
  const { challengeId } = await unwrap(client.visitors.requestMagicLink({ body: { email, handle } }))
  return { challengeId, ...(await t.mail.magicLinkFor(email)) }
}

type Asked = Awaited<ReturnType<typeof ask>>

/** `200`, or the code of the error. */
async function enter(client: Latchkey, { challengeId, code }: Asked) {
  const body = { challengeId, code: code ?? 'none' }
  return (await client.visitors.verifyMagicLink({ body })).error?.code ?? '200'
}

const wrong = (asked: Asked) => ({ ...asked, code: asked.code === '000000' ? '111111' : '000000' })

/** Enters as many wrong codes as lock: five for a challenge, which burns its code, then for the next. */
async function guess(client: Latchkey, email: string, times = WRONG_CODES_PER_DAY, handle?: string) {
  let asked: Asked | undefined
  for (let n = 0; n < times; n++) {
    if (n % 5 === 0 || !asked) asked = await ask(client, email, handle)
    expect(await enter(client, wrong(asked))).toBe('invalid_code')
  }
}

/** A browser in which this address was proven at a handle. */
async function knownBrowser(email: string, handle = demo.name) {
  const browser = t.browser(handle)
  const { token } = await ask(browser.client, email, handle)
  await unwrap(browser.client.visitors.verifyMagicLink({ body: { token } }))
  return browser
}

test('ten wrong codes end all codes of the address, those that were sent before too; links go on', async () => {
  const email = newEmail()
  const [before, elsewhere] = [await ask(stranger, email), await ask(stranger, email, other.name)]
  await guess(stranger, email, WRONG_CODES_PER_DAY - 1)
  const last = await ask(stranger, email)
  expect(await enter(stranger, wrong(last))).toBe('invalid_code')
  for (const asked of [before, elsewhere, last]) expect(await enter(t.client(), asked)).toBe('codes_locked')
  const { token } = before
  expect((await t.client().visitors.verifyMagicLink({ body: { token } })).error).toBeUndefined()
})

test('nine do not', async () => {
  const email = newEmail()
  await guess(stranger, email, WRONG_CODES_PER_DAY - 1)
  expect(await enter(stranger, await ask(stranger, email))).toBe('200')
})

test('a day later codes count again; what was entered meanwhile does not prolong it', async () => {
  const email = newEmail()
  await guess(stranger, email)
  await t.clock.advance(DAY - 60)
  for (let n = 0; n < 10; n++) await enter(stranger, await ask(stranger, email))
  await t.clock.advance(60)
  expect(await enter(stranger, await ask(stranger, email))).toBe('200')
})

test('wrong codes for many challenges at once are no more than ten', async () => {
  const email = newEmail()
  const challenges: Asked[] = []
  for (let n = 0; n < 6; n++) challenges.push(await ask(stranger, email))
  const guesses = challenges.flatMap((asked) => Array.from({ length: 5 }, () => wrong(asked)))
  const answers = await Promise.all(guesses.map((asked) => enter(stranger, asked)))
  expect(new Set(answers)).toEqual(new Set(['invalid_code', 'codes_locked']))
  const counted = await t.db.selectFrom('wrong_codes').select('email').where('email', '=', email).execute()
  expect(counted).toHaveLength(WRONG_CODES_PER_DAY)
  for (const asked of challenges) expect(await enter(stranger, asked)).toBe('codes_locked')
})

test('strangers cannot switch off the codes of a browser that signed in there before', async () => {
  const email = newEmail()
  const { client: own } = await knownBrowser(email)
  await guess(stranger, email)
  expect((await ask(stranger, email)).code).toBeNull()
  const asked = await ask(own, email)
  expect(asked.code).toMatch(/^\d{6}$/)
  expect(await enter(stranger, asked), 'a stranger who has its code').toBe('codes_locked')
  expect(await enter(own, asked)).toBe('200')
})

test('what such a browser enters is counted in a bucket of its own', async () => {
  const email = newEmail()
  const [{ client: own }, { client: second }] = [await knownBrowser(email), await knownBrowser(email)]
  await guess(own, email)
  expect((await ask(own, email)).code).toBeNull()
  for (const client of [stranger, second]) expect(await enter(client, await ask(client, email))).toBe('200')
})

test('what was proven elsewhere, for another address, or as an account makes no browser known', async () => {
  const email = newEmail()
  const account = await t.make.account({ email })
  const bare = t.browser('app')
  await unwrap(bare.client.accounts.signIn({ body: { email: account.email, password: TEST_PASSWORD } }))
  const proofs = [
    (await knownBrowser(email, other.name)).cookie('_10x_device'),
    (await knownBrowser(newEmail())).cookie('_10x_device'),
    bare.cookie('_10x_device'),
  ]
  await guess(stranger, email)
  for (const proof of proofs) {
    const browser = t.browser(demo.name)
    browser.setCookie('_10x_device', proof ?? '')
    expect(proof).not.toBeNull()
    expect((await ask(browser.client, email)).code).toBeNull()
  }
})
