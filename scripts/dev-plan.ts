// What `npm start` runs, where, and with which environment; real environment variables win over the demo's own.
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { contract } from '@latchkey/contract'
import { type Config, readConfig } from '@latchkey/server'

export interface Ports {
  api: number
  inbox: number
  smtp: number
  stripe: number
  postgres: number
  storefront: number
}

export interface Plan {
  fresh: boolean
  ports: Ports
  /** Parts that the environment does not already point elsewhere. */
  own: { postgres: boolean; stripe: boolean; inbox: boolean; assets: boolean }
  /** What the server will make of `environment`. */
  config: Config
  /** All that the server needs; an embedded PostgreSQL's DATABASE_URL is known only once it runs. */
  environment: Record<string, string>
}

const defaultPort = 8787
const highestPort = 65_530

function readPort(given: string | undefined, name: string) {
  const port = Number(given ?? defaultPort)
  if (Number.isInteger(port) && port >= 1 && port <= highestPort) return port
  throw new Error(`${name} must be a number from 1 to ${highestPort}, not ${given}.`)
}

/** The contract's own throttles, a hundred times wider: a person who tries things out is no attacker. */
export function generousLimits() {
  const overrides = Object.values(contract)
    .flatMap((area): [string, { limits?: Record<string, string>; limitsAs?: string }][] =>
      Object.entries(area),
    )
    // One that counts as another has no limits of its own.
    .flatMap(([id, { limits, limitsAs }]) => (limits && !limitsAs ? [[id, widen(limits)] as const] : []))
  return JSON.stringify(Object.fromEntries(overrides))
}

function widen(limits: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(limits).map(([dimension, quota]) => [
      dimension,
      quota.replace(/^\d+/, (points) => `${points}00`),
    ]),
  )
}

function readOptions(args: string[]) {
  try {
    const options = { port: { type: 'string' }, fresh: { type: 'boolean' } } as const
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
  }
}

/** Where the example of a shop is: another site than `localhost`, so that browsers treat it as one. */
export const storefrontOrigin = ({ ports }: Pick<Plan, 'ports'>) => `http://127.0.0.1:${ports.storefront}`

/** What `npm start -- --help` prints. */
export const usage = `npm start [-- options]

Runs Latchkey on this machine until Ctrl-C: PostgreSQL, a local Stripe, a mail inbox, the API and the hosted pages.

  --port N   Port of the API, ${defaultPort} by default; the inbox, SMTP, local Stripe, PostgreSQL and the
             storefront take the next five.
  --fresh    Deletes the database and the local Stripe's payments, and starts with new demo data.
  --help     Prints this.

DATABASE_URL, STRIPE_SECRET_KEY, SMTP_URL and ASSETS_DIR point it at your own; that part is not started then.
apps/docs/src/content/docs/operate/configuration.md lists every variable.`

/**
 * Reads options and environment.
 * @throws with a line for each option or variable that is wrong.
 */
export function readPlan(args: string[], environment: NodeJS.ProcessEnv): Plan {
  const { port, fresh = false } = readOptions(args)
  const given: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) if (value) given[name] = value

  if (fresh && given.DATABASE_URL) {
    throw new Error(
      '--fresh deletes the embedded PostgreSQL only, and DATABASE_URL is set: unset one of them.',
    )
  }
  const api = port === undefined ? readPort(given.PORT, 'PORT') : readPort(port, '--port')
  const ports: Ports = {
    api,
    inbox: api + 1,
    smtp: api + 2,
    stripe: api + 3,
    postgres: api + 4,
    storefront: api + 5,
  }
  const own = {
    postgres: !given.DATABASE_URL,
    stripe: !given.STRIPE_SECRET_KEY && !given.STRIPE_API_BASE,
    inbox: !given.SMTP_URL,
    assets: !given.ASSETS_DIR,
  }
  const secret = () => randomBytes(24).toString('hex')
  const complete = {
    PUBLIC_DOMAIN: `localhost:${api}`,
    DATABASE_URL: `postgres://127.0.0.1:${ports.postgres}/latchkey`,
    MAIL_FROM: 'Latchkey <hello@latchkey.test>',
    PLATFORM_OPERATORS: 'operator@latchkey.test',
    LIMITS: generousLimits(),
    DRAIN_SECONDS: '0',
    ...(own.inbox && {
      SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
      SANDBOX_INBOX: `http://localhost:${ports.inbox}`,
    }),
    ...(own.stripe && {
      STRIPE_SECRET_KEY: 'sk_test_latchkey',
      STRIPE_API_BASE: `http://127.0.0.1:${ports.stripe}`,
      STRIPE_WEBHOOK_SECRET: `whsec_${secret()}`,
      STRIPE_CONNECT_WEBHOOK_SECRET: `whsec_${secret()}`,
    }),
    ...given,
    PORT: String(api),
  }
  const config = readConfig(complete)
  if ('problems' in config) throw new Error(config.problems.join('\n'))
  return { fresh, ports, own, config, environment: complete }
}
