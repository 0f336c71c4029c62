import type { contract } from '@latchkey/contract'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import { fail } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { revokeFamily } from '../../platform/refresh-tokens.ts'
import { deleteCodes, findConnectedApps, findGrantOf } from './connected-app-queries.ts'

/** What an account sees of the clients that it let in. They are in the area of accounts. */
export const connectedAppHandlers: Pick<
  Handlers<typeof contract.accounts>,
  'listConnectedApps' | 'disconnectApp'
> = {
  async listConnectedApps({ deps: { db, clock }, subject, query: { limit, cursor } }) {
    const list = { now: clock.now(), after: readCursor(cursor), limit: limit + 1 }
    const rows = await findConnectedApps(db, subject.accountId, list)
    const page = toPage(
      rows,
      limit,
      (row) => ({ at: row.createdAt, id: row.id }),
      (row) => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
        lastUsedAt: row.lastUsedAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
      }),
    )
    return { status: 200, body: page }
  },

  async disconnectApp({ deps: { db, clock }, subject: { accountId }, params: { grantId } }) {
    const ended = await inOwnTransaction(db, async (trx) => {
      const grant = await findGrantOf(trx, grantId, accountId)
      if (!grant) return false
      await revokeFamily(trx, grantId, clock.now())
      // One that is being exchanged at this moment becomes a grant of its own, which is listed; the others are gone.
      await deleteCodes(trx, { accountId, clientId: grant.clientId })
      return true
    })
    return ended ? { status: 204, empty: true } : fail('connected_app_not_found')
  },
}
