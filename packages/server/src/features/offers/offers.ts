import type { Cursor } from '@latchkey/contract'
import { recordAudit } from '../../platform/audit.ts'
import { type Config, handleOrigin } from '../../platform/config.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { holdAccount } from '../accounts/service.ts'
import {
  findProfile,
  findRoleOf,
  insertCollaborator,
  lockHandle,
  presentSummary,
  setRole,
} from '../handles/service.ts'
import { findOffer, findOffersTo, type OfferRow, takeOffer } from './offer-queries.ts'
import { changeOwner } from './transfer.ts'

/** An account that answers an offer. */
interface Answering {
  readonly accountId: string
  readonly requestId: string
}

const presentOffer = (config: Config, row: OfferRow) => ({
  id: row.id,
  handle: { name: row.name, displayName: row.displayName, url: handleOrigin(config, row.name) },
  role: row.role,
  offeredBy: row.offeredBy,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
})

/** The offers that an account can accept. */
export async function listOffers(
  { db, clock, config }: Deps,
  accountId: string,
  list: { limit: number; cursor?: Cursor | undefined },
) {
  const rows = await findOffersTo(db, accountId, {
    now: clock.now(),
    after: readCursor(list.cursor),
    limit: list.limit + 1,
  })
  const position = ({ createdAt: at, id }: OfferRow) => ({ at, id })
  return toPage(rows, list.limit, position, (row) => presentOffer(config, row))
}

/** An offer that can still be accepted, by its id. */
export const readOffer = ({ db, clock }: Deps, id: string): Promise<OfferRow | undefined> =>
  findOffer(db, id, clock.now())

/**
 * Takes an offer for the account, its handle locked: withdrawing it, changing it and accepting it follow one another.
 * The account is held first, as everybody does who takes both.
 */
async function take(trx: Trx, accountId: string, id: string, now: Date) {
  const account = await holdAccount(trx, accountId)
  const offer = account && (await findOffer(trx, id, now))
  if (!offer) return fail('offer_not_found')
  await lockHandle(trx, offer.handleId, 'rest')
  return (await takeOffer(trx, { id, email: account.email, now })) ?? fail('offer_not_found')
}

/** Gives the account what it was offered, and says what that ended. */
export async function acceptOffer(
  { db, clock, config }: Deps,
  { accountId, requestId }: Answering,
  id: string,
) {
  const now = clock.now()
  return await inTransaction(db, async (trx) => {
    const offer = await take(trx, accountId, id, now)
    if ('failed' in offer) return offer
    const { handleId, role, offeredBy } = offer
    const caller = { handleId, actor: { accountId }, requestId }
    const before = await findRoleOf(trx, handleId, accountId)
    const held = role === 'OWNER' ? 'OPERATOR' : role
    if (before === null) await insertCollaborator(trx, { handleId, accountId, role: held, now })
    else await setRole(trx, handleId, accountId, held)
    await recordAudit(trx, { ...caller, action: 'offer.accepted', from: { role: before }, to: { role }, now })
    const endedTokens = role === 'OWNER' ? await changeOwner(trx, caller, offeredBy, now) : 0
    const handle = await findProfile(trx, handleId)
    return { handle: presentSummary(config, { ...handle, role }), endedTokens, endedGrants: 0 }
  })
}

/** Ends an offer that the account does not want. */
export async function declineOffer(
  { db, clock }: Deps,
  { accountId, requestId }: Answering,
  id: string,
): Promise<null | Failure<'offer_not_found'>> {
  const now = clock.now()
  return await inTransaction(db, async (trx) => {
    const offer = await take(trx, accountId, id, now)
    if ('failed' in offer) return offer
    const { handleId, role } = offer
    await recordAudit(trx, {
      handleId,
      actor: { accountId },
      requestId,
      action: 'offer.declined',
      from: { role },
      now,
    })
    return null
  })
}
