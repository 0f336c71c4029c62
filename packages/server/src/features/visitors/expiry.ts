import { addSeconds } from '../../platform/clock.ts'
import { removeBefore } from '../../platform/database/batches.ts'
import { keptSince, type Removers } from '../../platform/expiry.ts'

// A lock looks at two days.
const WRONG_CODES_KEPT = 2 * 24 * 3600

export const visitorRemovers = {
  magic_link_challenges: (deps) =>
    removeBefore(deps.db, 'magic_link_challenges', 'expires_at', keptSince(deps, 'magic_link_challenges')),
  wrong_codes: ({ db, clock }) =>
    removeBefore(db, 'wrong_codes', 'occurred_at', addSeconds(clock.now(), -WRONG_CODES_KEPT)),
  visitor_sessions: (deps) =>
    removeBefore(deps.db, 'visitor_sessions', 'expires_at', keptSince(deps, 'visitor_sessions')),
} as const satisfies Removers
