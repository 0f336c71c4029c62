import { removeBefore } from '../../platform/database/batches.ts'
import type { Removers } from '../../platform/expiry.ts'

export const offerRemovers = {
  offers: ({ db, clock }) => removeBefore(db, 'offers', 'expires_at', clock.now()),
} as const satisfies Removers
