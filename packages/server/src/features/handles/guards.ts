import { type Role, roles } from '@latchkey/contract'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import type { RoleSubject } from '../../platform/http/operation.ts'
import type { RequestFacts } from '../../platform/http/request.ts'
import { readAccessToken, type TokenFailure } from '../accounts/service.ts'
import { findRole } from './queries.ts'

/** The account with its role on the handle. Without a role the handle looks as if it did not exist. */
export async function authorizeRole(
  deps: Deps,
  request: RequestFacts,
  handle: string,
  needed: Role,
): Promise<RoleSubject | TokenFailure | Failure<'handle_not_found' | 'insufficient_role'>> {
  const subject = await readAccessToken(deps, request)
  if (isFailure(subject)) return subject
  const found = await findRole(deps.db, { ...subject, now: deps.clock.now() }, handle)
  if (!found) return fail('invalid_token')
  if (!found.handleId || !found.role) return fail('handle_not_found')
  if (roles.indexOf(found.role) < roles.indexOf(needed)) return fail('insufficient_role')
  const { accountId, sessionId } = subject
  return { sessionId, handleId: found.handleId, actor: { accountId } }
}
