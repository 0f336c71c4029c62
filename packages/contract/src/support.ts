import { z } from '@hono/zod-openapi'
import { moments, shop } from './example-shop.ts'
import { defineOperations } from './route.ts'
import {
  described,
  exampleId,
  HandleName,
  Id,
  ListQuery,
  listOf,
  Money,
  PageSlug,
  Timestamp,
  text,
} from './schemas/primitives.ts'

/** Days that a payment without a purchase stays in the list. */
export const UNMATCHED_PAYMENT_DAYS = 90

/** Days that the record of a request can be looked up by its id. */
export const REQUEST_RECORD_DAYS = 7

/** Failures of callers nobody knows that are kept for one address a minute. */
export const ANONYMOUS_RECORDS_PER_MINUTE = 60

const QueueState = z.enum(['OPEN', 'CLAIMED', 'RESOLVED'])

const RequestRecord = z
  .object({
    at: Timestamp.openapi({ description: 'When the request was answered.', example: moments.signedIn }),
    operation: z.string().openapi({ description: 'Its `operationId`.', example: 'createCheckout' }),
    method: z.string().openapi({ description: 'The HTTP method.', example: 'POST' }),
    status: z.number().int().openapi({ description: 'Status of the response.', example: 502 }),
    error: z.string().nullable().openapi({
      description: 'Code of the error that was returned; `null` if it succeeded.',
      example: 'payment_provider_error',
    }),
    handle: z.string().nullable().openapi({
      description: 'The handle that it was about; `null` if it was about none.',
      example: shop.handle,
    }),
    milliseconds: z.number().int().openapi({ description: 'How long the response took.', example: 2140 }),
  })
  .openapi('RequestRecord', {
    description: 'What is kept of a request for a week: no body, address or token.',
  })

const queueMembers = {
  state: QueueState.openapi({ description: 'Whether someone works on it, or is done with it.' }),
  claimedBy: z.string().nullable().openapi({
    description: 'Id of the account that works on it, or did last; `null` if nobody does.',
    example: null,
  }),
  resolution: z.string().nullable().openapi({
    description: 'What was done about it; `null` until it is resolved.',
    example: null,
  }),
  createdAt: Timestamp.openapi({ description: 'When it was reported.' }),
  updatedAt: Timestamp.openapi({ description: 'When it was last worked on.' }),
}

const PROBLEM = {
  summary: 'Checkout answers with an error',
  details: 'I clicked Buy on the premium guide. I expected the payment page, and saw an error.',
}
const SCREENSHOT = `${shop.frontEnd}/screenshots/1.png`
const ABUSE = 'The first paragraph is copied from my book.'

const Report = z
  .object({
    id: Id('report'),
    ...queueMembers,
    summary: z.string().openapi({ description: 'The problem in one sentence.', example: PROBLEM.summary }),
    details: z.string().openapi({
      description: 'What the reporter did, expected and saw.',
      example: PROBLEM.details,
    }),
    handle: z.string().nullable().openapi({
      description: 'The handle that it is about, as the reporter wrote it.',
      example: shop.handle,
    }),
    sessionId: z.string().nullable().openapi({
      description: "The reporter's name for the session in which it happened.",
      example: shop.checkoutSession,
    }),
    requestId: z.string().nullable().openapi({
      description: '`requestId` of the response that it is about.',
      example: shop.requestId,
    }),
    reproArtifact: z.string().nullable().openapi({
      description: 'A link to something that shows the problem.',
      example: SCREENSHOT,
    }),
    escalated: z.boolean().openapi({ description: 'Whether it must be handled first.', example: false }),
    escalationReason: z.string().nullable().openapi({
      description: 'Why it cannot wait; `null` unless it is escalated.',
      example: null,
    }),
    requests: z.array(RequestRecord).openapi({
      description: 'Records of the given request id, newest first; kept with the report.',
    }),
  })
  .openapi('Report', { description: 'A problem that someone reported.' })

const ContentReport = z
  .object({
    id: Id('contentReport'),
    ...queueMembers,
    handle: HandleName,
    pageSlug: z.string().nullable().openapi({
      description: 'The page that it is about; `null` if it is about the handle.',
      example: shop.premium.slug,
    }),
    category: z.enum(['SPAM', 'FRAUD', 'ILLEGAL', 'HARASSMENT', 'COPYRIGHT', 'OTHER']).openapi({
      description: 'What kind of abuse it is.',
      example: 'COPYRIGHT',
    }),
    details: z.string().openapi({ description: 'What is wrong, and where.', example: ABUSE }),
  })
  .openapi('ContentReport', { description: 'Abuse on a public page that someone reported.' })

