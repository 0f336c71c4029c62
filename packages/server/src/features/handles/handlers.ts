import type { contract } from '@latchkey/contract'
import { callerOf } from '../../platform/audit.ts'
import { isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import type { HeaderList } from '../../platform/http/respond.ts'
import { listAuditEvents } from './audit-events.ts'
import { readCollaborators, replaceCollaborators, type TaggedPeople } from './collaborators.ts'
import { createHandle, renameHandle } from './names.ts'
import { listHandles, readProfile, type TaggedProfile, updateProfile } from './profile.ts'
import { transferHandle } from './transfer.ts'

const showProfile = <S extends 200 | 201>(status: S, { profile, etag }: TaggedProfile) => ({
  status,
  headers: [['etag', etag]] satisfies HeaderList,
  body: profile,
})

const showPeople = ({ collaborators, etag }: TaggedPeople) => ({
  status: 200 as const,
  headers: [['etag', etag]] satisfies HeaderList,
  body: { collaborators },
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
    const people = await transferHandle(call.deps, callerOf(call), call.body.email)
    return isFailure(people) ? people : showPeople(people)
  },

  async listCollaborators({ deps, subject }) {
    return showPeople(await readCollaborators(deps.db, subject.handleId))
  },

  async replaceCollaborators(call) {
    const { deps, body, ifMatch } = call
    const people = await replaceCollaborators(deps, callerOf(call), body.collaborators, ifMatch)
    return isFailure(people) ? people : showPeople(people)
  },

  async listAuditEvents({ deps, subject, query }) {
    return { status: 200, body: await listAuditEvents(deps, subject.handleId, query) }
  },
}
