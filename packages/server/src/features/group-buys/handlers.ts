import type { contract } from '@latchkey/contract'
import { type Config, handleOrigin } from '../../platform/config.ts'
import type { Deps } from '../../platform/deps.ts'
import { fail, isFailure } from '../../platform/failure.ts'
import { paths } from '../../platform/html/paths.ts'
import type { Handlers, RoleSubject } from '../../platform/http/operation.ts'
import type { RequestFacts } from '../../platform/http/request.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { createGroupBuy, updateGroupBuy } from './edit.ts'
import { expressInterest, readInterest, withdrawInterest } from './interest.ts'
import { activateGroupBuy, moveGroupBuy } from './lifecycle.ts'
import { findGroupBuy, findGroupBuys, findInterests, type GroupBuyRow, type InterestRow } from './queries.ts'

type GroupBuys = (typeof contract)['group-buys']

export const groupBuyHandlers: Handlers<GroupBuys> = {
  async listPublicGroupBuys({ deps, params, query }) {
    const rows = await findGroupBuys(deps.db, params.handle, listOf(query, true))
    if (rows.length === 0 && !(await handleExists(deps, params.handle))) return fail('handle_not_found')
    return {
      status: 200,
      body: toPage(rows, query.limit, position, (row) => presentPublic(row, deps.config)),
    }
  },

  async getPublicGroupBuy({ deps, params }) {
    const row = await findGroupBuy(deps.db, params.handle, params.groupBuySlug)
    if (!row || row.state === 'DRAFT') return fail('group_buy_not_found')
    return { status: 200, body: presentPublic(row, deps.config) }
  },

  async expressInterest({ deps, subject, params, body }) {
    const interest = await expressInterest(deps, params, subject.visitorId, body.quantity)
    if (isFailure(interest)) return interest
    return { status: 200, body: { interest: presentInterest(interest) } }
  },

  async getMyInterest({ deps, subject, params }) {
    const interest = await readInterest(deps, params, subject.visitorId)
    if (isFailure(interest)) return interest
    return { status: 200, body: { interest: interest && presentInterest(interest) } }
  },

  async withdrawInterest({ deps, subject, params }) {
    return (await withdrawInterest(deps, params, subject.visitorId)) ?? { status: 204, empty: true }
  },

  async listGroupBuys({ deps, params, query }) {
    const rows = await findGroupBuys(deps.db, params.handle, listOf(query, false))
    return { status: 200, body: toPage(rows, query.limit, position, (row) => present(row, deps.config)) }
  },

  async createGroupBuy({ deps, subject, request, body }) {
    const created = await createGroupBuy(deps, callerOf(subject, request), body)
    return isFailure(created) ? created : { status: 201, body: present(created, deps.config) }
  },

  async getGroupBuy({ deps, params }) {
    const row = await findGroupBuy(deps.db, params.handle, params.groupBuySlug)
    return row ? { status: 200, body: present(row, deps.config) } : fail('group_buy_not_found')
  },

  async updateGroupBuy({ deps, subject, request, params, body }) {
    const updated = await updateGroupBuy(deps, params, callerOf(subject, request), body)
    return isFailure(updated) ? updated : { status: 200, body: present(updated, deps.config) }
  },

  async listInterests({ deps, params, query }) {
    const groupBuy = await findGroupBuy(deps.db, params.handle, params.groupBuySlug)
    if (!groupBuy) return fail('group_buy_not_found')
    const list = { after: readCursor(query.cursor), limit: query.limit + 1 }
    const rows = await findInterests(deps.db, groupBuy.id, list)
    return {
      status: 200,
      body: toPage(rows, query.limit, position, (row) => ({
        ...presentInterest(row),
        visitorId: row.visitor_id,
        email: row.email,
      })),
    }
  },

  publishGroupBuy: (call) => move(call, 'group_buy.published'),
  pauseGroupBuy: (call) => move(call, 'group_buy.paused'),
  closeGroupBuy: (call) => move(call, 'group_buy.closed'),

  async activateGroupBuy({ deps, subject, request, params, query }) {
    const dryRun = query.dryRun === 'true'
    const activation = await activateGroupBuy(deps, params, callerOf(subject, request), dryRun)
    if (isFailure(activation)) return activation
    const { groupBuy, mails } = activation
    const { handleName, pageSlug } = groupBuy
    return {
      status: 200,
      body: {
        dryRun,
        groupBuy: present(groupBuy, deps.config),
        mails,
        unlocks:
          pageSlug === null
            ? null
            : { pageSlug, url: `${handleOrigin(deps.config, handleName)}/${pageSlug}` },
      },
    }
  },
}

interface MoveCall {
  readonly deps: Deps
  readonly subject: RoleSubject
  readonly request: RequestFacts
  readonly params: { readonly handle: string; readonly groupBuySlug: string }
}

async function move(call: MoveCall, action: Parameters<typeof moveGroupBuy>[3]) {
  const { deps, subject, request, params } = call
  const moved = await moveGroupBuy(deps, params, callerOf(subject, request), action)
  return isFailure(moved) ? moved : ({ status: 200, body: present(moved, deps.config) } as const)
}

const callerOf = (subject: RoleSubject, request: RequestFacts) => ({
  handleId: subject.handleId,
  actor: { accountId: subject.accountId },
  requestId: request.id,
})

const listOf = (query: { limit: number; cursor?: string | undefined }, publicOnly: boolean) => ({
  publicOnly,
  after: readCursor(query.cursor),
  limit: query.limit + 1,
})

const position = (row: { created_at: Date; id: string }) => ({ at: row.created_at, id: row.id })

async function handleExists({ db }: Deps, name: string): Promise<boolean> {
  return (
    (await db.selectFrom('handles').select('id').where('name', '=', name).executeTakeFirst()) !== undefined
  )
}

const presentPublic = (row: GroupBuyRow, config: Config) => ({
  id: row.id,
  handle: row.handleName,
  slug: row.slug,
  title: row.title,
  description: row.description,
  state: row.state,
  interestedQuantity: row.interested_quantity,
  people: row.people,
  targetQuantity: row.target_quantity,
  deadline: row.deadline?.toISOString() ?? null,
  linkedPageSlug: row.pageSlug,
  url: `${handleOrigin(config, row.handleName)}${paths.groupBuy(row.slug)}`,
})

const present = (row: GroupBuyRow, config: Config) => ({
  ...presentPublic(row, config),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  targetReachedAt: row.target_reached_at?.toISOString() ?? null,
  activatedAt: row.activated_at?.toISOString() ?? null,
  closedAt: row.closed_at?.toISOString() ?? null,
})

const presentInterest = (row: InterestRow) => ({
  quantity: row.quantity,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})
