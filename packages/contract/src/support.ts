import { z } from '@hono/zod-openapi'
import { defineOperations } from './route.ts'
import { HandleName, Id, ListQuery, listOf, Money, PageSlug, Timestamp, text } from './schemas/primitives.ts'

/** Days that a payment without a purchase stays in the list. */
export const UNMATCHED_PAYMENT_DAYS = 90

/** Days that the record of a request can be looked up by its id. */
export const REQUEST_RECORD_DAYS = 7

/** Failures of callers nobody knows that are kept for one address a minute. */
export const ANONYMOUS_RECORDS_PER_MINUTE = 60

const QueueState = z.enum(['OPEN', 'CLAIMED', 'RESOLVED'])

const RequestRecord = z
  .object({
    at: Timestamp,
    operation: z.string(),
    method: z.string(),
    status: z.number().int(),
    error: z.string().nullable().openapi({ description: 'Code of the error that was answered.' }),
    handle: z.string().nullable(),
    milliseconds: z.number().int(),
  })
  .openapi('RequestRecord', {
    description: 'What is kept of a request for a week: no body, address or token.',
  })

const queueMembers = {
  state: QueueState,
  claimedBy: z.string().nullable().openapi({ description: 'Id of the account that works on it.' }),
  resolution: z.string().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
}

const Report = z
  .object({
    id: Id('report'),
    ...queueMembers,
    summary: z.string(),
    details: z.string(),
    handle: z.string().nullable(),
    sessionId: z.string().nullable(),
    requestId: z.string().nullable(),
    reproArtifact: z.string().nullable(),
    escalated: z.boolean(),
    escalationReason: z.string().nullable(),
    requests: z.array(RequestRecord).openapi({
      description: 'Records of the request id that was given, newest first; kept with the report.',
    }),
  })
  .openapi('Report', { description: 'A problem that somebody reported.' })

const ContentReport = z
  .object({
    id: Id('contentReport'),
    ...queueMembers,
    handle: HandleName,
    pageSlug: z.string().nullable(),
    category: z.enum(['SPAM', 'FRAUD', 'ILLEGAL', 'HARASSMENT', 'COPYRIGHT', 'OTHER']),
    details: z.string(),
  })
  .openapi('ContentReport', { description: 'Abuse of a public page that somebody reported.' })

const DeadJob = z
  .object({
    id: z.string().openapi({ description: 'Id in the job queue, newest highest.', example: '4711' }),
    task: z.string().openapi({ description: 'What the job does.', example: 'settle_purchase' }),
    payload: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .openapi({ description: 'Ids of what the job is about.' }),
    attempts: z.number().int(),
    lastError: z
      .string()
      .nullable()
      .openapi({ description: 'Begins as the last error did, without secrets and addresses.' }),
    createdAt: Timestamp,
    failedAt: Timestamp.nullable().openapi({ description: 'When the last attempt failed.' }),
  })
  .openapi('DeadJob', {
    description: 'A job that failed as often as it may, and is not tried again by itself.',
  })

const UnmatchedPayment = z
  .object({
    paymentIntentId: z.string().openapi({ description: "Stripe's id.", example: 'pi_3QxYz' }),
    purchaseId: z.string().nullable().openapi({
      description: '`purchase_id` of its metadata, whatever that names; `null` when there is none.',
    }),
    amount: Money,
    why: z.enum(['no_metadata', 'unknown_purchase']).openapi({
      description:
        '`no_metadata`: it names no purchase, so another product made it. `unknown_purchase`: it names one that this database does not have, so another deployment made it, or this one before a backup was restored.',
    }),
    firstSeenAt: Timestamp,
  })
  .openapi('UnmatchedPayment', {
    description: 'A payment on the Stripe account that belongs to no purchase here.',
  })

const QueueUpdate = z
  .strictObject({
    state: QueueState.openapi({ description: '`CLAIMED` takes it over; `OPEN` gives it back.' }),
    resolution: text(5000).optional().openapi({ description: 'What was done; needed to resolve.' }),
  })
  .refine(({ state, resolution }) => state !== 'RESOLVED' || resolution, {
    path: ['resolution'],
    message: 'is needed to resolve',
  })
  .openapi('QueueUpdate', { description: 'A step in the life of a report.' })

const queueQuery = ListQuery.extend({
  state: QueueState.optional().openapi({ description: 'Only those in this state.' }),
})

const operator = { host: 'api', auth: { subject: 'operator' }, limits: { account: '300/1m' } } as const
const reporter = { auth: { subject: 'anyone' }, limits: { ip: '20/1h' }, cors: true } as const

