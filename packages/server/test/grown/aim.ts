import { END, emailOf, hash, id, slugOf } from './rows.ts'

/** Names of Stripe's ids; the number that follows is that of the row. */
const STRIPE = /^(pi|ch|cs|re|du|tr|fee|acct|evt)_(?:test_)?\w+$/
const OURS = /^([a-z]{3,4})_[0-7][0-9a-hjkmnp-tv-z]{25}$/
/** Before all rows; and in their middle. */
const EARLIEST = Date.parse('2029-01-01')
const MIDDLE = END - 90 * 86_400_000
/** Columns that are told by their names alone: texts say nothing of what they are. */
const NAMED = /(?:^|[."])(?:name|slug|handle|page_slug)$/

/**
 * Values like those that a test sent, for the rows of a grown database: ids, addresses and hashes become those of the
 * things that have much. What an insert makes anew keeps its own.
 */
export function aimed(text: string, values: readonly unknown[]): unknown[] {
  const numbers = new Map<string, Map<unknown, number>>()
  /** Different values of one kind stay different: those of what has much, in its order. */
  const numberOf = (kind: string, value: unknown): number => {
    const known = numbers.get(kind) ?? new Map<unknown, number>()
    numbers.set(kind, known)
    const number = known.get(value) ?? known.size * 10
    known.set(value, number)
    return number
  }
  // Those of tests that go by the time of the database: in the middle of the rows, as far from each other.
  const first = Math.min(...values.filter((value) => value instanceof Date).map((date) => date.getTime()))
  const aim = (value: unknown, column: string | null): unknown => {
    if (Array.isArray(value)) return value.map((each) => aim(each, column))
    if (value instanceof Date)
      return value.getTime() < EARLIEST ? new Date(MIDDLE + value.getTime() - first) : value
    if (Buffer.isBuffer(value))
      return value.length === 32 ? hash('any', numberOf('hash', value.toString('hex'))) : value
    if (typeof value !== 'string') return value
    const [, prefix] = OURS.exec(value) ?? []
    if (prefix) return id(prefix, numberOf(prefix, value))
    const [, stripe] = STRIPE.exec(value) ?? []
    if (stripe) return `${stripe}_${numberOf(stripe, value)}`
    if (value === 'eur') return 'usd'
    if (/^\S+@\S+\.\w+$/.test(value)) return emailOf(numberOf('email', value))
    return column !== null && NAMED.test(column) ? slugOf(numberOf('name', value)) : value
  }
  const made = madeBy(text)
  const columns = columnsOf(text)
  return values.map((value, index) => (made.has(index) ? value : aim(value, columns.get(index) ?? null)))
}

/** Which parameters of an insert are the keys of its rows. */
function madeBy(text: string): Set<number> {
  const [, names = '', tuples = ''] =
    /^\s*insert into "?\w+"? \(([^)]*)\) values (.*?)(?: on conflict| returning|$)/is.exec(text) ?? []
  const columns = names.split(',').map((name) => name.replaceAll(/["\s]/g, ''))
  const made = new Set<number>()
  for (const [, tuple = ''] of tuples.matchAll(/\(([^()]*)\)/g)) {
    for (const [place, cell] of tuple.split(',').entries()) {
      const [, number] = /^\s*\$(\d+)\s*$/.exec(cell) ?? []
      const isKey =
        place === 0 ||
        /(?:_hash|stripe_id|_intent_id|_session_id|^name|^slug|^email)$/.test(columns[place] ?? '')
      if (number && isKey) made.add(Number(number) - 1)
    }
  }
  return made
}

/** The column that a parameter is compared with. */
const columnsOf = (text: string): Map<number, string> =>
  new Map(
    [...text.matchAll(/([\w."]+)\s*(?:=|in)\s*\(?\s*\$(\d+)/g)].map(([, column = '', number]) => [
      Number(number) - 1,
      column.replaceAll('"', ''),
    ]),
  )
