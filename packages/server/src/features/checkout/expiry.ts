import { removeBefore } from '../../platform/database/batches.ts'
import { keptSince, type Removers } from '../../platform/expiry.ts'

export const checkoutRemovers = {
  // Of Stripe, that do not come again.
  stripe_events: (deps) =>
    removeBefore(deps.db, 'stripe_events', 'received_at', keptSince(deps, 'stripe_events')),
} as const satisfies Removers
