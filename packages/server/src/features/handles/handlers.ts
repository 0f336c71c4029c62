import type { contract } from '@latchkey/contract'
import { callerOf } from '../../platform/audit.ts'
import { isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import type { HeaderList } from '../../platform/http/respond.ts'
import { listAuditEvents } from './audit-events.ts'
import { readCollaborators, replaceCollaborators, type TaggedPeople } from './collaborators.ts'
import { deleteHandle } from './delete-handle.ts'
import { createHandle, renameHandle } from './names.ts'
import { listHandles, readProfile, type TaggedProfile, updateProfile } from './profile.ts'
import { offerOwnership, withdrawTransfer } from './transfer.ts'

const showProfile = <S extends 200 | 201>(status: S, { profile, etag }: TaggedProfile) => ({
  status,
  headers: [['etag', etag]] satisfies HeaderList,
  body: profile,
})

const showPeople = ({ etag, ...people }: TaggedPeople) => ({
  status: 200 as const,
  headers: [['etag', etag]] satisfies HeaderList,
  body: people,
})

export const handleHandlers: Omit<Handlers<typeof contract.handles>, 'getHandleSummary'> = {
  async listHandles({ deps, subject, query }) {
    return { status: 200, body: await listHandles(deps, subject.accountId, query) }
  },

  async createHandle({ deps, subject, request, body }) {
    const creator = { accountId: subject.accountId, requestId: request.id }
    const created = await createHandle(deps, creator, body)
    return isFailure(created) ? created : showProfile(201, created)
  },

  async getHandleProfile({ deps, subject }) {
    return showProfile(200, await readProfile(deps, subject.handleId))
  },

  async updateHandleProfile(call) {
    const updated = await updateProfile(call.deps, callerOf(call), call.body, call.ifMatch)
    return isFailure(updated) ? updated : showProfile(200, updated)
  },

  async renameHandle(call) {
    const renamed = await renameHandle(call.deps, callerOf(call), call.body.name)
    return isFailure(renamed) ? renamed : showProfile(200, renamed)
  },

  async transferHandle(call) {
    const caller = { ...callerOf(call), sessionId: call.subject.sessionId }
    const offer = await offerOwnership(call.deps, caller, call.body.email)
    if (isFailure(offer)) return offer
    return { status: 202, body: { email: offer.email, expiresAt: offer.expiresAt.toISOString() } }
  },

  async withdrawTransfer(call) {
    const failure = await withdrawTransfer(call.deps, callerOf(call))
    return failure ?? { status: 204, empty: true }
  },

  async deleteHandle(call) {
    const failure = await deleteHandle(call.deps, callerOf(call))
    return failure ?? { status: 204, empty: true }
  },

  async listCollaborators({ deps, subject }) {
    return showPeople(await readCollaborators(deps, subject.handleId))
  },

  async replaceCollaborators(call) {
    const { deps, body, ifMatch } = call
    const replaced = await replaceCollaborators(deps, callerOf(call), body.collaborators, ifMatch)
    if (isFailure(replaced)) return replaced
    const { endedTokens, ...people } = replaced
    const { body: shown, ...answer } = showPeople(people)
    return { ...answer, body: { ...shown, endedTokens, endedGrants: 0 } }
  },

  async listAuditEvents({ deps, subject, query }) {
    return { status: 200, body: await listAuditEvents(deps, subject.handleId, query) }
  },
}
