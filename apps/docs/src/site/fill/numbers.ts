import * as contract from '@latchkey/contract'
import { operations } from '../../reference/contract.ts'

const constants: Readonly<Record<string, unknown>> = contract

function constant(name: string): number {
  const value = constants[name]
  if (typeof value !== 'number') throw new Error(`the contract exports no number ${name}.`)
  return value
}

const secondsIn = { SECONDS: 1, MINUTES: 60, HOURS: 3600, DAYS: 86_400 } as const

/** How many seconds the unit has that a name ends in. */
function unitOf(name: string): number {
  const [, unit] = /_(SECONDS|MINUTES|HOURS|DAYS)$/.exec(name) ?? []
  if (!unit) throw new Error('its name does not end in a unit of time.')
  return secondsIn[unit as keyof typeof secondsIn]
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** A number of seconds as people say it: 15 minutes. */
export function duration(seconds: number): string {
  const [unit, size] = units.find(([, length]) => seconds >= length && seconds % length === 0) ?? [
    'second',
    1,
  ]
  // What is set in hours, such as a window of 24 of them, is not a calendar day.
  const [name, count] = seconds === 86_400 ? ['hour', 24] : [unit, seconds / size]
  return `${count.toLocaleString('en')} ${name}${count === 1 ? '' : 's'}`
}

/** A quota as people say it: 3 in 10 minutes. */
function quota(text: string): string {
  const parsed = contract.parseQuota(text)
  if (!parsed) throw new Error(`${text} is no quota.`)
  return `${parsed.points.toLocaleString('en')} in ${duration(parsed.seconds)}`
}

function limitsOf(id: string): Readonly<Record<string, string>> {
  const limits = operations.find((each) => each.id === id)?.definition.limits
  if (!limits) throw new Error(`there is no operation ${id}, or it has no limits.`)
  return limits
}

const sizes = [
  ['GiB', 1024 ** 3],
  ['MiB', 1024 ** 2],
  ['KiB', 1024],
] as const

const list = new Intl.ListFormat('en', { type: 'conjunction' })

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** What limits count by, in the words of tables. */
const countedBy: Readonly<Record<string, string>> = {
  ip: 'network address',
  email: 'email address',
  account: 'account',
  challenge: 'magic link requested',
  token: 'token',
}

/** Numbers that the code holds, so that no guide has one of its own. */
export const numbers = {
  /** A constant whose name ends in a unit of time: `{{duration:ACCESS_TOKEN_SECONDS}}`. */
  duration: (name: string) => duration(constant(name) * unitOf(name)),
  /** A list of such: `{{durations:CHECKOUT_CHECK_MINUTES}}`. */
  durations(name: string) {
    const values = constants[name]
    if (!Array.isArray(values)) throw new Error(`the contract exports no list ${name}.`)
    return list.format(values.map((value) => duration(value * unitOf(name))))
  },
  /** Any other constant: `{{number:MAX_COLLABORATORS}}`. */
  number: (name: string) => constant(name).toLocaleString('en'),
  /** A constant that counts bytes: `{{bytes:MAX_FILE_BYTES}}`. */
  bytes(name: string) {
    if (!name.endsWith('_BYTES')) throw new Error('its name does not end in BYTES.')
    const value = constant(name)
    const [unit, size] = sizes.find(([, length]) => value % length === 0) ?? ['bytes', 1]
    return `${(value / size).toLocaleString('en')} ${unit}`
  },
  /** A throttle: `{{quota:requestMagicLink.email}}`. */
  quota(argument: string) {
    const [id = '', dimension = ''] = argument.split('.')
    const limit = limitsOf(id)[dimension]
    if (!limit) throw new Error('there is no such limit.')
    return quota(limit)
  },
  /** A table with the throttles of some operations: `{{limits:requestMagicLink,verifyMagicLink}}`. */
  limits: (ids: string) =>
    table(
      ['operation', 'counted by', 'requests'],
      ids
        .split(',')
        .flatMap((id) =>
          Object.entries(limitsOf(id)).map(([dimension, limit]) => [
            `\`${id}\``,
            countedBy[dimension] ?? dimension,
            quota(limit),
          ]),
        ),
    ),
  /** A table of how many new people a handle may email: `{{mailBudgets}}`. */
  mailBudgets: () =>
    table(
      ['age of account and handle', 'new addresses a day', 'with Stripe connected'],
      contract.mailBudgets
        .toReversed()
        .map(({ days, addresses, withStripe }) => [
          days === 0 ? 'new' : `${days} days`,
          addresses.toLocaleString('en'),
          withStripe.toLocaleString('en'),
        ]),
    ),
}
