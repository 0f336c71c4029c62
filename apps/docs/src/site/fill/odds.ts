import {
  ACCOUNT_CODE_TRIES,
  CODE_DIGITS,
  CODE_TRIES,
  contract,
  ipv6Networks,
  type Limits,
  PASSWORD_GUESSES,
  parseQuota,
  RESET_CODE_DIGITS,
  SIGN_UP_CODE_DIGITS,
  WRONG_ACCOUNT_CODES_PER_DAY,
  WRONG_CODES_PER_DAY,
} from '@latchkey/contract'

const DAY = 24 * 3600
const LIST = 100_000

function perDay({ ip, email }: Limits, by: 'ip' | 'email') {
  const quota = parseQuota((by === 'ip' ? ip : email) ?? '')
  if (!quota) throw new Error(`no limit by ${by}.`)
  return (quota.points * DAY) / quota.seconds
}

/** Each with the values it can have, the guesses a day at one address, and those of one network at any addresses. */
const guessed = {
  'sign-in code of a visitor': () => ({
    values: 10 ** CODE_DIGITS,
    guesses: WRONG_CODES_PER_DAY,
    network: perDay(contract.visitors.requestMagicLink.limits, 'ip') * CODE_TRIES,
  }),
  'code of a sign-up': () => ({
    values: 10 ** SIGN_UP_CODE_DIGITS,
    guesses: WRONG_ACCOUNT_CODES_PER_DAY,
    network: perDay(contract.accounts.signUp.limits, 'ip') * ACCOUNT_CODE_TRIES,
  }),
  'code of a password reset': () => ({
    values: 10 ** RESET_CODE_DIGITS,
    guesses: WRONG_ACCOUNT_CODES_PER_DAY,
    network: perDay(contract.accounts.forgotPassword.limits, 'ip') * ACCOUNT_CODE_TRIES,
  }),
  'the weakest password accepted': () => ({
    values: PASSWORD_GUESSES,
    guesses: perDay(contract.accounts.signIn.limits, 'email'),
    network: perDay(contract.accounts.signIn.limits, 'ip'),
  }),
}

const count = (value: number) => value.toLocaleString('en-US')
const oneIn = (chance: number) => `1 in ${count(Math.round(1 / chance))}`
const short = (value: number) => String(Number(value.toPrecision(2)))
const table = (rows: readonly (readonly string[])[]) =>
  rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** What guessing achieves against the constants of today. */
export const odds = {
  /** A table of how likely it is that somebody guesses right. */
  odds: () =>
    table([
      [
        'what is guessed',
        'guesses a day, one address',
        'odds a day, one address',
        `hits a day, ${count(LIST)} addresses`,
        'one network alone, a day',
      ],
      ['---', '---', '---', '---', '---'],
      ...Object.entries(guessed).map(([what, numbers]) => {
        const { values, guesses, network } = numbers()
        const chance = guesses / values
        return [
          what,
          count(guesses),
          oneIn(chance),
          `${short(chance * LIST)} expected; ${short(100 * (1 - (1 - chance) ** LIST))} % that there is one`,
          `${count(network)} guesses: ${oneIn(network / values)}`,
        ]
      }),
    ]),
  /** A table of the networks that an IPv6 address counts in. */
  networks: () =>
    table([
      ['network', 'may use of a quota'],
      ['---', '---'],
      ...ipv6Networks.map(({ bits, quotas }) => [`/${bits}`, `${quotas} ×`]),
    ]),
}
