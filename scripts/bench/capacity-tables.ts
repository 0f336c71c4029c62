// The tables of the page on capacity.
import {
  assumed,
  carriedBy,
  HOURS_A_MONTH,
  kinds,
  MACHINES,
  type Needs,
  needsOf,
  perSecondAtPeak,
  type Results,
} from './capacity.ts'
import type { Reading } from './readings.ts'
import { median, spread } from './rounds.ts'

const perDay = [10_000, 100_000, 1_000_000]
const DAYS_A_MONTH = HOURS_A_MONTH / 24

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
const tableOf = ([head = [], ...rows]: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')

/** Two digits say as much as is known. */
export const rounded = (value: number): string => {
  const two = Number(value.toPrecision(2))
  return two.toLocaleString('en', { maximumFractionDigits: 3 })
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB']

export function bytes(value: number): string {
  const two = Number(Math.max(value, 1).toPrecision(2))
  const power = Math.min(Math.floor(Math.log10(two) / 3), units.length - 1)
  return `${rounded(two / 1000 ** power)} ${units[power]}`
}

const measuredRows: readonly (readonly [string, keyof Reading])[] = [
  ['processor, `web`, in ms', 'web'],
  ['processor, `worker`, in ms', 'worker'],
  ['processor, PostgreSQL, in ms', 'postgres'],
  ['requests answered', 'requests'],
  ['transactions', 'transactions'],
  ['write-ahead log, in bytes', 'wal'],
  ['mails', 'mails'],
  ['calls to Stripe', 'stripeCalls'],
]

function withSpread(values: readonly number[]): string {
  const digits = median(values) < 1 ? 2 : median(values) < 100 ? 1 : 0
  return `${median(values).toFixed(digits)} (${spread(values, digits)})`
}

/** What was measured. */
export function costTable(results: Results): string {
  const all = kinds.map((kind) => results[kind])
  return tableOf([
    ['', 'a purchase', 'a sign-in', 'a view'],
    ['how many a second', ...all.map(({ perSecond }) => withSpread(perSecond))],
    ...measuredRows.map(([what, key]) => [
      what,
      ...all.map(({ rounds }) => withSpread(rounds.map((round) => round[key]))),
    ]),
    ['disk for what stays, in bytes', ...all.map((measured) => measured.bytes.stays.toFixed(0))],
    ['disk for what retention removes, in bytes', ...all.map((measured) => measured.bytes.passes.toFixed(0))],
  ])
}

const mix = `for each purchase, people also look at ${assumed.views} pages and sign in ${assumed.signIns} times; the busiest minutes have ${assumed.peak} times the
mean of the day; and of each core, ${assumed.use * 100} % is in use then`

/** What follows for machines like the one that it was measured on. */
export function machinesTable(results: Results, cores: number): string {
  const { one, full, many } = carriedBy(results, cores)
  const layouts: readonly (readonly [string, number])[] = [
    ['one, with everything on it', one],
    [`one for PostgreSQL, which is full then, and ${full.others} for the rest`, full.purchases],
    [`${MACHINES} for the rest, and PostgreSQL on ${many.postgresCores} cores`, many.purchases],
  ]
  const table = tableOf([
    [`machines of ${cores} cores`, 'purchases a day', 'purchases a second, at the peak'],
    ...layouts.map(([what, purchases]) => [what, rounded(purchases), rounded(perSecondAtPeak(purchases))]),
  ])
  return `${table}\n\nAssumed: ${mix}.`
}

const head = (what: string) => [what, ...perDay.map((purchases) => purchases.toLocaleString('en'))]

type Line = readonly [string, (needs: Needs) => string]

const dayLines: readonly Line[] = [
  ['purchases a second, in the mean', ({ mean }) => rounded(mean)],
  ['purchases a second, at the peak', ({ peak }) => rounded(peak)],
  ['requests a second, at the peak', ({ requests }) => rounded(requests)],
  ['cores in use by `web`, at the peak', ({ inUse }) => rounded(inUse.web)],
  ['cores in use by `worker`, at the peak', ({ inUse }) => rounded(inUse.worker)],
  ['cores in use by PostgreSQL, at the peak', ({ inUse }) => rounded(inUse.postgres)],
  ['`web` processes', ({ processes }) => `${processes.web}`],
  ['`worker` processes', ({ processes }) => `${processes.worker}`],
  ['cores of PostgreSQL', ({ postgresCores }) => `${postgresCores}`],
  ['connections to PostgreSQL, without a pooler', ({ connections }) => `${connections}`],
  ['transactions a second, at the peak', ({ transactions }) => rounded(transactions)],
  ['write-ahead log a second, at the peak', ({ wal }) => bytes(wal)],
  ['mails a second, at the peak', ({ mails }) => rounded(mails)],
  ['mails a day', ({ day }) => rounded(day.mails)],
  ['calls to Stripe a second, at the peak', ({ stripeCalls }) => rounded(stripeCalls)],
  ['disk for the books, each year', ({ year }) => bytes(year.stays)],
  ['disk for what retention removes', ({ passes }) => bytes(passes)],
]

const monthLines: readonly Line[] = [
  ['cores, of `web`, `worker` and PostgreSQL', ({ cores }) => `${cores}`],
  ['hours of a core', ({ cores }) => rounded(cores * HOURS_A_MONTH)],
  ['more disk for the books', ({ day }) => bytes(day.stays * DAYS_A_MONTH)],
  ['write-ahead log, for replicas and backups', ({ day }) => bytes(day.wal * DAYS_A_MONTH)],
  ['mails', ({ day }) => rounded(day.mails * DAYS_A_MONTH)],
]

const linesOf = (results: Results, what: string, lines: readonly Line[]): string => {
  const all = perDay.map((purchases) => needsOf(results, purchases))
  return tableOf([head(what), ...lines.map(([name, cell]) => [name, ...all.map(cell)])])
}

/** What so many purchases a day need. */
export const daysTable = (results: Results): string => linesOf(results, 'purchases a day', dayLines)

/** What has to be paid for in a month. */
export const monthTable = (results: Results): string =>
  linesOf(results, 'in a month, at so many purchases a day', monthLines)
