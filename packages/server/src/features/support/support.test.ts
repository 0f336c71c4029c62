import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { platformRemovers } from '../../platform/expiry.ts'
import { openSession } from '../accounts/service.ts'

const t = await testApp({ env: { PLATFORM_OPERATORS: 'Mia@latchkey.test, tom@latchkey.test' } })
const mia = await t.make.account({ email: 'mia@latchkey.test' })
const tom = await t.make.account({ email: 'tom@latchkey.test' })
const operators = { mia: (await t.as(mia)).support, tom: (await t.as(tom)).support }
const anyone = () => t.client().support

const report = async (fields: { requestId?: string; handle?: string } = {}) => {
  const body = { summary: 'Cannot pay', details: 'The button does nothing.', ...fields }
  return (await unwrap(anyone().reportProblem({ body }))).reportId
}
const abuse = async () => {
  const body = { handle: 'demo', pageSlug: 'premium', category: 'FRAUD', details: 'It is a copy.' } as const
  return (await unwrap(anyone().reportContent({ body }))).reportId
}
const find = async (id: string) => {
  const { items } = await unwrap(operators.mia.listReports({ query: { limit: 100 } }))
  return items.find((item) => item.id === id)
}

describe('reportProblem', () => {
  test('brings what is known of the request that it names', async () => {
    const handle = await t.make.handle()
    const requestId = 'req_0123456789abcdef'
    const path = { handle: handle.name, pageSlug: 'nothing' }
    await t.client({ headers: { 'x-request-id': requestId } }).pages.getPublicPage({ path })
    const found = await find(await report({ requestId, handle: handle.name }))
    expect(found).toMatchObject({
      state: 'OPEN',
      summary: 'Cannot pay',
      handle: handle.name,
      requestId,
      escalated: false,
      claimedBy: null,
      requests: [
        {
          operation: 'getPublicPage',
          method: 'GET',
          status: 404,
          error: 'page_not_found',
          handle: handle.name,
        },
      ],
    })
  })

  test('keeps requests that went well only if they may have changed something', async () => {
    const requestId = 'req_aaaaaaaaaaaaaaaa'
    const page = await t.make.page()
    const path = { handle: page.handle, pageSlug: page.slug }
    const client = t.client({ headers: { 'x-request-id': requestId } })
    await unwrap(client.pages.getPublicPage({ path }))
    await unwrap(client.pages.checkPageAccess({ path }))
    await unwrap(client.visitors.requestMagicLink({ body: { email: 'secret@example.com' } }))
    const found = await find(await report({ requestId }))
    expect(found?.requests.map(({ operation }) => operation)).toEqual(['requestMagicLink'])
    expect(JSON.stringify(found)).not.toContain('secret@example.com')
  })

  test('says whether what it names was kept', async () => {
    const answer = async (requestId?: string) =>
      (
        await unwrap(
          anyone().reportProblem({
            body: { summary: 'It failed', details: 'Again.', ...(requestId && { requestId }) },
          }),
        )
      ).requestKept
    const kept = 'req_cccccccccccccccc'
    await t.client({ headers: { 'x-request-id': kept } }).pages.getPublicPage({
      path: { handle: 'nobody', pageSlug: 'nothing' },
    })
    expect([await answer(kept), await answer('req_unknown'), await answer()]).toEqual([true, false, null])
  })

  test('of the failures of strangers the first sixty a minute of an address are kept', async () => {
    const idOf = (name: string, n: number) => `req_${name}${String(n).padStart(12, '0')}`
    const knock = (name: string, address: string) =>
      Promise.all(
        Array.from({ length: 70 }, (_, n) => {
          const headers = { 'x-request-id': idOf(name, n) }
          return t.send(
            new Request(`${t.origin()}/v2/visitor/${n % 2 ? 'me' : 'nothing'}`, { headers }),
            address,
          )
        }),
      )
    const keptOf = async (name: string) => {
      await t.deps.requestRecords.flush()
      const rows = await t.db
        .selectFrom('request_records')
        .select('request_id')
        .where('request_id', 'like', `req_${name}0%`)
        .execute()
      return rows.length
    }
    await knock('stranger', '10.9.0.1')
    await knock('another', '10.9.0.2')
    expect([await keptOf('stranger'), await keptOf('another')]).toEqual([60, 60])
    const last = { body: { summary: 'It failed', details: '…', requestId: idOf('stranger', 69) } }
    expect(await unwrap(anyone().reportProblem(last))).toMatchObject({ requestKept: false })
    await t.clock.advance(60)
    await knock('stranger', '10.9.0.1')
    expect(await keptOf('stranger')).toBe(120)
  })

  test('of callers who are known, every failure is kept', async () => {
    const address = '10.9.0.3'
    const nobody = t.client({ address })
    for (let n = 0; n < 61; n++) await nobody.visitors.getVisitor()
    const requestId = 'req_dddddddddddddddd'
    const { accessToken } = await openSession(t.deps, mia.id)
    const { token } = await t.make.visitorSession()
    const headers = { 'x-request-id': requestId }
    const path = { handle: 'nobody', pageSlug: 'nothing' }
    await t.client({ address, headers, token: accessToken }).pages.getPage({ path })
    await t.client({ address, headers, token }).visitors.eraseVisitor()
    await nobody.visitors.getVisitor({ headers })
    const found = await find(await report({ requestId }))
    expect(found?.requests.map(({ operation }) => operation).sort()).toEqual(['eraseVisitor', 'getPage'])
  })

  test('knows nothing of unknown requests, nor of those older than a week', async () => {
    expect((await find(await report({ requestId: 'req_unknown' })))?.requests).toEqual([])
    const requestId = 'req_bbbbbbbbbbbbbbbb'
    const path = { handle: 'nobody', pageSlug: 'nothing' }
    await t.client({ headers: { 'x-request-id': requestId } }).pages.getPublicPage({ path })
    const early = await report({ requestId })
    await t.clock.advance(7 * 86_400 + 1)
    await platformRemovers.request_records(t.deps)
    const client = (await t.as(mia)).support
    const { items } = await unwrap(client.listReports({ query: { limit: 100 } }))
    expect(items.find(({ id }) => id === early)?.requests, 'the report keeps its copy').toHaveLength(1)
    const late = await report({ requestId })
    const again = await unwrap(client.listReports({ query: { limit: 1 } }))
    expect(again.items).toMatchObject([{ id: late, requests: [] }])
    operators.mia = client
    operators.tom = (await t.as(tom)).support
  })

  test('is refused when it is empty', async () => {
    const { error } = await anyone().reportProblem({ body: { summary: '', details: '' } })
    expect(error?.code).toBe('invalid_request')
  })
})

