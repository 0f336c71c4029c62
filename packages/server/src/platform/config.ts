import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  contract,
  DAILY_WRITES,
  Email,
  type LimitsSetting,
  leastPrice,
  type OperationDefinition,
  parseQuota,
  STORAGE_MB,
  stepOf,
} from '@latchkey/contract'
import { z } from 'zod'
import { type ProcessRole, processRoles, reservedConnections } from './database/connect.ts'
import { type RetainedTable, type RetentionDays, retention } from './retention.ts'
import { readSigningKeys } from './signing-keys.ts'

/** Whether a host, with or without port, is the machine itself. */
export const isLoopbackHost = (host: string): boolean =>
  /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(host)

const url = (protocols: RegExp) => z.url({ protocol: protocols })

/** A whole number, written in digits. */
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))

/** What keeps the server from starting: one line that names a variable and what it must be. */
export class StartProblem extends Error {}

const quota = z.string().refine((value) => parseQuota(value) !== null)
const quotas = z.record(z.string(), z.union([quota, z.record(z.string(), quota)]))

/** What in the overrides would have no effect: an operation, or a dimension of it, that the contract does not limit. */
function idleOverride(overrides: z.output<typeof quotas>): string | null {
  const operations: Record<string, OperationDefinition> = Object.assign({}, ...Object.values(contract))
  for (const [operationId, override] of Object.entries(overrides)) {
    const { limits, limitsAs } = operations[operationId] ?? {}
    if (!limits) return `${operationId} is no operation`
    if (limitsAs) return `${operationId} counts as ${limitsAs}`
    const idle = typeof override === 'object' && Object.keys(override).find((name) => !(name in limits))
    if (idle) return `${operationId} is not limited by ${idle}, but by ${Object.keys(limits).join(' and ')}`
  }
  return null
}

const limits = z
  .string()
  .default('on')
  .transform((value, context): LimitsSetting => {
    if (value === 'on' || value === 'off') return { enabled: value === 'on', overrides: {} }
    let overrides: z.output<typeof quotas>
    try {
      overrides = quotas.parse(JSON.parse(value))
    } catch {
      context.addIssue({ code: 'custom' })
      return z.NEVER
    }
    const because = idleOverride(overrides)
    if (because) context.addIssue({ code: 'custom', params: { because } })
    return { enabled: true, overrides }
  })

/** What is wrong with a fixed part of the fee. */
function wrongAmount([currency, amount]: [string, number]): string | null {
  const least = leastPrice(currency)
  if (least === undefined) return `${currency} is no currency that pages can be sold in`
  const step = stepOf(currency)
  return amount % step === 0 ? null : `${currency} must be a multiple of ${step}`
}

const amounts = z
  .string()
  .default('{}')
  .transform((value, context): Readonly<Record<string, number>> => {
    try {
      const given = z.record(z.string(), z.number().int().min(0).max(99_999_999)).parse(JSON.parse(value))
      const because = Object.entries(given).map(wrongAmount).find(Boolean)
      if (because) context.addIssue({ code: 'custom', params: { because } })
      return given
    } catch {
      context.addIssue({ code: 'custom' })
      return z.NEVER
    }
  })

const retainedTables = Object.keys(retention) as RetainedTable[]

/** What is wrong with the days for one table. */
function wrongDays([table, days]: [string, number]): string | null {
  const known = retainedTables.find((name) => name === table)
  if (!known) return `${table} is not kept by days, but ${retainedTables.join(', ')} are`
  const { least } = retention[known]
  return days < least ? `${table} must be kept for ${least} days at least` : null
}

const retentionDays = z
  .string()
  .default('{}')
  .transform((value, context): RetentionDays => {
    const usual = Object.fromEntries(retainedTables.map((table) => [table, retention[table].days]))
    try {
      const given = z.record(z.string(), z.number().int().min(1).max(36_500)).parse(JSON.parse(value))
      const because = Object.entries(given).map(wrongDays).find(Boolean)
      if (because) context.addIssue({ code: 'custom', params: { because } })
      return { ...usual, ...given } as RetentionDays
    } catch {
      context.addIssue({ code: 'custom' })
      return z.NEVER
    }
  })

/** Leaves some of the ten seconds that a shutdown may take to what still runs. */
const MAX_DRAIN_SECONDS = 7

const visible = z.string().regex(/^[\x21-\x7e]+$/)

/** Where `npm run build` puts what the server hands out. */
const DIST = fileURLToPath(new URL('../../../../dist', import.meta.url))

/** Not whether there is one: it may be made later. */
function mayBeFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true
  } catch {
    return false
  }
}

/** The fewest connections that a process can do its work with. */
const leastConnections = (role: ProcessRole): number => reservedConnections(role) + 2

const connections = `a number of connections up to 500, and at least ${processRoles
  .map((role) => `${leastConnections(role)} (${role})`)
  .join(', ')}`

const address = '[^<>@\\s]+@[^<>@\\s]+'

