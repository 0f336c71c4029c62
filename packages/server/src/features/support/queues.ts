import type { Position } from '@latchkey/contract'
import { sql } from 'kysely'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'

type Queue = 'reports' | 'content_reports'
type State = 'OPEN' | 'CLAIMED' | 'RESOLVED'

interface List {
  readonly state: State | undefined
  readonly after: Position | null
  readonly limit: number
}

const at = sql.ref<Date>('created_at')
const inList = ({ state, after }: List) =>
  sql<boolean>`(${state ?? null}::text is null or state = ${state ?? null})
    and (${after?.at ?? null}::timestamptz is null or (${at}, id) < (${after?.at ?? null}, ${after?.id ?? null}))`

/** Reported problems, newest first. */
export const findReports = (db: DbOrTransaction, list: List) =>
  db
    .selectFrom('reports')
    .selectAll()
    .where(inList(list))
    .orderBy(at, 'desc')
    .orderBy('id', 'desc')
    .limit(list.limit)
    .execute()

/** Reported abuse, newest first. */
export const findContentReports = (db: DbOrTransaction, list: List) =>
  db
    .selectFrom('content_reports')
    .selectAll()
    .where(inList(list))
    .orderBy(at, 'desc')
    .orderBy('id', 'desc')
    .limit(list.limit)
    .execute()

export const findReport = (db: DbOrTransaction, id: string) =>
  db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

export const findContentReport = (db: DbOrTransaction, id: string) =>
  db.selectFrom('content_reports').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/**
 * Moves a report: claims it, gives it back, or resolves it, in one statement, so of two operators who claim it at
 * once one gets it. What a colleague has claimed stays theirs.
 */
export async function moveReport(
  { db, clock }: Deps,
  queue: Queue,
  id: string,
  operatorId: string,
  step: { state: State; resolution?: string | undefined },
): Promise<null | Failure<'report_not_found' | 'report_claimed'>> {
  const { numUpdatedRows } = await db
    .updateTable(queue)
    .set({
      state: step.state,
      claimed_by: step.state === 'OPEN' ? null : operatorId,
      resolution: step.resolution ?? null,
      updated_at: clock.now(),
    })
    .where('id', '=', id)
    .where((where) => where.or([where('claimed_by', 'is', null), where('claimed_by', '=', operatorId)]))
    .executeTakeFirst()
  if (numUpdatedRows > 0n) return null
  const exists = await db.selectFrom(queue).select('id').where('id', '=', id).executeTakeFirst()
  return fail(exists ? 'report_claimed' : 'report_not_found')
}

/** How many problems that were reported for a handle are not resolved. */
export async function countOpenReports(db: DbOrTransaction, handle: string): Promise<number> {
  const { count } = await db
    .selectFrom('reports')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('handle', '=', handle)
    // As in the index of those that are open.
    .where('state', '<>', sql.lit('RESOLVED'))
    .executeTakeFirstOrThrow()
  return count
}