describe('the queue', () => {
  test('is worked by claiming, giving back and resolving', async () => {
    const reportId = await report()
    const path = { reportId }
    const claimed = await unwrap(operators.mia.updateReport({ path, body: { state: 'CLAIMED' } }))
    expect(claimed).toMatchObject({ state: 'CLAIMED', claimedBy: mia.id })
    const byTom = await operators.tom.updateReport({ path, body: { state: 'RESOLVED', resolution: 'done' } })
    expect(byTom.error?.code).toBe('report_claimed')
    await unwrap(operators.mia.updateReport({ path, body: { state: 'OPEN' } }))
    const resolved = await unwrap(
      operators.tom.updateReport({ path, body: { state: 'RESOLVED', resolution: 'Paid by now.' } }),
    )
    expect(resolved).toMatchObject({ state: 'RESOLVED', claimedBy: tom.id, resolution: 'Paid by now.' })
  })

  test('gives a report to one of two who claim it at once', async () => {
    const path = { reportId: await report() }
    const results = await Promise.all(
      [operators.mia, operators.tom].map((client) =>
        client.updateReport({ path, body: { state: 'CLAIMED' } }),
      ),
    )
    expect(results.map(({ error }) => error?.code).toSorted()).toEqual(['report_claimed', undefined])
  })

  test('wants to know how a report was resolved', async () => {
    const path = { reportId: await report() }
    const { error } = await operators.mia.updateReport({ path, body: { state: 'RESOLVED', resolution: '' } })
    expect(error?.code).toBe('invalid_request')
  })

  test('is escalated, listed by state, and paged', async () => {
    const reportId = await report()
    await t.clock.advance(1)
    await report()
    const escalated = await unwrap(
      operators.mia.escalateReport({ body: { reportId, reason: 'Money is missing' } }),
    )
    expect(escalated).toMatchObject({ escalated: true, escalationReason: 'Money is missing' })
    const first = await unwrap(operators.mia.listReports({ query: { state: 'OPEN', limit: 1 } }))
    const second = await unwrap(
      operators.mia.listReports({ query: { state: 'OPEN', limit: 1, cursor: first.nextCursor ?? '' } }),
    )
    expect(second.items.map(({ id }) => id)).toEqual([reportId])
  })

  test('does not know unknown reports', async () => {
    const unknown = 'rep_01jd6z3v9kf2x8t5w4q7r1m0ce'
    const results = [
      await operators.mia.escalateReport({ body: { reportId: unknown, reason: 'x' } }),
      await operators.mia.updateReport({ path: { reportId: unknown }, body: { state: 'OPEN' } }),
      await operators.mia.updateReport({ path: { reportId: 'nonsense' }, body: { state: 'OPEN' } }),
      await operators.mia.updateContentReport({ path: { reportId: 'crp_x' }, body: { state: 'OPEN' } }),
    ]
    expect(results.map(({ error }) => error?.code)).toEqual(Array(4).fill('report_not_found'))
  })

  test('is for platform operators only, whatever role somebody has on a handle', async () => {
    const handle = await t.make.handle()
    const owner = (await t.as(handle.owner)).support
    const results = [await owner.listReports(), await owner.listContentReports()]
    expect(results.map(({ error }) => error?.code)).toEqual(Array(2).fill('insufficient_role'))
  })
})

test('reported abuse has a queue of its own, and does not say whether the page exists', async () => {
  const reportId = await abuse()
  const { items } = await unwrap(operators.mia.listContentReports({ query: { state: 'OPEN' } }))
  expect(items).toMatchObject([{ id: reportId, handle: 'demo', pageSlug: 'premium', category: 'FRAUD' }])
  expect(await find(reportId)).toBeUndefined()
  const path = { reportId }
  await unwrap(operators.tom.updateContentReport({ path, body: { state: 'CLAIMED' } }))
  const byMia = await operators.mia.updateContentReport({ path, body: { state: 'OPEN' } })
  expect(byMia.error?.code).toBe('report_claimed')
  const done = await unwrap(
    operators.tom.updateContentReport({ path, body: { state: 'RESOLVED', resolution: 'Taken down' } }),
  )
  expect(done).toMatchObject({ state: 'RESOLVED', claimedBy: tom.id })
})