/** Each variable with what it must be, in the words of the message that stops the start. */
const variables = {
  LATCHKEY_ROLE: [z.enum(processRoles).default('all'), 'all, web or worker'],
  PORT: [whole(0, 65_535).default(8787), 'a port number'],
  PUBLIC_DOMAIN: [
    z
      .string()
      .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,5})?$/)
      // Not an IP address: handles get names below it.
      .refine((value) => URL.canParse(`http://handle.${value}`))
      .default('localhost:8787'),
    'a host name in lower case with optional port, such as latchkey.example',
  ],
  PUBLIC_SCHEME: [z.enum(['http', 'https']).optional(), 'http or https'],
  DOCS_URL: [
    url(/^https?$/)
      .transform((value) => value.replace(/\/+$/, ''))
      .optional(),
    'an http(s) URL',
  ],
  DATABASE_URL: [
    url(/^postgres(ql)?$/),
    'a PostgreSQL URL, such as postgres://user:password@host:5432/latchkey',
  ],
  JOBS_DATABASE_URL: [
    url(/^postgres(ql)?$/).optional(),
    'the URL of the same PostgreSQL without a pooler in between',
  ],
  DATABASE_POOL_MAX: [whole(1, 500).default(18), connections],
  STRIPE_SECRET_KEY: [
    z.string().regex(/^(sk|rk)_(test|live)_\w+$/),
    'a Stripe secret key, such as sk_test_…',
  ],
  STRIPE_API_BASE: [url(/^https?$/).optional(), 'an http(s) URL'],
  STRIPE_WEBHOOK_SECRET: [
    z.string().startsWith('whsec_'),
    'the signing secret of the platform endpoint, whsec_…',
  ],
  STRIPE_CONNECT_WEBHOOK_SECRET: [
    z.string().startsWith('whsec_'),
    'the signing secret of the Connect endpoint, whsec_…',
  ],
  PLATFORM_FEE_BPS: [whole(0, 10_000).default(500), 'basis points from 0 to 10000'],
  PLATFORM_FEE_FIXED: [
    amounts,
    'JSON with amounts in the smallest unit of each currency, such as {"usd":30,"jpy":40}',
  ],
  SMTP_URL: [url(/^smtps?$/), 'an SMTP URL, such as smtps://user:password@mail.example:465'],
  MAIL_FROM: [
    z.string().regex(new RegExp(`^(?:[^<>\\r\\n]*<${address}>|${address})$`)),
    'a sender, such as Latchkey <hello@latchkey.example>',
  ],
  SIGNING_KEYS: [
    z
      .string()
      .refine((value) => readSigningKeys(value) !== null)
      .optional(),
    'a JWKS with private keys (Ed25519 or P-256): the first signs, all of them verify',
  ],
  S3_ENDPOINT: [url(/^https?$/).optional(), 'an http(s) URL'],
  S3_BUCKET: [
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
      .optional(),
    'the name of a bucket',
  ],
  S3_ACCESS_KEY_ID: [visible.optional(), 'an access key id without spaces'],
  S3_SECRET_ACCESS_KEY: [visible.optional(), 'a secret access key without spaces'],
  REDIS_URL: [url(/^rediss?$/).optional(), 'a Redis URL, such as redis://host:6379'],
  STORAGE_QUOTA_MB: [
    whole(1, 100_000_000).default(STORAGE_MB),
    'megabytes (of 1,000,000 bytes) for the files of a handle',
  ],
  DAILY_WRITE_LIMIT: [
    z.coerce.number().int().min(1).default(DAILY_WRITES),
    'a number of writes per handle and day',
  ],
  RETENTION_DAYS: [retentionDays, 'JSON with days by table, such as {"audit_events":730}'],
  LIMITS: [limits, 'on, off, or JSON such as {"requestMagicLink":{"ip":"1000/1h"}}'],
  PLATFORM_OPERATORS: [
    z
      .string()
      .default('')
      .transform((list) =>
        list
          .split(',')
          .map((email) => email.trim())
          .filter(Boolean),
      )
      .pipe(z.array(Email)),
    'email addresses, separated by commas',
  ],
  SANDBOX_INBOX: [
    z
      .url({ protocol: /^http$/ })
      .refine((value) => isLoopbackHost(new URL(value).host))
      .transform((value) => value.replace(/\/+$/, ''))
      .optional(),
    'the http URL of a mail inbox on this machine, such as http://localhost:8788',
  ],
  METRICS_TOKEN: [z.string().min(16).optional(), 'a secret of at least 16 characters'],
  TRUST_PROXY: [whole(0, 10).default(0), 'the number of proxies in front, 0 to 10'],
  DRAIN_SECONDS: [
    whole(0, MAX_DRAIN_SECONDS).default(5),
    `seconds from 0 to ${MAX_DRAIN_SECONDS}, for load balancers to notice a shutdown`,
  ],
  OTEL_EXPORTER_OTLP_ENDPOINT: [url(/^https?$/).optional(), 'an http(s) URL'],
  TRUST_TRACEPARENT: [z.enum(['on', 'off']).default('off'), 'on or off'],
  ASSETS_DIR: [
    z
      .string()
      .default(DIST)
      .transform((path) => resolve(path))
      .refine(mayBeFolder),
    'a folder, such as /app/dist',
  ],
  LOG_LEVEL: [
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    'fatal, error, warn, info, debug, trace or silent',
  ],
} as const satisfies Record<string, readonly [z.ZodType, string]>

