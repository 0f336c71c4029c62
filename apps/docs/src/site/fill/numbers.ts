import * as contract from '@latchkey/contract'
import { operations } from '../../reference/contract.ts'

const constants: Readonly<Record<string, unknown>> = contract

function constant(name: string): number {
  const value = constants[name]
  if (typeof value !== 'number') throw new Error(`the contract exports no number ${name}.`)
  return value
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

const secondsIn = { SECONDS: 1, MINUTES: 60, HOURS: 3600, DAYS: 86_400 } as const

/** A number of seconds as people say it: 15 minutes. */
export function duration(seconds: number): string {
  const [unit, size] = units.find(([, length]) => seconds >= length && seconds % length === 0) ?? [
    'second',
    1,
  ]
  const count = seconds / size
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** A quota as people say it: 3 in 10 minutes. */
function quota(text: string): string {
  const parsed = contract.parseQuota(text)
  if (!parsed) throw new Error(`${text} is no quota.`)
  return `${parsed.points} in ${duration(parsed.seconds)}`
}

/** Numbers that the code holds, so that no guide has one of its own. */
export const numbers = {
  /** A constant whose name ends in a unit of time: `{{duration:ACCESS_TOKEN_SECONDS}}`. */
  duration(name: string) {
    const [, unit] = /_(SECONDS|MINUTES|HOURS|DAYS)$/.exec(name) ?? []
    if (!unit) throw new Error('its name does not end in a unit of time.')
    return duration(constant(name) * secondsIn[unit as keyof typeof secondsIn])
  },
  /** Any other constant: `{{number:MAX_COLLABORATORS}}`. */
  number: (name: string) => constant(name).toLocaleString('en'),
  /** A throttle: `{{quota:requestMagicLink.email}}`. */
  quota(argument: string) {
    const [id = '', dimension = ''] = argument.split('.')
    const limits: Readonly<Record<string, string>> | undefined = operations.find((each) => each.id === id)
      ?.definition.limits
    const limit = limits?.[dimension]
    if (!limit) throw new Error('there is no such limit.')
    return quota(limit)
  },
}
