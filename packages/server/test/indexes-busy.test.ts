import { type OperationDefinition, writeCursor } from '@latchkey/contract'
import { expect, test } from 'vitest'
import { openSession } from '../src/features/accounts/service.ts'
import { sweepPayments } from '../src/features/purchases/sweep.ts'
import { removers } from '../src/features/retention.ts'
import { createTasks } from '../src/features/tasks.ts'
import { addSeconds } from '../src/platform/clock.ts'
import { testApp } from './app.ts'
import { MANY, makeBusy } from './busy.ts'
import { operations, queryChoices, sampleRequest } from './sample-request.ts'
import { type SentStatement, sentBy } from './statements.ts'

// Every list there is, of those who have much in it: a part of it is read by an index, in its order. Nothing is sorted
// or looked through as a whole. Read off the contract, so that a list that is added is among them.

const t = await testApp({ env: { LIMITS: 'off' } })
const busy = await makeBusy(t)
const tokens: Record<OperationDefinition['auth']['subject'], string | null> = {
  anyone: null,
  visitor: (await t.make.visitorSession({ visitor: busy.visitor })).token,
  account: (await openSession(t.deps, busy.owner.id)).accessToken,
  platform_operator: (await openSession(t.deps, busy.operator.id)).accessToken,
  token: (await t.make.oauthToken({ account: busy.owner })).token,
}

/** Items asked for at once: as much more as the planner wants for it is for what is not shown. */
const LIMIT = 5
/** The planner's price of so many rows, each with what belongs to it, found by an index. */
const A_FEW_LOOKUPS = 150

/** Lists that read more for a reason. */
const dearer: Record<string, number> = {
  // The files that are shared with one address are sorted: no more than a person is given, and 50 here.
  listVisitorAccess: 500,
}

/** What the planner thinks that the statement costs with its values; it is not run. */
async function cost({ text, values }: SentStatement): Promise<number> {
  const { rows } = await t.deps.pool.query(`explain (format json) ${text}`, [...values])
  return rows[0]['QUERY PLAN'][0].Plan['Total Cost']
}

/** What has a plan. */
const PLANNED = /^\s*(?:select|insert|update|delete|with)\b/i

async function expectCheap(sent: SentStatement[], most = A_FEW_LOOKUPS): Promise<void> {
  const dear: Record<string, number> = {}
  for (const statement of sent) {
    if (!PLANNED.test(statement.text)) continue
    const price = await cost(statement)
    if (price > most) dear[statement.text] = price
  }
  expect(dear).toEqual({})
}

const lists = operations.filter(([, { query }]) => query && 'cursor' in query.shape)

test.each(lists)('%s', async (id, operation) => {
  const middle = { at: addSeconds(t.clock.now(), (-MANY / 2) * 60), id: id === 'listDeadJobs' ? '1' : 'x' }
  const sent = await sentBy(async () => {
    for (const choice of ['', ...queryChoices(id)]) {
      for (const from of ['', `&cursor=${writeCursor(middle)}`]) {
        const query = `?limit=${LIMIT}${from}&${choice}`
        const token = tokens[operation.auth.subject]
        const request = sampleRequest(id, operation, {
          origin: t.origin(),
          token,
          params: busy.params,
          query,
        })
        expect((await t.send(request)).status, query).toBe(200)
      }
    }
  })
  await expectCheap(sent, dearer[id])
})

test('what jobs look through by themselves, while there is nothing to do', async () => {
  const tasks = createTasks(t.deps, t.mail.transport)
  const sent = await sentBy(async () => {
    for (const table of Object.keys(removers)) await tasks.remove_rows({ table })
    await tasks.render_texts({})
    await tasks.reseal_webhook_secrets({})
    await sweepPayments(t.deps).catch(() => null)
  })
  await expectCheap(sent.filter(({ text }) => !/graphile_worker/.test(text)))
})
