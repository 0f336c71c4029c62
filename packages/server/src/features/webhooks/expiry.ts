import { removeBefore } from '../../platform/database/batches.ts'
import { keptSince, type Removers } from '../../platform/expiry.ts'

export const webhookRemovers = {
  // Those that can no longer be replayed.
  webhook_deliveries: (deps) =>
    removeBefore(deps.db, 'webhook_deliveries', 'created_at', keptSince(deps, 'webhook_deliveries')),
} as const satisfies Removers
