import { addSeconds } from '../../platform/clock.ts'
import { removeBefore } from '../../platform/database/batches.ts'
import type { Removers } from '../../platform/expiry.ts'

const DAY = 24 * 3600

export const handleRemovers = {
  // Names that are free again; those of deleted handles are taken for ever.
  former_handle_names: ({ db, clock }) => removeBefore(db, 'former_handle_names', 'until', clock.now()),
  // Links that no longer work; those of the last day are still counted.
  support_email_proofs: ({ db, clock }) =>
    removeBefore(db, 'support_email_proofs', 'expires_at', addSeconds(clock.now(), -DAY)),
} as const satisfies Removers
