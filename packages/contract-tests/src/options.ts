import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'

/** What the command line asks for. */
export interface Options {
  /** Without a slash at its end. */
  readonly origin: string
  readonly sandbox: boolean
  readonly accountToken: string | null
  readonly visitorToken: string | null
  readonly token: string | null
  /** Ids of rules and of operations that alone are looked at; none: all. */
  readonly only: readonly string[]
  readonly skip: readonly string[]
  /** Inputs that are made from the schemas. */
  readonly fuzz: number
  /** The same inputs come of the same seed. */
  readonly seed: number
  /** A report whose findings are repeated. */
  readonly replay: string | null
  /** Files to write the report to. */
  readonly junit: string | null
  readonly json: string | null
  /** Prints every declared answer. */
  readonly coverage: boolean
}

export const usage = `Checks a running Latchkey against the contract that it serves at /openapi.json.

Usage: latchkey-contract-tests --base-url URL [options]

  --base-url URL         where it answers, such as https://latchkey.example
  --sandbox              signs itself up, makes a handle of its own and walks every operation;
                         only where the server runs for trying out, with its own inbox and Stripe
  --account-token TOKEN  checks with this access token of an account
  --visitor-token TOKEN  checks with this session token of a visitor
  --token TOKEN          checks with this personal access token
  --only LIST            rules or operations, by id, that alone are looked at
  --skip LIST            rules or operations, by id, that are left out
  --fuzz N               sends N inputs made from the schemas, valid and broken; without --sandbox only
                         reads, and writes that must be refused
  --seed S               makes the same inputs again; without it every run makes others
  --replay FILE          repeats the findings of a report that --json wrote, and says which still hold
  --coverage             prints every declared answer, and why it was not seen
  --junit FILE           writes the report as JUnit XML
  --json FILE            writes the report as JSON
  --help                 prints this

Without --sandbox it leaves no trace: it reads, and sends what has to be refused.

Exit codes: 0 everything holds, 1 something does not, 2 it could not be checked, 130 interrupted.`

/** The command line was not understood; the message says what to change. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const listOf = (text: string | undefined) =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** @throws UsageError */
export function readOptions(args: readonly string[]): Options | 'help' {
  const values = parse(args)
  if (values.help) return 'help'
  if (values['base-url'] === undefined) throw new UsageError('--base-url is missing.')
  return {
    origin: originOf(values['base-url']),
    sandbox: values.sandbox ?? false,
    accountToken: values['account-token'] ?? null,
    visitorToken: values['visitor-token'] ?? null,
    token: values.token ?? null,
    only: listOf(values.only),
    skip: listOf(values.skip),
    fuzz: countOf('--fuzz', values.fuzz) ?? 0,
    seed: countOf('--seed', values.seed) ?? randomInt(SEEDS),
    replay: values.replay ?? null,
    junit: values.junit ?? null,
    json: values.json ?? null,
    coverage: values.coverage ?? false,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        'base-url': { type: 'string' },
        sandbox: { type: 'boolean' },
        'account-token': { type: 'string' },
        'visitor-token': { type: 'string' },
        token: { type: 'string' },
        only: { type: 'string' },
        skip: { type: 'string' },
        fuzz: { type: 'string' },
        seed: { type: 'string' },
        replay: { type: 'string' },
        junit: { type: 'string' },
        json: { type: 'string' },
        coverage: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

const SEEDS = 2 ** 31

function countOf(name: string, text: string | undefined): number | null {
  if (text === undefined) return null
  const count = Number(text)
  if (!/^\d+$/.test(text) || count > SEEDS)
    throw new UsageError(`${name} must be a whole number, not "${text}".`)
  return count
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '') {
    throw new UsageError(`--base-url must be an origin such as https://latchkey.example, not "${text}".`)
  }
  return url.origin
}
