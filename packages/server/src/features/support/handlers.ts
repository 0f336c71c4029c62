import type { Cursor, contract } from '@latchkey/contract'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { Database } from '../../platform/database/schema.ts'
import type { Deps } from '../../platform/deps.ts'
import { isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { findDeadJobs, presentDeadJob, retryDeadJob } from './dead-jobs.ts'
import { findContentReport, findContentReports, findReport, findReports, moveReport } from './queues.ts'
import { escalateReport, reportContent, reportProblem } from './reports.ts'

type Support = typeof contract.support
type Report = z.output<Support['escalateReport']['success'][200]['body']>
type ContentReport = z.output<Support['updateContentReport']['success'][200]['body']>

export const supportHandlers: Omit<Handlers<Support>, 'listUnmatchedPayments'> = {
  async reportProblem({ deps, body }) {
    return { status: 201, body: await reportProblem(deps, body) }
  },

  async escalateReport({ deps, body }) {
    const failure = await escalateReport(deps, body.reportId, body.reason)
    return failure ?? { status: 200, body: await reread(deps, body.reportId) }
  },

  async listReports({ deps, query }) {
    const rows = await findReports(deps.db, page(query))
    return { status: 200, body: toPage(rows, query.limit, position, presentReport) }
  },

  async updateReport({ deps, subject, params, body }) {
    const failure = await moveReport(deps, 'reports', params.reportId, subject.accountId, body)
    return failure ?? { status: 200, body: await reread(deps, params.reportId) }
  },

  async listDeadJobs({ deps, query }) {
    const rows = await findDeadJobs(deps.db, { after: readCursor(query.cursor), limit: query.limit + 1 })
    if (isFailure(rows)) return rows
    const at = (row: (typeof rows)[number]) => ({ at: row.createdAt, id: row.id })
    return { status: 200, body: toPage(rows, query.limit, at, presentDeadJob) }
  },

  async retryDeadJob({ deps, subject, params, request }) {
    const failure = await retryDeadJob(
      deps,
      { accountId: subject.accountId, requestId: request.id },
      params.jobId,
    )
    return failure ?? { status: 204, empty: true }
  },

  async reportContent({ deps, body }) {
    return { status: 201, body: { reportId: await reportContent(deps, body) } }
  },

  async listContentReports({ deps, query }) {
    const rows = await findContentReports(deps.db, page(query))
    return { status: 200, body: toPage(rows, query.limit, position, presentContentReport) }
  },

  async updateContentReport({ deps, subject, params, body }) {
    const failure = await moveReport(deps, 'content_reports', params.reportId, subject.accountId, body)
    if (isFailure(failure)) return failure
    return { status: 200, body: presentContentReport(await findContentReport(deps.db, params.reportId)) }
  },
}

const page = (query: {
  limit: number
  cursor?: Cursor | undefined
  state?: Report['state'] | undefined
}) => ({
  state: query.state,
  after: readCursor(query.cursor),
  limit: query.limit + 1,
})

const position = (row: { created_at: Date; id: string }) => ({ at: row.created_at, id: row.id })

const reread = async (deps: Deps, id: string) => presentReport(await findReport(deps.db, id))

const queueMembers = (row: Selectable<Database['reports']> | Selectable<Database['content_reports']>) => ({
  state: row.state,
  claimedBy: row.claimed_by,
  resolution: row.resolution,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

const presentReport = (row: Selectable<Database['reports']>): Report => ({
  id: row.id,
  ...queueMembers(row),
  summary: row.summary,
  details: row.details,
  handle: row.handle,
  sessionId: row.session_id,
  requestId: row.request_id,
  reproArtifact: row.repro_artifact,
  escalated: row.escalation_reason !== null,
  escalationReason: row.escalation_reason,
  requests: row.requests as Report['requests'],
})

const presentContentReport = (row: Selectable<Database['content_reports']>): ContentReport => ({
  id: row.id,
  ...queueMembers(row),
  handle: row.handle,
  pageSlug: row.page_slug,
  category: row.category as ContentReport['category'],
  details: row.details,
})
