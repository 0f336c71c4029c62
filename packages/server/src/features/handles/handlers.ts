import type { contract } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import type { HeaderList } from '../../platform/http/respond.ts'
import { listAuditEvents } from './audit-events.ts'
import { deleteHandle } from './delete-handle.ts'
import type { HandleHooks } from './hooks.ts'
import { createHandle, renameHandle } from './names.ts'
import { listNotifications, replaceNotifications } from './notifications.ts'
import { listHandles, type ProfileWithEtag, readProfile, updateProfile } from './profile.ts'

const showProfile = <S extends 200 | 201>(status: S, { profile, etag }: ProfileWithEtag) => ({
  status,
  headers: [['etag', etag]] satisfies HeaderList,
  body: profile,
})

/** Of the operations that the contract has under `handles`, those of the area above. */
type Elsewhere =
  | 'getHandleSummary'
  | 'transferHandle'
  | 'withdrawTransfer'
  | 'listCollaborators'
  | 'replaceCollaborators'

export const handleHandlers = (hooks: HandleHooks): Omit<Handlers<typeof contract.handles>, Elsewhere> => ({
  async listHandles({ deps, subject, query }) {
    return { status: 200, body: await listHandles(deps, subject.accountId, query) }
  },

  async createHandle({ deps, subject, request, body }) {
    const creator = { accountId: subject.accountId, requestId: request.id }
    const created = await createHandle(deps, creator, body)
    return isFailure(created) ? created : showProfile(201, created)
  },

  async getHandleProfile({ deps, caller }) {
    return showProfile(200, await readProfile(deps, caller.handleId))
  },

  async updateHandleProfile(call) {
    const updated = await updateProfile(call.deps, call.caller, call.body, call.ifMatch)
    return isFailure(updated) ? updated : showProfile(200, updated)
  },

  async renameHandle(call) {
    const renamed = await renameHandle(call.deps, call.caller, call.body.name)
    return isFailure(renamed) ? renamed : showProfile(200, renamed)
  },

  async deleteHandle(call) {
    const failure = await deleteHandle(call.deps, hooks, call.caller)
    return failure ?? { status: 204, empty: true }
  },

  async listAuditEvents({ deps, caller, query }) {
    return { status: 200, body: await listAuditEvents(deps, caller.handleId, query) }
  },
})

/** What the contract's `accounts` says of the mails about handles. */
export const notificationHandlers: Pick<
  Handlers<typeof contract.accounts>,
  'getNotifications' | 'updateNotifications'
> = {
  async getNotifications({ deps, subject, query }) {
    return { status: 200, body: await listNotifications(deps, subject.accountId, query) }
  },

  async updateNotifications({ deps, subject, body }) {
    const settings = await replaceNotifications(deps, subject.accountId, body.items)
    return isFailure(settings) ? settings : { status: 200, body: settings }
  },
}
