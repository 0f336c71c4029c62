import type { Cursor } from '@latchkey/contract'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import {
  findNotifications,
  lockRoles,
  type NotificationSettings,
  setNotifications,
} from './notification-queries.ts'

/** The settings for the handles that an account works on, newest role first. */
export async function listNotifications(
  { db }: Deps,
  accountId: string,
  { limit, cursor }: { limit: number; cursor?: Cursor | undefined },
) {
  const rows = await findNotifications(db, accountId, { after: readCursor(cursor), limit: limit + 1 })
  return toPage(
    rows,
    limit,
    ({ roleSince, handleId }) => ({ at: roleSince, id: handleId }),
    ({ handle, sales, refunds, disputes }) => ({ handle, sales, refunds, disputes }),
  )
}

/** Replaces the settings for some handles: for all of them or, where one is not the account's, for none. */
export async function replaceNotifications(
  { db }: Deps,
  accountId: string,
  wanted: NotificationSettings[],
): Promise<{ items: NotificationSettings[] } | Failure<'handle_not_found'>> {
  return await inTransaction(db, async (trx) => {
    const names = wanted.map(({ handle }) => handle)
    const roles = new Map((await lockRoles(trx, accountId, names)).map(({ handle, id }) => [handle, id]))
    if (roles.size < wanted.length) return fail('handle_not_found')
    for (const settings of wanted) {
      await setNotifications(trx, { accountId, handleId: roles.get(settings.handle) ?? '' }, settings)
    }
    return { items: wanted }
  })
}