const DeadJob = z
  .object({
    id: z.string().openapi({ description: 'Id in the job queue, newest highest.', example: '4711' }),
    task: z.string().openapi({ description: 'What the job does.', example: 'settle_purchase' }),
    payload: z.record(z.string(), z.union([z.string(), z.number()])).openapi({
      description: 'Ids of what the job is about.',
      example: { purchaseId: exampleId('purchase') },
    }),
    attempts: z.number().int().openapi({ description: 'How often it was tried.', example: 25 }),
    lastError: z.string().nullable().openapi({
      description: 'The beginning of the last error, without secrets and addresses.',
      example: 'Stripe answered with status 503.',
    }),
    createdAt: Timestamp.openapi({ description: 'When the job was made.' }),
    failedAt: Timestamp.nullable().openapi({
      description: 'When the last attempt failed; `null` if that is not known.',
      example: moments.refunded,
    }),
  })
  .openapi('DeadJob', {
    description: 'A job that has used up its attempts and is not retried automatically.',
  })

const UnmatchedPayment = z
  .object({
    paymentIntentId: z.string().openapi({ description: "Stripe's id.", example: 'pi_3QxYz' }),
    purchaseId: z.string().nullable().openapi({
      description: '`purchase_id` from its metadata, whatever it refers to; `null` if there is none.',
      example: null,
    }),
    amount: described(Money, 'How much was paid.'),
    why: z.enum(['no_metadata', 'unknown_purchase']).openapi({
      description:
        '`no_metadata`: it names no purchase, so another product made it. `unknown_purchase`: it names one that this database does not have, so another deployment made it, or this one before a backup was restored.',
    }),
    firstSeenAt: Timestamp.openapi({ description: 'When Latchkey first saw it at Stripe.' }),
  })
  .openapi('UnmatchedPayment', {
    description: 'A payment on the Stripe account that belongs to no purchase here.',
  })

const RESOLUTION = 'Stripe was unavailable for a minute. The buyer was told to try again.'

const QueueUpdate = z
  .discriminatedUnion('state', [
    z
      .strictObject({
        state: QueueState.exclude(['RESOLVED']).openapi({
          description: '`CLAIMED` takes it over; `OPEN` gives it back.',
          example: 'CLAIMED',
        }),
        resolution: text(5000).optional().openapi({
          description: 'What was done so far.',
          example: RESOLUTION,
        }),
      })
      .openapi('QueueClaim', { description: 'Who works on a report.' }),
    z
      .strictObject({
        state: QueueState.extract(['RESOLVED']).openapi({ description: 'It is done.', example: 'RESOLVED' }),
        resolution: text(5000, 1).openapi({ description: 'What was done.', example: RESOLUTION }),
      })
      .openapi('QueueResolution', { description: 'How a report was resolved.' }),
  ])
  .openapi('QueueUpdate', { description: 'A change to a report, told apart by `state`.' })

const queueQuery = ListQuery.extend({
  state: QueueState.optional().openapi({
    description: 'Return only reports in this state.',
    example: 'OPEN',
  }),
})

const operator = {
  host: 'dashboard',
  auth: { subject: 'platform_operator' },
  limits: { account: '300/1m' },
} as const
const reporter = { auth: { subject: 'anyone' }, limits: { ip: '20/1h' }, cors: true } as const

const resolved = {
  state: 'RESOLVED',
  claimedBy: exampleId('account', 1),
  resolution: RESOLUTION,
  updatedAt: moments.hourLater,
}

