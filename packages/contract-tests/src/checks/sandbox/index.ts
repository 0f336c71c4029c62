import type { Check } from '../../context.ts'
import { csrf } from './csrf.ts'
import { cursorWalk } from './cursor-walk.ts'
import { enumeration } from './enumeration.ts'
import { foreignCredential } from './foreign-credential.ts'
import { idempotency, idempotencyAtOnce } from './idempotency.ts'
import { ifMatch } from './if-match.ts'
import { magicLink } from './magic-link.ts'
import { oauthPkce, oauthRedirectUri } from './oauth-authorization.ts'
import { oauthMetadata } from './oauth-metadata.ts'
import { oauthCodeOnce, oauthRefreshRotation, oauthRevocation } from './oauth-tokens.ts'
import { neverCached, paidContent, refundCloses } from './paid-content.ts'
import { rateLimitAnnounced, rateLimitEnforced } from './rate-limits.ts'
import { requiredRole, requiredScope } from './rights.ts'
import { tenantIsolation } from './tenant-isolation.ts'
import { unknownResource } from './unknown-resource.ts'
import { walk } from './walk.ts'
import { webhooks } from './webhooks.ts'

/** What `--sandbox` checks, in the order in which it does; what uses something up comes last. */
export const sandboxChecks: readonly Check[] = [
  walk,
  foreignCredential,
  tenantIsolation,
  requiredRole,
  requiredScope,
  unknownResource,
  idempotency,
  idempotencyAtOnce,
  ifMatch,
  cursorWalk,
  enumeration,
  magicLink,
  webhooks,
  csrf,
  oauthMetadata,
  oauthPkce,
  oauthRedirectUri,
  oauthCodeOnce,
  oauthRefreshRotation,
  oauthRevocation,
  paidContent,
  refundCloses,
  neverCached,
  rateLimitAnnounced,
  rateLimitEnforced,
]
