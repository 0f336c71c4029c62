import type { Trx } from '../../platform/database/connect.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { newId } from '../../platform/ids.ts'
import { findRequestRecords } from '../../platform/request-records.ts'

/** Records that go with one report: request ids need not be unique. */
const MAX_RECORDS = 20

export interface ReportRequest {
  readonly summary: string
  readonly details: string
  readonly handle?: string | undefined
  readonly sessionId?: string | undefined
  readonly requestId?: string | undefined
  readonly reproArtifact?: string | undefined
}

/**
 * Puts a problem into the queue, with the records of the request that it names: they outlive the week there.
 * @returns the id of the report, and whether there were such records; `null` when it names no request.
 */
export async function reportProblem(
  deps: RootDeps,
  report: ReportRequest,
): Promise<{ reportId: string; requestKept: boolean | null }> {
  const { db, clock, requestRecords } = deps
  const now = clock.now()
  const id = newId('report')
  // What this process has not written yet may be just what the report is about.
  if (report.requestId) await requestRecords.flush()
  const records = report.requestId ? await findRequestRecords(db, report.requestId, MAX_RECORDS) : []
  await db
    .insertInto('reports')
    .values({
      id,
      summary: report.summary,
      details: report.details,
      handle: report.handle ?? null,
      session_id: report.sessionId ?? null,
      request_id: report.requestId ?? null,
      repro_artifact: report.reproArtifact ?? null,
      requests: JSON.stringify(records),
      state: 'OPEN',
      created_at: now,
      updated_at: now,
    })
    .execute()
  return { reportId: id, requestKept: report.requestId ? records.length > 0 : null }
}

/** Puts something that only people can decide into the operators' queue, with the change that made it so. */
export async function fileReport(
  trx: Trx,
  { summary, details, now }: { summary: string; details: string; now: Date },
): Promise<void> {
  await trx
    .insertInto('reports')
    .values({
      id: newId('report'),
      summary,
      details,
      handle: null,
      session_id: null,
      request_id: null,
      repro_artifact: null,
      requests: JSON.stringify([]),
      state: 'OPEN',
      created_at: now,
      updated_at: now,
    })
    .execute()
}

/** Marks a report as one that must be looked at first. */
export async function escalateReport(
  { db, clock }: Deps,
  reportId: string,
  reason: string,
): Promise<null | Failure<'report_not_found'>> {
  const { numUpdatedRows } = await db
    .updateTable('reports')
    .set({ escalation_reason: reason, updated_at: clock.now() })
    .where('id', '=', reportId)
    .executeTakeFirst()
  return numUpdatedRows > 0n ? null : fail('report_not_found')
}

export interface ContentReportRequest {
  readonly handle: string
  readonly pageSlug?: string | undefined
  readonly category: string
  readonly details: string
}

/** Puts reported abuse into its queue. Whether the page exists is not said: drafts must not be found out this way. */
export async function reportContent({ db, clock }: Deps, report: ContentReportRequest): Promise<string> {
  const now = clock.now()
  const id = newId('contentReport')
  await db
    .insertInto('content_reports')
    .values({
      id,
      handle: report.handle,
      page_slug: report.pageSlug ?? null,
      category: report.category,
      details: report.details,
      state: 'OPEN',
      created_at: now,
      updated_at: now,
    })
    .execute()
  return id
}
