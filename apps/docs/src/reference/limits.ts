import {
  countsAsWrite,
  ipv6Networks,
  type LimitDimension,
  mailBudgets,
  type OperationDefinition,
  parseQuota,
  withAddressLimit,
} from '@latchkey/contract'
import { duration } from '../site/fill/numbers.ts'
import type { Page } from '../site/page.ts'
import { operationPath, operations } from './contract.ts'
import { code, link, list, paragraphs, section, table } from './markdown.ts'

const countedBy: Record<LimitDimension, string> = {
  ip: 'network address',
  email: 'email address in the body',
  account: 'account',
  challenge: 'magic link or code',
  token: 'token',
}

/** A quota as people say it: `3 in 10 minutes`. */
function inWords(quota: string): string {
  const parsed = parseQuota(quota)
  if (!parsed) throw new Error(`${quota} is no quota.`)
  return `${parsed.points.toLocaleString('en')} in ${duration(parsed.seconds)}`
}

const limitsOf = ({ limits }: OperationDefinition) =>
  Object.entries(withAddressLimit(limits)) as [LimitDimension, string][]

/** How often an operation may be called. */
export function describeLimits({ id, definition }: { id: string; definition: OperationDefinition }): string {
  const { limitsAs, knownBy } = definition
  return paragraphs(
    table(
      ['Counted by', 'Requests', 'Name'],
      limitsOf(definition).map(([dimension, quota]) => [
        countedBy[dimension],
        inWords(quota),
        code(`${limitsAs ?? id}:${dimension}`),
      ]),
    ),
    limitsAs && `It is another way to ${code(limitsAs)}, and they are counted together.`,
    knownBy &&
      'A browser that has signed in with the address before is counted by itself, so that strangers cannot use up the limit of somebody else.',
    countsAsWrite(definition) && 'Each call also counts as one of the daily writes on the handle.',
    `Beyond a limit the answer is ${link('`rate_limited`', '/errors/rate_limited')}, with the seconds to wait in \`Retry-After\`. These are the defaults: a server may set its own.`,
  )
}

/** All limits in one table. */
export function limitsPage(): Page {
  const dimensions = Object.keys(countedBy) as LimitDimension[]
  const rows = operations.map(({ id, area, definition }) => {
    const quotas = new Map(limitsOf(definition))
    return [
      link(code(id), operationPath({ area, id })),
      ...dimensions.map((dimension) => {
        const quota = quotas.get(dimension)
        return quota ? inWords(quota) : ''
      }),
    ]
  })
  const networks = ipv6Networks.map(
    ({ bits, quotas }) => `A /${bits} may use the limit ${quotas === 1 ? 'once' : `${quotas} times`}.`,
  )
  return {
    id: 'reference/limits',
    title: 'Limits',
    description: 'How often each operation may be called, and what is counted.',
    body: paragraphs(
      'Every operation is throttled, each in buckets of its own. `RateLimit` and `RateLimit-Policy` tell in each answer what is left, and [`rate_limited`](/errors/rate_limited) when to go on. These are the defaults: a server may set its own, and `/openapi.json` there has those that hold.',
      section(
        'By operation',
        table(['Operation', ...dimensions.map((each) => `By ${countedBy[each]}`)], rows),
      ),
      section(
        'Network addresses',
        'An IPv4 address is counted by itself. An IPv6 address counts in the networks around it, because one subscriber has many addresses:',
        list(networks),
      ),
      section(
        'Daily writes',
        'Whatever changes something on a handle also counts toward its writes of the day, across all operations. The number is the server’s own; the error names the limit `daily-writes`.',
      ),
      section(
        'New addresses by email',
        'Emails to people who have never signed in at a handle share a budget of the handle and of the account, within 24 hours. Beyond it the answer is [`mail_budget_used_up`](/errors/mail_budget_used_up).',
        table(
          ['Age of handle and account', 'New addresses', 'With Stripe connected'],
          mailBudgets.map(({ days, addresses, withStripe }) => [
            days === 0 ? 'new' : `${days} days`,
            addresses.toLocaleString('en'),
            withStripe.toLocaleString('en'),
          ]),
        ),
      ),
    ),
  }
}
