import { addSeconds } from '../../platform/clock.ts'
import { removeBefore } from '../../platform/database/batches.ts'
import { keptSince, type Removers } from '../../platform/expiry.ts'

const DAY = 24 * 3600

export const accountRemovers = {
  // The code of a sign-up may live a day longer than it.
  sign_ups: ({ db, clock }) => removeBefore(db, 'sign_ups', 'expires_at', addSeconds(clock.now(), -DAY)),
  // Spent codes stay for a while, so that whoever enters one is told that it expired or was used.
  code_requests: (deps) =>
    removeBefore(deps.db, 'code_requests', 'expires_at', keptSince(deps, 'mailed_codes')),
  mailed_codes: (deps) =>
    removeBefore(deps.db, 'mailed_codes', 'expires_at', keptSince(deps, 'mailed_codes')),
  // Counted by the day in UTC: today's and yesterday's stay.
  wrong_account_codes: ({ db, clock }) =>
    removeBefore(db, 'wrong_account_codes', 'day', addSeconds(clock.now(), -DAY).toISOString().slice(0, 10)),
} as const satisfies Removers