/** Names of all variables that the server reads. */
export const variableNames: readonly string[] = Object.keys(variables)

type Variables = typeof variables
type Values = { readonly [K in keyof Variables]: z.output<Variables[K][0]> }

export type Config = Omit<Values, 'PUBLIC_SCHEME' | 'JOBS_DATABASE_URL'> & {
  readonly PUBLIC_SCHEME: 'http' | 'https'
  /** PostgreSQL itself, for what a pooler would break; `DATABASE_URL` unless set. */
  readonly JOBS_DATABASE_URL: string
  /** `{PUBLIC_SCHEME}://{PUBLIC_DOMAIN}`: issuer, audience, and base of every printed API URL. */
  readonly origin: string
  /** Where the docs are, without a slash at the end; errors link to `{docsUrl}/errors/{code}`. */
  readonly docsUrl: string
  /** Plain http on a loopback name: cookies go without `Secure`, URLs may be http. */
  readonly loopback: boolean
  /** Where whoever tries this deployment out reads its mail and plays Stripe; `null` in production. */
  readonly sandbox: Sandbox | null
}

/** What the served document announces as `x-latchkey-sandbox`. */
interface Sandbox {
  /** The mail inbox, which tells what it has under `/email`. */
  readonly inbox: string
  /** The control page of the local Stripe. */
  readonly stripe: string
}

/** Nothing that anybody could mistake for production: everything is on this machine, and no money is real. */
function sandboxOf(values: Values, loopback: boolean, environment: string | undefined): Sandbox | null {
  const { SANDBOX_INBOX: inbox, STRIPE_API_BASE: stripe, STRIPE_SECRET_KEY: key } = values
  if (!inbox || !stripe || environment === 'production' || !loopback) return null
  const { host, origin } = new URL(stripe)
  return isLoopbackHost(host) && key.startsWith('sk_test_') ? { inbox, stripe: `${origin}/_control` } : null
}

const s3Names = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const

/** Some of the S3 variables alone lead nowhere. */
function missingForS3(values: Values): string[] {
  const missing = s3Names.filter((name) => values[name] === undefined)
  if (missing.length === s3Names.length) return []
  return missing.map((name) => `${name} is missing: it must be set with the other S3 variables.`)
}

/**
 * Reads the environment.
 * @returns the configuration, or one line for each variable that is missing or wrong.
 */
export function readConfig(environment: Record<string, string | undefined>): Config | { problems: string[] } {
  const values: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [name, [schema, expectation]] of Object.entries(variables)) {
    const raw = environment[name]
    const parsed = schema.safeParse(raw === '' ? undefined : raw)
    if (parsed.success) values[name] = parsed.data
    else {
      const [issue] = parsed.error.issues
      const because = issue?.code === 'custom' && issue.params?.because ? ` (${issue.params.because})` : ''
      problems.push(`${name} is ${raw ? 'wrong' : 'missing'}: it must be ${expectation}${because}.`)
    }
  }
  if (problems.length > 0) return { problems }
  const read = values as Values
  const forS3 = missingForS3(read)
  if (forS3.length > 0) return { problems: forS3 }
  if (read.DATABASE_POOL_MAX < leastConnections(read.LATCHKEY_ROLE)) {
    return { problems: [`DATABASE_POOL_MAX is wrong: it must be ${connections}.`] }
  }
  const loopback = isLoopbackHost(read.PUBLIC_DOMAIN)
  const scheme = read.PUBLIC_SCHEME ?? (loopback ? 'http' : 'https')
  if (scheme === 'http' && !loopback) {
    // Sessions would travel in the clear, in cookies that are Secure and so would never come back.
    return { problems: ['PUBLIC_SCHEME is wrong: it must be https unless PUBLIC_DOMAIN is a loopback name.'] }
  }
  const { origin, host } = new URL(`${scheme}://${read.PUBLIC_DOMAIN}`)
  const docsUrl = read.DOCS_URL ?? `${scheme}://docs.${host}`
  const sandbox = sandboxOf(read, loopback, environment.NODE_ENV)
  return {
    ...read,
    JOBS_DATABASE_URL: read.JOBS_DATABASE_URL ?? read.DATABASE_URL,
    PUBLIC_DOMAIN: host,
    PUBLIC_SCHEME: scheme,
    origin,
    docsUrl,
    loopback: scheme === 'http',
    sandbox,
  }
}

/** The origin of a handle's site. */
export const handleOrigin = (config: Config, handle: string): string =>
  `${config.PUBLIC_SCHEME}://${handle}.${config.PUBLIC_DOMAIN}`

/** Where creators run their handles. */
export const dashboardOrigin = (config: Config): string => handleOrigin(config, 'app')
