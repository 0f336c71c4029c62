import type { contract } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import { clearCookie, VISITOR_COOKIE } from '../../platform/http/cookies.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { listInterestsOf } from '../group-buys/service.ts'
import { openMagicLink, showAccessPage, showMagicLink } from './access-pages.ts'
import { listAccess, listPending } from './history.ts'
import { eraseVisitor, exportVisitor } from './personal-data.ts'

/** What the contract's `visitors` says of what somebody has, and of the pages that lead to it. */
export const libraryHandlers = {
  async listVisitorAccess({ deps, subject, query }) {
    const [history, pending] = await Promise.all([
      listAccess(deps, subject, query),
      listPending(deps, subject),
    ])
    return { status: 200, body: { ...history, pending } }
  },

  async listMyInterests({ deps, subject, query }) {
    return { status: 200, body: await listInterestsOf(deps, subject, query) }
  },

  async exportVisitor({ deps, subject }) {
    const exported = await exportVisitor(deps, subject)
    return isFailure(exported) ? exported : { status: 200, body: exported }
  },

  async eraseVisitor({ deps, subject }) {
    const failure = await eraseVisitor(deps, subject)
    if (failure) return failure
    return { status: 204, empty: true, headers: [['set-cookie', clearCookie(deps.config, VISITOR_COOKIE)]] }
  },

  showAccessPage,
  showMagicLink,
  openMagicLink,
} satisfies Partial<Handlers<typeof contract.visitors>>
