import type { contract } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import { type Handlers, mintingAnew } from '../../platform/http/operation.ts'
import type { HeaderList } from '../../platform/http/respond.ts'
import { downloadUrl, requestFileLink } from './download.ts'
import { type FileWithEtag, readFile, updateFile } from './edit.ts'
import { createFile, deleteFile, listFiles } from './own-files.ts'
import { renewUploadUrl } from './uploads.ts'

type Files = (typeof contract)['files']

const shown = ({ file, etag }: FileWithEtag) => ({
  status: 200 as const,
  headers: [['etag', etag]] satisfies HeaderList,
  body: file,
})

export const fileHandlers: Handlers<Files> = {
  async listFiles({ deps, caller, query }) {
    return { status: 200, body: await listFiles(deps, caller.handleId, query) }
  },

  createFile: mintingAnew<Files['createFile']>(
    async (call) => {
      const created = await createFile(call.deps, call.caller, call.body)
      return isFailure(created) ? created : { status: 201, body: created }
    },
    async (deps, answer) => {
      return isFailure(answer) ? answer : { ...answer, body: await renewUploadUrl(deps, answer.body) }
    },
  ),

  async getFile({ deps, caller, params }) {
    const file = await readFile(deps, caller.handleId, params.fileId)
    return isFailure(file) ? file : shown(file)
  },

  async updateFile(call) {
    const { deps, caller, params, body, ifMatch } = call
    const file = await updateFile(deps, caller, params.fileId, body, ifMatch)
    return isFailure(file) ? file : shown(file)
  },

  async deleteFile(call) {
    const failure = await deleteFile(call.deps, call.caller, call.params.fileId)
    return failure ?? { status: 204, empty: true }
  },

  async downloadFile({ deps, request, params }) {
    const url = await downloadUrl(deps, request, params.fileId)
    return isFailure(url) ? url : { status: 302, location: url }
  },

  async requestFileLink({ deps, request, params, body }) {
    const challenge = await requestFileLink(deps, request, params.fileId, body.email)
    if (isFailure(challenge)) return challenge
    const { challengeId, expiresAt } = challenge
    return { status: 202, body: { challengeId, expiresAt: expiresAt.toISOString() } }
  },
}
