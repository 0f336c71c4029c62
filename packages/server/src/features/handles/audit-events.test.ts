import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { type Actor, recordAudit } from '../../platform/audit.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'

const t = await testApp()

test('listAuditEvents: every event once, newest first, those of this handle only', async () => {
  const [handle, other] = [await t.make.handle(), await t.make.handle()]
  const actors: Actor[] = [
    { accountId: handle.owner.id },
    { accountId: handle.owner.id, clientId: 'client-1' },
    { tokenId: 'token-1' },
    'system',
    { accountId: 'acc_of_somebody_who_left' },
  ]
  const record = (handleId: string, actor: Actor) =>
    inOwnTransaction(t.db, (trx) =>
      recordAudit(trx, {
        handleId,
        actor,
        requestId: actor === 'system' ? null : 'req_0123456789',
        action: 'group_buy.closed',
        from: { state: 'PUBLISHED' },
        now: t.clock.now(),
      }),
    )
  // All at one moment: the ids keep their order.
  for (const actor of actors) await record(handle.id, actor)
  await record(other.id, 'system')

  const { handles } = await t.as(handle.owner)
  const seen: Awaited<ReturnType<typeof page>>['items'] = []
  const page = (cursor?: string) =>
    unwrap(
      handles.listAuditEvents({
        path: { handle: handle.name },
        query: { limit: 2, ...(cursor !== undefined && { cursor }) },
      }),
    )
  let list = await page()
  seen.push(...list.items)
  while (list.nextCursor) {
    list = await page(list.nextCursor)
    seen.push(...list.items)
  }
  const nobody = { accountId: null, email: null, clientId: null, tokenId: null }
  const { id: accountId, email } = handle.owner
  expect(seen.map(({ actor }) => actor).reverse()).toEqual([
    { ...nobody, kind: 'ACCOUNT', accountId, email },
    { ...nobody, kind: 'OAUTH_CLIENT', accountId, email, clientId: 'client-1' },
    { ...nobody, kind: 'TOKEN', tokenId: 'token-1' },
    { ...nobody, kind: 'SYSTEM' },
    { ...nobody, kind: 'ACCOUNT', accountId: 'acc_of_somebody_who_left' },
  ])
  expect(seen[0]).toMatchObject({ from: { state: 'PUBLISHED' }, to: null, requestId: 'req_0123456789' })
})
