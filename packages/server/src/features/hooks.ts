import { fail } from '../platform/failure.ts'
import type { AccountHooks } from './accounts/hooks.ts'
import { endOpenCheckouts, hasOpenCheckouts } from './checkout/service.ts'
import { filesOf, removeFiles } from './files/service.ts'
import { groupBuysOf, removeGroupBuys } from './group-buys/service.ts'
import type { HandleHooks } from './handles/hooks.ts'
import { findOwnedHandles } from './handles/service.ts'
import { countGrants } from './oauth/service.ts'
import { withdrawTransfersBy } from './offers/service.ts'
import { pagesOf, removePages } from './pages/service.ts'
import {
  findUnfinishedPurchases,
  forgetRecipient,
  hasPayments,
  purchasesOf,
  removePurchases,
} from './purchases/service.ts'
import { endTokens } from './tokens/service.ts'
import { challengesOf, removeSessionsOf } from './visitors/service.ts'
import { endpointsOf, removeEndpoints } from './webhooks/service.ts'

// What an area asks of those above it, which it may not import.

/** Names that the refusal to delete an account shows at most. */
const NAMES_SHOWN = 100

export const accountHooks: AccountHooks = {
  async deleting(trx, { id: accountId, email }, by) {
    const handles = await findOwnedHandles(trx, accountId, NAMES_SHOWN)
    if (handles.length > 0) return fail('owns_handles', { handles })
    await endTokens(trx, { accountId }, by)
    await forgetRecipient(trx, { accountId, email })
    return null
  },

  async passwordReset(trx, { revokedFamilies, ...by }) {
    const { accountId } = by.actor
    const endedGrants = await countGrants(trx, accountId, revokedFamilies)
    // Offers before tokens, as whoever accepts ownership takes them.
    await withdrawTransfersBy(trx, by)
    const endedTokens = await endTokens(trx, { accountId }, by)
    return { endedTokens, endedGrants }
  },
}

export const handleHooks: HandleHooks = {
  // In the order of the locks.
  content: [filesOf, endpointsOf, challengesOf, groupBuysOf, pagesOf, purchasesOf],

  async removeContent(trx, handleId, now) {
    await removeFiles(trx, handleId, now)
    // Before the pages that they refer to.
    await removeGroupBuys(trx, handleId)
    await removePurchases(trx, { handleId })
    await removePages(trx, handleId)
    await removeEndpoints(trx, handleId)
    await removeSessionsOf(trx, handleId)
  },

  hasPayments,

  endPayments: (deps, handleId) => endOpenCheckouts(deps, { handleId }),

  async mayBePaid(trx, handleId) {
    const unfinished = await findUnfinishedPurchases(trx, { handleId })
    return (
      unfinished.some(({ state }) => state === 'processing') || (await hasOpenCheckouts(trx, { handleId }))
    )
  },
}
