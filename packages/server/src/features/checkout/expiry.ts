import { addSeconds } from '../../platform/clock.ts'
import { removeBefore } from '../../platform/database/batches.ts'
import type { Deps } from '../../platform/deps.ts'

// Longer than Stripe goes on repeating an event, by hand too.
const STRIPE_EVENTS_KEPT = 40 * 24 * 3600

/** Removes events of Stripe that do not come again. */
export const removeOldEvents = ({ db, clock }: Deps): Promise<void> =>
  removeBefore(db, 'stripe_events', 'received_at', addSeconds(clock.now(), -STRIPE_EVENTS_KEPT))
