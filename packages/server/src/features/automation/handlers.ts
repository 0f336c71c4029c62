import type { contract } from '@latchkey/contract'
import type { Actor, Caller } from '../../platform/audit.ts'
import type { Deps } from '../../platform/deps.ts'
import { fail, isFailure } from '../../platform/failure.ts'
import { type Handlers, mintingAnew, prepared } from '../../platform/http/operation.ts'
import type { HeaderList } from '../../platform/http/respond.ts'
import { createFile, deleteFile, listFiles, renewUploadUrl } from '../files/service.ts'
import {
  createGroupBuy,
  findGroupBuy,
  type GroupBuyHtml,
  listGroupBuys,
  presentGroupBuy,
  renderGroupBuy,
  updateGroupBuy,
} from '../group-buys/service.ts'
import {
  createPage,
  etagOf,
  listOwnPages,
  type OwnPage,
  type PageHtml,
  type PageOwner,
  type Publication,
  presentPage,
  publishPage,
  readOwnPage,
  renderPage,
  unpublishPage,
  updatePage,
} from '../pages/service.ts'
import { listPurchases } from '../purchases/service.ts'

type Automation = typeof contract.automation

// Why: apps/docs/src/content/docs/internals/decisions/0010-derived-automation.md
export const automationHandlers: Handlers<Automation> = {
  async automationListPages(call) {
    return { status: 200, body: await listOwnPages(call.deps, ownerOf(call), call.query) }
  },

  automationCreatePage: prepared<Automation['automationCreatePage'], PageHtml>(
    (call) => renderPage(call.deps, callerOf(call), call.body),
    async (call, html) => {
      const row = await createPage(call.deps, callerOf(call), call.body, html)
      return isFailure(row) ? row : { status: 201, ...shown(call, row) }
    },
  ),

  async automationGetPage(call) {
    const row = await readOwnPage(call.deps, ownerOf(call), call.params.pageSlug)
    return isFailure(row) ? row : { status: 200, ...shown(call, row) }
  },

  automationUpdatePage: prepared<Automation['automationUpdatePage'], PageHtml>(
    (call) => renderPage(call.deps, callerOf(call), { ...call.body, slug: call.params.pageSlug }),
    async (call, html) => {
      const { deps, params, body, ifMatch } = call
      const row = await updatePage(deps, callerOf(call), params.pageSlug, body, html, ifMatch)
      return isFailure(row) ? row : { status: 200, ...shown(call, row) }
    },
  ),

  async automationPublishPage(call) {
    const caller = { ...callerOf(call), ...ownerOf(call) }
    const publication = await publishPage(call.deps, caller, call.params.pageSlug)
    return isFailure(publication) ? publication : published(call, publication)
  },

  async automationUnpublishPage(call) {
    const publication = await unpublishPage(call.deps, callerOf(call), call.params.pageSlug)
    return isFailure(publication) ? publication : published(call, publication)
  },

  async automationListGroupBuys({ deps, params, query }) {
    return { status: 200, body: await listGroupBuys(deps, params.handle, query) }
  },

  automationCreateGroupBuy: prepared<Automation['automationCreateGroupBuy'], GroupBuyHtml>(
    (call) => renderGroupBuy(call.deps, callerOf(call), call.body),
    async (call, html) => {
      const row = await createGroupBuy(call.deps, callerOf(call), call.body, html)
      return isFailure(row) ? row : { status: 201, body: presentGroupBuy(row, call.deps.config) }
    },
  ),

  async automationGetGroupBuy({ deps, params }) {
    const row = await findGroupBuy(deps.db, params.handle, params.groupBuySlug)
    return row ? { status: 200, body: presentGroupBuy(row, deps.config) } : fail('group_buy_not_found')
  },

  automationUpdateGroupBuy: prepared<Automation['automationUpdateGroupBuy'], GroupBuyHtml>(
    (call) => renderGroupBuy(call.deps, callerOf(call), call.body),
    async (call, html) => {
      const row = await updateGroupBuy(call.deps, call.params, callerOf(call), call.body, html)
      return isFailure(row) ? row : { status: 200, body: presentGroupBuy(row, call.deps.config) }
    },
  ),

  async automationListFiles({ deps, subject, query }) {
    return { status: 200, body: await listFiles(deps, subject.handleId, query) }
  },

  automationCreateFile: mintingAnew<Automation['automationCreateFile']>(
    async (call) => {
      const created = await createFile(call.deps, callerOf(call), call.body)
      return isFailure(created) ? created : { status: 201, body: created }
    },
    async (deps, answer) =>
      isFailure(answer) ? answer : { ...answer, body: await renewUploadUrl(deps, answer.body) },
  ),

  async automationDeleteFile(call) {
    const failure = await deleteFile(call.deps, callerOf(call), call.params.fileId)
    return failure ?? { status: 204, empty: true }
  },

  async automationListPurchases({ deps, subject, params, query }) {
    const handle = { id: subject.handleId, name: params.handle }
    return { status: 200, body: await listPurchases(deps, handle, query) }
  },
}

interface TokenCall {
  readonly deps: Deps
  readonly subject: { readonly handleId: string; readonly actor: Actor }
  readonly request: { readonly id: string }
  readonly params: { readonly handle: string }
}

const ownerOf = ({ subject, params }: TokenCall): PageOwner => ({
  handleId: subject.handleId,
  handle: params.handle,
})

function callerOf({ subject, request }: Pick<TokenCall, 'subject' | 'request'>): Caller {
  return { handleId: subject.handleId, actor: subject.actor, requestId: request.id }
}

const shown = (call: TokenCall, row: OwnPage) => ({
  headers: [['etag', etagOf(row)]] satisfies HeaderList,
  body: presentPage(call.deps, ownerOf(call), row),
})

function published(call: TokenCall, { row, warning }: Publication) {
  const { headers, body: page } = shown(call, row)
  return { status: 200 as const, headers, body: { page, warning } }
}
