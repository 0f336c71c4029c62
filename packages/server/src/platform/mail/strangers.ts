import { mailBudgets } from '@latchkey/contract'
import { sql } from 'kysely'
import type { Caller } from '../audit.ts'
import { addSeconds } from '../clock.ts'
import type { Trx } from '../database/connect.ts'
import type { Deps } from '../deps.ts'
import { type Failure, fail } from '../failure.ts'

const DAY = 24 * 3600
/** Seconds for which mail counts. */
export const MAIL_BUDGET_SECONDS = DAY

/**
 * Takes mail to these addresses out of the budget of who causes it, or refuses all of it: the first thing that a
 * change does, so that one that is refused has written nothing. Addresses that were verified at the handle are free.
 * Whatever has people mailed who did not ask for it calls this in the transaction that enqueues the mail.
 */
export async function spendMailBudget(
  { clock, config }: Pick<Deps, 'clock' | 'config'>,
  trx: Trx,
  { handleId, actor }: Caller,
  emails: readonly string[],
): Promise<null | Failure<'mail_budget_used_up'>> {
  if (!config.LIMITS.enabled || actor === 'system') return null
  const needed = await countStrangers(trx, handleId, emails)
  if (needed === 0) return null
  const accountId = 'accountId' in actor ? actor.accountId : await findMaker(trx, actor.tokenId)
  // In this order for everybody. Who waited sees what those before it have spent.
  for (const owner of [accountId, handleId]) {
    if (owner) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`mail-budget:${owner}`}, 0))`.execute(trx)
    }
  }
  const now = clock.now()
  const allowed = await findAllowance(trx, { handleId, accountId, now })
  const spent = await trx
    .selectFrom('stranger_mails')
    .selectAll()
    .where('sent_at', '>', addSeconds(now, -DAY))
    .where((row) => row.or([row('handle_id', '=', handleId), row('account_id', '=', accountId)]))
    .orderBy('sent_at')
    .execute()
  const [ofHandle, ofAccount] = [
    spent.filter((row) => row.handle_id === handleId),
    spent.filter((row) => row.account_id !== null && row.account_id === accountId),
  ]
  const used = Math.max(sum(ofHandle), sum(ofAccount))
  if (used + needed > allowed) {
    const waits = [ofHandle, ofAccount].map((rows) => secondsUntil(rows, allowed - needed, now))
    return fail('mail_budget_used_up', { allowed, used, needed, retryAfterSeconds: Math.max(...waits) })
  }
  await trx
    .insertInto('stranger_mails')
    .values({ handle_id: handleId, account_id: accountId, addresses: needed, sent_at: now })
    .execute()
  return null
}

type Spent = readonly { readonly addresses: number; readonly sent_at: Date }[]

const sum = (rows: Spent): number => rows.reduce((total, { addresses }) => total + addresses, 0)

/** Seconds until no more than `left` of these still count. */
function secondsUntil(rows: Spent, left: number, now: Date): number {
  if (left < 0) return DAY
  let counting = sum(rows)
  let at = now
  for (const { addresses, sent_at } of rows) {
    if (counting <= left) break
    counting -= addresses
    at = addSeconds(sent_at, DAY)
  }
  return Math.max(1, Math.ceil((at.getTime() - now.getTime()) / 1000))
}

/** How many of the addresses nobody has verified at the handle: by signing in, buying or wanting something, or a role. */
async function countStrangers(trx: Trx, handleId: string, emails: readonly string[]): Promise<number> {
  if (emails.length === 0) return 0
  const { rows } = await sql<{ strangers: number }>`
    select count(*)::integer as strangers from unnest(${[...new Set(emails)]}::text[]) given (email)
    where not exists (
      select from visitors visitor where visitor.email = given.email and (
        exists (select from visitor_sessions session
          where session.visitor_id = visitor.id and session.handle_id = ${handleId})
        -- What was given, and not bought, proves nothing.
        or exists (select from purchases purchase where purchase.visitor_id = visitor.id
          and purchase.handle_id = ${handleId} and purchase.granted_at is null)
        or exists (select from free_logins login join pages page on page.id = login.page_id
          where login.visitor_id = visitor.id and page.handle_id = ${handleId})
        or exists (select from group_buy_interests interest
          join group_buys group_buy on group_buy.id = interest.group_buy_id
          where interest.visitor_id = visitor.id and group_buy.handle_id = ${handleId})
      )
    ) and not exists (
      select from accounts account join collaborators collaborator on collaborator.account_id = account.id
      where account.email = given.email and collaborator.handle_id = ${handleId}
    )`.execute(trx)
  return rows[0]?.strangers ?? 0
}

/** Whose token it is: what it does comes out of the budget of who made it. */
async function findMaker(trx: Trx, tokenId: string): Promise<string | null> {
  const token = await trx
    .selectFrom('tokens as token')
    .select('token.created_by')
    .where('token.id', '=', tokenId)
    .executeTakeFirst()
  return token?.created_by ?? null
}

/** What may be sent in a day, by the younger of the two and by whether the handle can take payments. */
async function findAllowance(
  trx: Trx,
  { handleId, accountId, now }: { handleId: string; accountId: string | null; now: Date },
): Promise<number> {
  const { createdAt, connected } = await trx
    .selectFrom('handles as handle')
    .leftJoin('accounts as account', (join) => join.on('account.id', '=', accountId))
    .leftJoin('connect_accounts as connect', 'connect.stripe_account_id', 'handle.stripe_account_id')
    .select([
      sql<Date>`greatest(handle.created_at, account.created_at)`.as('createdAt'),
      sql<boolean>`coalesce(connect.charges_enabled, false)`.as('connected'),
    ])
    .where('handle.id', '=', handleId)
    .executeTakeFirstOrThrow()
  const budget = mailBudgets.find(({ days }) => createdAt <= addSeconds(now, -days * DAY)) ?? mailBudgets[2]
  return connected ? budget.withStripe : budget.addresses
}
