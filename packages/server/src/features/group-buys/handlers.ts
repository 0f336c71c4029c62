import type { contract } from '@latchkey/contract'
import { handleOrigin } from '../../platform/config.ts'
import type { Deps } from '../../platform/deps.ts'
import { fail, isFailure } from '../../platform/failure.ts'
import { type HandleCaller, type Handlers, prepared } from '../../platform/http/operation.ts'
import type { HeaderList } from '../../platform/http/respond.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { findHandle } from '../handles/service.ts'
import { createGroupBuy, type GroupBuyHtml, renderGroupBuy, updateGroupBuy } from './edit.ts'
import { expressInterest, readInterest, withdrawInterest } from './interest.ts'
import { activateGroupBuy, moveGroupBuy } from './lifecycle.ts'
import {
  groupBuyTag,
  listOwnGroupBuys,
  listPublicGroupBuys,
  presentGroupBuy,
  presentPublicGroupBuy,
} from './present.ts'
import {
  findGroupBuy,
  findInterests,
  findOwnGroupBuy,
  type GroupBuyRow,
  type InterestRow,
} from './queries.ts'

type GroupBuys = (typeof contract)['group-buys']

const shown = (row: GroupBuyRow, { config }: Deps) => ({
  status: 200 as const,
  headers: [['etag', groupBuyTag(row, config)]] satisfies HeaderList,
  body: presentGroupBuy(row, config),
})

export const groupBuyHandlers: Handlers<GroupBuys> = {
  async listPublicGroupBuys({ deps, params, query }) {
    const list = await listPublicGroupBuys(deps, params.handle, query)
    if (list.items.length === 0 && !(await findHandle(deps.pool, params.handle)))
      return fail('handle_not_found')
    return { status: 200, body: list }
  },

  async getPublicGroupBuy({ deps, params }) {
    const row = await findGroupBuy(deps.db, params.handle, params.groupBuySlug)
    if (!row || row.state === 'DRAFT') return fail('group_buy_not_found')
    return { status: 200, body: presentPublicGroupBuy(row, deps.config) }
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

  async listGroupBuys({ deps, caller, query }) {
    return { status: 200, body: await listOwnGroupBuys(deps, caller.handleId, query) }
  },

  createGroupBuy: prepared<GroupBuys['createGroupBuy'], GroupBuyHtml>(
    (call) => renderGroupBuy(call.deps, call.caller, call.body),
    async (call, html) => {
      const created = await createGroupBuy(call.deps, call.caller, call.body, html)
      return isFailure(created) ? created : { status: 201, body: presentGroupBuy(created, call.deps.config) }
    },
  ),

  async getGroupBuy({ deps, caller, params }) {
    const row = await findOwnGroupBuy(deps.db, caller.handleId, params.groupBuySlug)
    return row ? shown(row, deps) : fail('group_buy_not_found')
  },

  updateGroupBuy: prepared<GroupBuys['updateGroupBuy'], GroupBuyHtml>(
    (call) => renderGroupBuy(call.deps, call.caller, call.body),
    async (call, html) => {
      const { deps, caller, params, body, ifMatch } = call
      const updated = await updateGroupBuy(deps, params.groupBuySlug, caller, body, html, ifMatch)
      return isFailure(updated) ? updated : shown(updated, deps)
    },
  ),

  async listInterests({ deps, caller, params, query }) {
    const groupBuy = await findOwnGroupBuy(deps.db, caller.handleId, params.groupBuySlug)
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

  async activateGroupBuy({ deps, caller, params, query }) {
    const dryRun = query.dryRun === 'true'
    const activation = await activateGroupBuy(deps, params.groupBuySlug, caller, dryRun)
    if (isFailure(activation)) return activation
    const { groupBuy, mails } = activation
    const { handleName, pageSlug } = groupBuy
    return {
      status: 200,
      body: {
        dryRun,
        groupBuy: presentGroupBuy(groupBuy, deps.config),
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
  readonly caller: HandleCaller
  readonly params: { readonly groupBuySlug: string }
}

async function move(call: MoveCall, action: Parameters<typeof moveGroupBuy>[3]) {
  const { deps, caller, params } = call
  const moved = await moveGroupBuy(deps, params.groupBuySlug, caller, action)
  return isFailure(moved) ? moved : ({ status: 200, body: presentGroupBuy(moved, deps.config) } as const)
}

const position = (row: { created_at: Date; id: string }) => ({ at: row.created_at, id: row.id })

const presentInterest = (row: InterestRow) => ({
  quantity: row.quantity,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})
