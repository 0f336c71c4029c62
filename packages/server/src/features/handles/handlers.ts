import type { contract } from '@latchkey/contract'
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

export const handleHandlers: Handlers<typeof contract.handles> = {
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

  async transferHandle(call) {
    const offer = await offerOwnership(call.deps, call.caller, call.body.email)
    if (isFailure(offer)) return offer
    return { status: 202, body: { email: offer.email, expiresAt: offer.expiresAt.toISOString() } }
  },

  async withdrawTransfer(call) {
    const failure = await withdrawTransfer(call.deps, call.caller)
    return failure ?? { status: 204, empty: true }
  },

  async deleteHandle(call) {
    const failure = await deleteHandle(call.deps, call.caller)
    return failure ?? { status: 204, empty: true }
  },

  async listCollaborators({ deps, caller }) {
    return showPeople(await readCollaborators(deps, caller.handleId))
  },

  async replaceCollaborators(call) {
    const { deps, body, ifMatch } = call
    const replaced = await replaceCollaborators(deps, call.caller, body.collaborators, ifMatch)
    if (isFailure(replaced)) return replaced
    const { endedTokens, ...people } = replaced
    const { body: shown, ...answer } = showPeople(people)
    return { ...answer, body: { ...shown, endedTokens, endedGrants: 0 } }
  },

  async listAuditEvents({ deps, caller, query }) {
    return { status: 200, body: await listAuditEvents(deps, caller.handleId, query) }
  },
}
