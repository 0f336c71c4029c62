import { removeBefore } from '../../platform/database/batches.ts'
import type { Removers } from '../../platform/expiry.ts'
import { keptSince } from '../../platform/retention.ts'

export const checkoutRemovers = {
  // Of Stripe, that do not come again.
  stripe_events: (deps) =>
    removeBefore(deps.db, 'stripe_events', 'received_at', keptSince(deps, 'stripe_events')),
} as const satisfies Removers
