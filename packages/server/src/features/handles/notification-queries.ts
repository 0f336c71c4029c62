import type { Position } from '@latchkey/contract'
import { sql } from 'kysely'
import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'

/** Which mails an account gets about a handle. */
export interface NotificationSettings {
  readonly handle: string
  readonly sales: boolean
  readonly refunds: boolean
  readonly disputes: boolean
}

/** What an account wants to hear of the handles that it has a role on, newest role first. */
export const findNotifications = (
  db: DbOrTransaction,
  accountId: string,
  list: { after: Position | null; limit: number },
) => {
  const at = sql.ref<Date>('collaborator.created_at')
  let query = db
    .selectFrom('collaborators as collaborator')
    .innerJoin('handles as handle', 'handle.id', 'collaborator.handle_id')
    .select([
      'handle.id as handleId',
      'handle.name as handle',
      'collaborator.sale_mails as sales',
      'collaborator.refund_mails as refunds',
      'collaborator.dispute_mails as disputes',
      'collaborator.created_at as roleSince',
    ])
    .where('collaborator.account_id', '=', accountId)
  if (list.after) {
    query = query.where(sql<boolean>`(${at}, handle.id) < (${list.after.at}, ${list.after.id})`)
  }
  return query.orderBy(at, 'desc').orderBy('handle.id', 'desc').limit(list.limit).execute()
}

/** The roles of an account on handles of these names, locked in one order until the transaction ends. */
export const lockRoles = (trx: Trx, accountId: string, names: string[]) =>
  trx
    .selectFrom('collaborators as collaborator')
    .innerJoin('handles as handle', 'handle.id', 'collaborator.handle_id')
    .select(['handle.id', 'handle.name as handle'])
    .where('collaborator.account_id', '=', accountId)
    .where('handle.name', '=', sql<string>`any(${names}::text[])`)
    .orderBy('collaborator.handle_id')
    .forNoKeyUpdate('collaborator')
    .execute()

export const setNotifications = (
  trx: Trx,
  { accountId, handleId }: { accountId: string; handleId: string },
  { sales, refunds, disputes }: NotificationSettings,
) =>
  trx
    .updateTable('collaborators')
    .set({ sale_mails: sales, refund_mails: refunds, dispute_mails: disputes })
    .where('account_id', '=', accountId)
    .where('handle_id', '=', handleId)
    .execute()

/** What somebody who works on a handle wants to be told of by mail. */
export type MailSetting = 'sale_mails' | 'refund_mails' | 'dispute_mails'

/** Those who work on a handle and want to be told, as a query. */
export const listenersOf = (db: DbOrTransaction, handleId: string, setting: MailSetting) =>
  db
    .selectFrom('collaborators as collaborator')
    .innerJoin('accounts as account', 'account.id', 'collaborator.account_id')
    .select(['account.id', 'account.email'])
    .where('collaborator.handle_id', '=', handleId)
    .where(`collaborator.${setting}`, '=', true)
