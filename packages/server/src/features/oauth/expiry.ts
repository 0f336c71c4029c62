import { sql } from 'kysely'
import { removeBefore } from '../../platform/database/batches.ts'
import { keptSince, type Removers } from '../../platform/expiry.ts'

export const oauthRemovers = {
  oauth_consents: ({ db, clock }) => removeBefore(db, 'oauth_consents', 'expires_at', clock.now()),
  oauth_codes: ({ db, clock }) => removeBefore(db, 'oauth_codes', 'expires_at', clock.now()),
  // Those that were never given a token.
  oauth_clients: (deps) =>
    removeBefore(
      deps.db,
      'oauth_clients',
      'created_at',
      keptSince(deps, 'oauth_clients'),
      sql`used_at is null`,
    ),
} as const satisfies Removers