export const support = defineOperations({
  reportProblem: {
    ...reporter,
    method: 'post',
    path: '/v2/support/report',
    summary: 'Report a problem',
    description:
      'For everybody. Give the `requestId` of an answer, and what is known of that request goes with the report.',
    body: z
      .strictObject({
        summary: text(200, 1),
        details: text(10_000, 1).openapi({
          description: 'What you did, expected and saw. Leave secrets out.',
        }),
        handle: text(100).optional(),
        sessionId: text(200).optional(),
        requestId: text(100).optional().openapi({ example: 'req_4fSv1nXbL8r2Qm6W' }),
        reproArtifact: text(2000)
          .optional()
          .openapi({ description: 'A link to something that shows the problem.' }),
      })
      .openapi('ReportRequest', { description: 'A problem, in your words.' }),
    success: {
      201: {
        description: 'The report is in the queue.',
        body: z
          .object({
            reportId: Id('report'),
            requestKept: z
              .boolean()
              .nullable()
              .openapi({
                description: `Whether what is known of the request that you named goes with the report; \`null\` when you named none. \`false\`: it was not kept, so describe in \`details\` what you sent and when. Kept for ${REQUEST_RECORD_DAYS} days are writes and failures; of those failures that come without a valid session or token, the first ${ANONYMOUS_RECORDS_PER_MINUTE} a minute from one address.`,
              }),
          })
          .openapi('ReportReceipt', {
            description:
              'The id to quote when you ask about it, and whether the request you named was found.',
          }),
      },
    },
    errors: [],
  },
  escalateReport: {
    ...operator,
    method: 'post',
    path: '/v2/operator/escalations',
    summary: 'Escalate a report',
    description: 'For platform operators: marks a report as one that must be looked at first.',
    body: z
      .strictObject({ reportId: text(100, 1), reason: text(2000, 1) })
      .openapi('EscalationRequest', { description: 'Which report, and why it cannot wait.' }),
    success: { 200: { description: 'The report.', body: Report } },
    errors: ['report_not_found'],
  },
  listReports: {
    ...operator,
    method: 'get',
    path: '/v2/operator/reports',
    summary: 'List reports',
    description: 'For platform operators: newest first.',
    query: queueQuery,
    success: {
      200: {
        description: 'The reports.',
        body: listOf(Report).openapi('ReportList', { description: 'One page of reports.' }),
      },
    },
    errors: [],
  },
  updateReport: {
    ...operator,
    method: 'put',
    path: '/v2/operator/reports/{reportId}',
    summary: 'Update a report',
    description: 'For platform operators. One that a colleague has claimed must be given back by them first.',
    params: z.object({ reportId: Id('report').openapi({ description: 'Which report.' }) }),
    notFound: 'report_not_found',
    body: QueueUpdate,
    success: { 200: { description: 'The report.', body: Report } },
    errors: ['report_not_found', 'report_claimed'],
  },
  listDeadJobs: {
    ...operator,
    method: 'get',
    path: '/v2/operator/dead-jobs',
    summary: 'List dead jobs',
    description:
      'For platform operators: jobs that failed as often as they may, newest first. `latchkey_jobs_dead` of the metrics counts them.',
    query: ListQuery,
    success: {
      200: {
        description: 'The jobs.',
        body: listOf(DeadJob).openapi('DeadJobList', { description: 'One page of dead jobs.' }),
      },
    },
    errors: ['invalid_request'],
  },
  listUnmatchedPayments: {
    ...operator,
    method: 'get',
    path: '/v2/operator/unmatched-payments',
    summary: 'List unmatched payments',
    description: `For platform operators: payments on our Stripe account that belong to no purchase of this database, newest first. Latchkey leaves them alone, and never refunds them by itself. Each stays listed for ${UNMATCHED_PAYMENT_DAYS} days.`,
    query: ListQuery,
    success: {
      200: {
        description: 'The payments.',
        body: listOf(UnmatchedPayment).openapi('UnmatchedPaymentList', {
          description: 'One page of payments without a purchase.',
        }),
      },
    },
    errors: [],
  },
  retryDeadJob: {
    ...operator,
    method: 'post',
    path: '/v2/operator/dead-jobs/{jobId}/retry',
    summary: 'Retry a dead job',
    description:
      'For platform operators: the job runs again as soon as a worker is free, with all its attempts. Jobs bear running again. One that is not dead, or not any more, is not found.',
    params: z.object({
      jobId: z
        .string()
        .regex(/^[1-9]\d{0,17}$/)
        .openapi({ description: 'Which job.', example: '4711' }),
    }),
    notFound: 'job_not_found',
    success: { 204: { description: 'It is due.', empty: true } },
    errors: ['job_not_found'],
  },
  reportContent: {
    ...reporter,
    method: 'post',
    path: '/v2/public/content-report',
    summary: 'Report abuse on a page',
    description:
      'For everybody: a page that breaks the law or harms somebody. Problems of your own go to `reportProblem`.',
    body: z
      .strictObject({
        handle: HandleName,
        pageSlug: PageSlug.optional(),
        category: ContentReport.shape.category,
        details: text(10_000, 1),
      })
      .openapi('ContentReportRequest', { description: 'What is wrong, and where.' }),
    success: {
      201: {
        description: 'The report is in the queue.',
        body: z.object({ reportId: Id('contentReport') }).openapi('ContentReportReceipt', {
          description: 'The id to quote when you ask about it, and whether the request you named was found.',
        }),
      },
    },
    errors: [],
  },
  listContentReports: {
    ...operator,
    method: 'get',
    path: '/v2/operator/content-reports',
    summary: 'List abuse reports',
    description: 'For platform operators: newest first.',
    query: queueQuery,
    success: {
      200: {
        description: 'The reports.',
        body: listOf(ContentReport).openapi('ContentReportList', {
          description: 'One page of reported abuse.',
        }),
      },
    },
    errors: [],
  },
  updateContentReport: {
    ...operator,
    method: 'put',
    path: '/v2/operator/content-reports/{reportId}',
    summary: 'Update an abuse report',
    description: 'For platform operators. One that a colleague has claimed must be given back by them first.',
    params: z.object({ reportId: Id('contentReport').openapi({ description: 'Which report.' }) }),
    notFound: 'report_not_found',
    body: QueueUpdate,
    success: { 200: { description: 'The report.', body: ContentReport } },
    errors: ['report_not_found', 'report_claimed'],
  },
})