export const support = defineOperations({
  reportProblem: {
    ...reporter,
    method: 'post',
    path: '/v2/support/report',
    summary: 'Report a problem',
    description:
      'Reports a problem to those who run the platform; open to anyone. Include the `requestId` of a response, and what is known about that request is attached to the report.',
    body: z
      .strictObject({
        summary: text(200, 1).openapi({
          description: 'The problem in one sentence.',
          example: PROBLEM.summary,
        }),
        details: text(10_000, 1).openapi({
          description: 'What you did, expected and saw. Leave out secrets.',
          example: PROBLEM.details,
        }),
        handle: text(100)
          .optional()
          .openapi({ description: 'The handle that it is about.', example: shop.handle }),
        sessionId: text(200).optional().openapi({
          description: 'Your own name for the session in which it happened. No secret, such as a token.',
          example: shop.checkoutSession,
        }),
        requestId: text(100).optional().openapi({
          description: '`requestId` of the response that it is about.',
          example: shop.requestId,
        }),
        reproArtifact: text(2000).optional().openapi({
          description: 'A link to something that shows the problem.',
          example: SCREENSHOT,
        }),
      })
      .openapi('ReportRequest', { description: 'A problem, in your words.' }),
    success: {
      201: {
        description: 'The report is in the queue.',
        body: z
          .object({
            reportId: Id('report').openapi({ description: 'Quote it when you ask about the report.' }),
            requestKept: z
              .boolean()
              .nullable()
              .openapi({
                example: true,
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
    description: 'Marks a report as one that must be handled first. For platform operators.',
    body: z
      .strictObject({
        reportId: text(100, 1).openapi({ description: 'Which report.', example: exampleId('report') }),
        reason: text(2000, 1).openapi({
          description: 'Why it cannot wait.',
          example: 'Nobody can buy the page.',
        }),
      })
      .openapi('EscalationRequest', { description: 'Which report, and why it cannot wait.' }),
    success: {
      200: {
        description: 'The report.',
        body: Report,
        example: { escalated: true, escalationReason: 'Nobody can buy the page.' },
      },
    },
    errors: ['report_not_found'],
  },
  listReports: {
    ...operator,
    method: 'get',
    path: '/v2/operator/reports',
    summary: 'List reports',
    description: 'Lists reported problems, newest first. For platform operators.',
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
    description:
      'Claims, releases or resolves a reported problem. For platform operators. A report claimed by a colleague must be released by them first.',
    params: z.object({ reportId: Id('report').openapi({ description: 'Which report, by its `id`.' }) }),
    notFound: 'report_not_found',
    body: QueueUpdate,
    success: { 200: { description: 'The report.', body: Report, example: resolved } },
    errors: ['report_not_found', 'report_claimed'],
  },
  listDeadJobs: {
    ...operator,
    method: 'get',
    path: '/v2/operator/dead-jobs',
    summary: 'List dead jobs',
    description:
      'Lists jobs that have used up their attempts, newest first. For platform operators. The metric `latchkey_jobs_dead` counts them.',
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
    description: `Lists payments on our Stripe account that belong to no purchase in this database, newest first. For platform operators. Latchkey leaves them alone and never refunds them automatically. Each stays listed for ${UNMATCHED_PAYMENT_DAYS} days.`,
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
      'Runs a dead job again as soon as a worker is free, with all its attempts. For platform operators. Jobs are safe to run again. A job that is not dead, or no longer dead, is not found.',
    params: z.object({
      jobId: z
        .string()
        .regex(/^[1-9]\d{0,17}$/)
        .openapi({ description: 'Which dead job, by its `id`.', example: '4711' }),
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
      'Reports a page that breaks the law or harms someone; open to anyone. Report problems of your own with `reportProblem`.',
    body: z
      .strictObject({
        handle: HandleName,
        pageSlug: PageSlug.optional(),
        category: ContentReport.shape.category,
        details: text(10_000, 1).openapi({ description: 'What is wrong, and where.', example: ABUSE }),
      })
      .openapi('ContentReportRequest', { description: 'What is wrong, and where.' }),
    success: {
      201: {
        description: 'The report is in the queue.',
        body: z
          .object({
            reportId: Id('contentReport').openapi({ description: 'Quote it when you ask about the report.' }),
          })
          .openapi('ContentReportReceipt', {
            description: 'The id to quote when you ask about it.',
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
    description: 'Lists reports of abuse on public pages, newest first. For platform operators.',
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
    description:
      'Claims, releases or resolves a report of abuse. For platform operators. A report claimed by a colleague must be released by them first.',
    params: z.object({
      reportId: Id('contentReport').openapi({ description: 'Which report, by its `id`.' }),
    }),
    notFound: 'report_not_found',
    body: QueueUpdate,
    bodyExample: { resolution: 'The page is unpublished.' },
    success: {
      200: {
        description: 'The report.',
        body: ContentReport,
        example: { ...resolved, resolution: 'The page is unpublished.' },
      },
    },
    errors: ['report_not_found', 'report_claimed'],
  },
})
