import type { contract, Scope } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { createToken, findTokens, type ListedToken, revokeToken } from './tokens.ts'

export const tokenHandlers: Handlers<typeof contract.tokens> = {
  async listTokens({ deps, caller, query }) {
    const list = { after: readCursor(query.cursor), limit: query.limit + 1 }
    const rows = await findTokens(deps, caller.handleId, list)
    const position = (row: ListedToken) => ({ at: row.created_at, id: row.id })
    return { status: 200, body: toPage(rows, query.limit, position, present) }
  },

  async createToken(call) {
    const created = await createToken(call.deps, call.caller, call.body)
    if (isFailure(created)) return created
    return { status: 201, body: { ...present(created.row), token: created.token } }
  },

  async revokeToken(call) {
    const failure = await revokeToken(call.deps, call.caller, call.params.tokenId)
    return failure ?? { status: 204, empty: true }
  },
}

const present = (row: ListedToken) => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes as Scope[],
  createdBy: { id: row.created_by, email: row.makerEmail },
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
})
