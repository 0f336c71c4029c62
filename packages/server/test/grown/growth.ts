import type { Measured } from './measure.ts'

/** How many times as much a statement may read when there are ten times as many rows. */
export const MOST = 1.2

/** Statements that read more for a reason, by a part of their text. */
export const dearer: Readonly<Record<string, string>> = {
  'delete from "notice_recipients" where ("account_id"':
    'an account is deleted, with all that it was told of',
  'select count(distinct "visitor_id") as "buyers"': 'counts the buyers of a page that is unpublished',
  'delete from "checkout_sessions" where "purchase_id" in':
    'a page that never sold is deleted, with what was begun there',
  "add_job('sync_connect_account'": 'once a night, a job for every connected account',
  'from "oauth_grants" as "grant" inner join "refresh_token_families"': 'of small tables it reads all at 1×',
  '"purchase"."page_id" = $2 and case when':
    'two filters at once: one is by an index, the other reads what that lets through',
  '"purchase"."visitor_id" = $2 and case when':
    'two filters at once: one is by an index, the other reads what that lets through',
  'for update skip locked':
    'removes up to 1000 rows at once; of a small table it reads all, and there may be fewer',
}

/** A statement that read more of ten times as much. */
export interface Grown {
  readonly text: string
  readonly before: number
  readonly after: number
  /** Why it may; `null` when nothing says so. */
  readonly reason: string | null
}

export interface Growth {
  /** How many statements were measured, with how many kinds of values. */
  readonly statements: number
  readonly measured: number
  /** Those that could not be run with the rows of the grown databases, and why. */
  readonly refused: readonly { readonly text: string; readonly problem: string }[]
  readonly grown: readonly Grown[]
  /** Buffers at both sizes: of all statements together, and of each that reads most. */
  readonly total: readonly [before: number, after: number]
}

const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** What was measured at two sizes, put together. */
export function growthOf(measured: readonly Measured[]): Growth {
  const refused: { text: string; problem: string }[] = []
  const grown: Grown[] = []
  const total: [number, number] = [0, 0]
  for (const { text, costs } of measured) {
    const problem = costs.find((cost) => cost.problem)?.problem
    const [before, after] = costs.map(({ buffers }) => buffers)
    // An index gets another level now and then: a page more each time that it is gone down.
    const deeper = costs[0]?.descents ?? 0
    if (problem || before == null || after == null) {
      refused.push({ text: words(text), problem: problem ?? 'not measured' })
      continue
    }
    total[0] += before
    total[1] += after
    if (after <= before * MOST + deeper) continue
    const reason = Object.entries(dearer).find(([part]) => words(text).includes(part))?.[1] ?? null
    grown.push({ text: words(text), before, after, reason })
  }
  const statements = new Set(measured.map(({ text }) => text)).size
  return { statements, measured: measured.length - refused.length, refused, grown, total }
}

const COLUMNS = 90
const shortened = (text: string): string => {
  const plain = text.replaceAll(/["|]/g, '').replaceAll('<', '&lt;')
  return plain.length > COLUMNS ? `${plain.slice(0, COLUMNS)}…` : plain
}

/** The table of the docs. */
export function growthTable({ statements, measured, refused, grown, total }: Growth): string {
  const ratio = (before: number, after: number) => (after / Math.max(1, before)).toFixed(2)
  const lines = grown
    .toSorted((a, b) => b.after / b.before - a.after / a.before)
    .map(
      ({ text, before, after, reason }) =>
        `| \`${shortened(text)}\` | ${before} | ${after} | ${ratio(before, after)} | ${reason ?? '**none**'} |`,
    )
  return `| statements | pages read at 1× | at 10× | ratio | reason |
| --- | --- | --- | --- | --- |
| all ${measured} together, of ${statements} statements | ${total[0]} | ${total[1]} | ${ratio(...total)} | |
${lines.join('\n')}

${refused.length} could not be run on made-up rows, all of them inserts and updates that a constraint refuses.`
}
