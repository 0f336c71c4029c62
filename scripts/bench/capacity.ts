// Works out from what was measured how far machines carry.
import { VISITOR_SESSION_SECONDS } from '@latchkey/contract'
import { retention } from '../../packages/server/src/platform/retention.ts'
import type { Reading, Sizes } from './readings.ts'
import { median } from './rounds.ts'

/** What people do. */
export const kinds = ['purchase', 'signIn', 'view'] as const
export type Kind = (typeof kinds)[number]

/** What one of them cost, by the round. */
export interface Measured {
  readonly perSecond: readonly number[]
  readonly rounds: readonly Reading[]
  /** What the database has grown by, over all rounds. */
  readonly bytes: Sizes
}

export type Results = Readonly<Record<Kind, Measured>>

const DAY = 86_400
const YEAR = 365
export const HOURS_A_MONTH = 730

/** What is assumed about people, and about how machines are used. */
export const assumed = {
  /** Views of pages for each purchase. */
  views: 50,
  /** Sign-ins for each purchase, beside its own. */
  signIns: 3,
  /** The busiest minutes of a day, in multiples of its mean. */
  peak: 10,
  /** Part of a core that is in use at the peak: more, and requests wait for each other. */
  use: 0.5,
  /** Fewest processes of a role, and cores of PostgreSQL: one may be gone. */
  least: 2,
  /** Days for which what retention removes is there at most: a session lasts, and is kept when it has ended. */
  keptDays: VISITOR_SESSION_SECONDS / DAY + retention.visitor_sessions.days,
  /** `DATABASE_POOL_MAX` of each process. */
  pool: 18,
} as const

/** Machines that serve and work, beside PostgreSQL on another. */
export const MACHINES = 10

/** What one of a kind costs, or all that goes with a purchase. */
export type Cost = Reading & Sizes

const costOf = ({ rounds, bytes }: Measured): Cost => {
  const keys = Object.keys(rounds[0] ?? {}) as (keyof Reading)[]
  const medians = keys.map((key) => [key, median(rounds.map((round) => round[key]))])
  return { ...(Object.fromEntries(medians) as Reading), ...bytes }
}

/** What a purchase costs with the views and sign-ins of all those who do not buy. */
export function mixOf(results: Results): Cost {
  const purchase = costOf(results.purchase)
  const signIn = costOf(results.signIn)
  const view = costOf(results.view)
  const sums = (Object.keys(purchase) as (keyof Cost)[]).map((key) => [
    key,
    purchase[key] + assumed.signIns * signIn[key] + assumed.views * view[key],
  ])
  return Object.fromEntries(sums) as Cost
}

export type Needs = ReturnType<typeof needsOf>

/** What a deployment needs for so many purchases a day. What has no other name is by the second at the peak. */
export function needsOf(results: Results, purchases: number) {
  const mix = mixOf(results)
  const mean = purchases / DAY
  const peak = mean * assumed.peak
  const inUse = {
    web: (peak * mix.web) / 1000,
    worker: (peak * mix.worker) / 1000,
    postgres: (peak * mix.postgres) / 1000,
  }
  const atLeast = (cores: number) => Math.max(assumed.least, Math.ceil(cores / assumed.use))
  // A process computes on one core.
  const processes = { web: atLeast(inUse.web), worker: atLeast(inUse.worker) }
  const postgresCores = atLeast(inUse.postgres)
  return {
    mean,
    peak,
    requests: peak * mix.requests,
    transactions: peak * mix.transactions,
    stripeCalls: peak * mix.stripeCalls,
    mails: peak * mix.mails,
    wal: peak * mix.wal,
    inUse,
    processes,
    postgresCores,
    cores: processes.web + processes.worker + postgresCores,
    connections: (processes.web + processes.worker) * assumed.pool,
    day: { mails: purchases * mix.mails, wal: purchases * mix.wal, stays: purchases * mix.stays },
    year: { stays: YEAR * purchases * mix.stays },
    /** What retention leaves for a while. */
    passes: assumed.keptDays * purchases * mix.passes,
  }
}

/** Purchases a day, each of which takes so many milliseconds of a processor, that so many cores carry. */
const fitting = (milliseconds: number, cores: number): number =>
  ((cores * assumed.use * 1000) / milliseconds / assumed.peak) * DAY

/** What machines of so many cores carry, in purchases a day. */
export function carriedBy(results: Results, cores: number) {
  const { web, worker, postgres } = mixOf(results)
  const rest = web + worker
  const full = fitting(postgres, cores)
  const many = fitting(rest, MACHINES * cores)
  return {
    /** One, with everything on it. */
    one: fitting(rest + postgres, cores),
    /** One for PostgreSQL, and as many others as it takes until that one is full. */
    full: { purchases: full, others: Math.ceil(full / fitting(rest, cores)) },
    /** Ten others, and what PostgreSQL then has to be. */
    many: { purchases: many, postgresCores: Math.ceil((cores * many) / full) },
  }
}

export const perSecondAtPeak = (purchases: number): number => (purchases / DAY) * assumed.peak
