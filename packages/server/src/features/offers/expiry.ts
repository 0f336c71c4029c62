import { removeBefore } from '../../platform/database/batches.ts'
import type { Deps } from '../../platform/deps.ts'

/** Removes offers that lapsed. */
export const removeLapsedOffers = ({ db, clock }: Deps): Promise<void> =>
  removeBefore(db, 'offers', 'expires_at', clock.now())
