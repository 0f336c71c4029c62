import type { Credential } from '../../exchange.ts'
import { textAt } from '../json.ts'
import type { Sandbox } from '../sandbox.ts'
import { page } from '../shop.ts'
import { type Step, type Steps, Unreachable } from './step.ts'

/** As somebody who works the queues of the platform. */
const asOperator =
  (more: (s: Sandbox, operator: Credential) => Promise<object> = async () => ({})): Step =>
  async (s) => {
    const operator = (await s.operator())?.credential
    if (!operator) throw new Unreachable('Nobody of the demo data works the queues here.')
    return { ...(await more(s, operator)), as: operator }
  }

const problem = (s: Sandbox) => ({ summary: 'A report of the contract tests', details: s.name })

const content = async (s: Sandbox) => ({
  handle: await s.handle(),
  pageSlug: await page(s),
  category: 'OTHER',
  details: `A report of the contract tests, ${s.name}`,
})

const reportId = (s: Sandbox) =>
  s.once('report', async () => textAt(await s.api.call('reportProblem', { body: problem(s) }), 'reportId'))

const contentReportId = (s: Sandbox) =>
  s.once('content report', async () =>
    textAt(await s.api.call('reportContent', { body: await content(s) }), 'reportId'),
  )

const resolved = { state: 'RESOLVED', resolution: 'A report of the contract tests.' }

export const operatorSteps: Steps = {
  reportProblem: async (s) => ({ body: problem(s) }),
  reportContent: async (s) => ({ body: await content(s) }),
  listReports: asOperator(),
  escalateReport: asOperator(async (s) => ({
    body: { reportId: await reportId(s), reason: 'Contract tests' },
  })),
  updateReport: asOperator(async (s) => ({ params: { reportId: await reportId(s) }, body: resolved })),
  listContentReports: asOperator(),
  updateContentReport: asOperator(async (s) => ({
    params: { reportId: await contentReportId(s) },
    body: resolved,
  })),
  listUnmatchedPayments: asOperator(),
  listDeadJobs: asOperator(),
}
