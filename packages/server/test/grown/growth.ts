import type { Measured } from './measure.ts'

/** How many times as much a statement may read when there are ten times as many rows. */
const MOST = 1.2
/** Pages more that are none of its growth: another level of an index, rows that lie on other pages. */
const SLACK = 6

const wholeTables = 'looks up each of what it shows, where at 1× it reads small tables whole'
const ofOneHandle = 'a handle is deleted, with all that it had'
const allHandles = 'shows all handles of an account, where at 1× it reads small tables whole'
const underWay = 'closes the checkouts that are under way'
const closeCall =
  'found by either of two indexes, of which the planner takes the longer: here one has a thousand of what others have few'
const twoFilters = 'two filters at once: one is by an index, the other reads what that lets through'

/** Statements that read more for a reason, by a part of their text. */
const dearer: Readonly<Record<string, string>> = {
  'delete from "notice_recipients" where ("account_id"':
    'an account is deleted, with all that it was told of',
  'select count(distinct "visitor_id") as "buyers"': 'counts the buyers of a page that is unpublished',
  'delete from "checkout_sessions" where "purchase_id" in':
    'a page that never sold is deleted, with what was begun there',
  'from "group_buy_interests" where "group_buy_id" = $1 and "visitor_id" >':
    'a batch of an activation: the people of one group buy lie further apart',
  'from file_readers reader': wholeTables,
  'from "oauth_grants" as "grant" inner join "refresh_token_families"': wholeTables,
  'from "account_sessions" as "session" inner join "refresh_token_families"': wholeTables,
  'from "visitor_sessions" as "session" left join "handles"': wholeTables,
  'from "group_buys" as "group_buy" inner join "handles"': wholeTables,
  '"purchase"."page_id" = $2 and case when': twoFilters,
  '"purchase"."page_id" = $2 and "purchase"."visitor_id" = $3': twoFilters,
  '"purchase"."visitor_id" = $2 and case when': twoFilters,
  '"purchase"."access_since" >= $': 'shows more, up to a page of the list: more is sold in the same hours',
  'select "id" from "files" where "handle_id" = $1 order by "id"': ofOneHandle,
  'select "id" from "group_buys" where "handle_id" = $1 order by "id"': ofOneHandle,
  'select "id" from "magic_link_challenges" where "handle_id" = $1 order by "id"': ofOneHandle,
  'select "id" from "pages" where "handle_id" = $1 order by "id"': ofOneHandle,
  'select "id" from "purchases" where "handle_id" = $1 order by "id"': ofOneHandle,
  'delete from "files" where "handle_id"': ofOneHandle,
  'delete from "group_buys" where "handle_id"': ofOneHandle,
  'delete from "visitor_sessions" where "handle_id"': ofOneHandle,
  'delete from "magic_link_challenges" where "handle_id"': ofOneHandle,
  '"attempt"."stripe_session_id" = $1 and "purchase"."visitor_id" = $2': closeCall,
  'from "group_buys" where "handle_id" = (select "id"': closeCall,
  'select sum("size_bytes") as "used"': 'adds up what the files of a handle take',
  '"collaborator"."sale_mails" as "sales"': allHandles,
  '"handle"."display_name" as "displayName", "handle"."allowed_origins"': allHandles,
  'from "purchases" where "state" in ($1, $2) and "handle_id"': underWay,
  'from "file_readers" as "reader" inner join "files"':
    'looks for addresses among those who may read the files of a handle',
  "select graphile_worker.add_job('resolve_charges'":
    'the last part of the nightly look at charges, which is all of them here: no part comes before it',
  'for update skip locked':
    'removes a thousand at once, where at 1× there are fewer or the table is read whole',
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
    if (after <= before * MOST + deeper + SLACK) continue
    const reason = Object.entries(dearer).find(([part]) => words(text).includes(part))?.[1] ?? null
    grown.push({ text: words(text), before, after, reason })
  }
  const statements = new Set(measured.map(({ text }) => text)).size
  return { statements, measured: measured.length - refused.length, refused, grown, total }
}

/** What a statement does, to which table: enough to find it by. */
function named(text: string): string {
  const plain = text.replaceAll('"', '')
  const [, table = ''] =
    /\b(?:from|into|update) (\w+)/.exec(plain.replace('select entry', 'from purchases')) ?? []
  const [verb = ''] = plain.split(' ', 1)
  return `\`${verb === 'select' ? 'select from' : verb === 'delete' ? 'delete from' : verb} ${table}\``
}

/** The table of the docs: what most statements read together, and what those read that have a reason, by that. */
export function growthTable({ statements, measured, refused, grown, total }: Growth): string {
  const line = (what: string, count: number, before: number, after: number) =>
    `| ${what} | ${count} | ${before} | ${after} | ${(after / Math.max(1, before)).toFixed(2)} |`
  const reasons = [...Map.groupBy(grown, ({ reason }) => reason ?? 'no reason')].map(([reason, of]) => {
    const [before, after] = [of.map((each) => each.before), of.map((each) => each.after)].map((pages) =>
      pages.reduce((sum, each) => sum + each, 0),
    ) as [number, number]
    const names = [...new Set(of.map(({ text }) => named(text)))].join(', ')
    return { before, after, text: line(`${names}: ${reason}`, of.length, before, after) }
  })
  const others = total.map((all, index) =>
    reasons.reduce((rest, each) => rest - (index === 0 ? each.before : each.after), all),
  ) as [number, number]
  return `| statements | how many | pages at 1× | pages at 10× | ratio |
| --- | --- | --- | --- | --- |
${line('all that are not named below', measured - grown.length, ...others)}
${reasons
  .toSorted((a, b) => b.after / b.before - a.after / a.before)
  .map(({ text }) => text)
  .join('\n')}

These are ${statements} statements, some with several kinds of values. ${refused.length} more could not be run on made-up
rows: inserts and updates that a constraint refuses.`
}
