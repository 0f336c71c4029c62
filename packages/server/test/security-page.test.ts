import { readFileSync } from 'node:fs'
import {
  ACCOUNT_CODE_TRIES,
  CODE_DIGITS,
  CODE_TRIES,
  contract,
  ipv6Networks,
  type Limits,
  parseQuota,
  WRONG_ACCOUNT_CODES_PER_DAY,
  WRONG_CODES_PER_DAY,
} from '@latchkey/contract'
import { expect, test } from 'vitest'
import { codeRules } from '../src/features/accounts/codes.ts'
import { GUESSES } from '../src/features/accounts/password-strength.ts'
import { DEVICE_SECONDS } from '../src/platform/http/device-cookie.ts'
import { WAITING_FOR_EACH } from '../src/platform/passwords.ts'

const page = readFileSync(new URL('../docs/security.md', import.meta.url), 'utf8')

const DAY = 24 * 3600
const LIST = 100_000

const perDay = ({ ip, email }: Limits, by: 'ip' | 'email') => {
  const quota = parseQuota((by === 'ip' ? ip : email) ?? '1/1d')
  return quota ? (quota.points * DAY) / quota.seconds : 0
}

/** Each with the values it can have, the guesses a day at one address, and those of one network at any addresses. */
const guessed = {
  'sign-in code of a visitor': {
    values: 10 ** CODE_DIGITS,
    guesses: WRONG_CODES_PER_DAY,
    network: perDay(contract.visitors.requestMagicLink.limits, 'ip') * CODE_TRIES,
  },
  'code of a sign-up': {
    values: 10 ** codeRules.sign_up.digits,
    guesses: WRONG_ACCOUNT_CODES_PER_DAY,
    network: perDay(contract.accounts.signUp.limits, 'ip') * ACCOUNT_CODE_TRIES,
  },
  'code of a password reset': {
    values: 10 ** codeRules.password_reset.digits,
    guesses: WRONG_ACCOUNT_CODES_PER_DAY,
    network: perDay(contract.accounts.forgotPassword.limits, 'ip') * ACCOUNT_CODE_TRIES,
  },
  'password, the weakest that is accepted': {
    values: GUESSES,
    guesses: perDay(contract.accounts.signIn.limits, 'email'),
    network: perDay(contract.accounts.signIn.limits, 'ip'),
  },
}

const count = (value: number) => value.toLocaleString('en-US')
const oneIn = (chance: number) => `1 in ${count(Math.round(1 / chance))}`
const short = (value: number) => String(Number(value.toPrecision(2)))

const cells = (row: readonly string[]) => row.map((cell) => cell.trim()).join(' | ')
/** The rows of the table after a mark in the page. */
function table(mark: string): string[] {
  const [, after = ''] = page.split(`<!-- ${mark} -->\n\n`)
  const [text = ''] = after.split('\n\n')
  return text.split('\n').map((line) => cells(line.split('|').slice(1, -1)))
}

test('the odds in the security page are those of the constants', () => {
  const rows = Object.entries(guessed).map(([what, { values, guesses, network }]) => {
    const chance = guesses / values
    const some = 1 - (1 - chance) ** LIST
    return cells([
      what,
      count(guesses),
      oneIn(chance),
      `${short(chance * LIST)} hits; ${short(100 * some)} % that there is one`,
      `${count(network)} guesses: ${oneIn(network / values)}`,
    ])
  })
  const [, , ...written] = table('odds')
  expect(written).toEqual(rows)
})

test('so are its networks', () => {
  const [, , ...written] = table('networks')
  expect(written).toEqual(ipv6Networks.map(({ bits, quotas }) => cells([`/${bits}`, `${quotas} ×`])))
})

test('so is what it says in words', () => {
  const text = page.replaceAll(/\s+/g, ' ')
  for (const said of [
    `${CODE_TRIES === 5 && 'five'} wrong guesses disable the code`,
    `${WRONG_CODES_PER_DAY === 10 && 'ten'} for one address within a day`,
    `${ACCOUNT_CODE_TRIES === 5 && 'five'} wrong guesses, the codes emailed so far stop working`,
    `After ${WRONG_ACCOUNT_CODES_PER_DAY === 20 && 'twenty'} guesses on one day`,
    `${WAITING_FOR_EACH} for each that runs`,
    `a proof for ${DEVICE_SECONDS / DAY} days`,
    `${GUESSES === 1e8 && 'a hundred million'} tries`,
  ]) {
    expect(text).toContain(said)
  }
})
