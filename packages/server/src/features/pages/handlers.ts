import type { contract } from '@latchkey/contract'
import { fail, isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { checkAccess, type PageNames } from './access.ts'
import { listPages, readPage } from './service.ts'

export const pageHandlers: Handlers<typeof contract.pages> = {
  async listPublicPages({ deps, params, query }) {
    const list = await listPages(deps, params.handle, query)
    return isFailure(list) ? list : { status: 200, body: list }
  },

  async getPublicPage({ deps, request, params }) {
    const page = await readPage(deps, names(params), request.visitorCredential.token)
    return isFailure(page) ? page : { status: 200, body: page }
  },

  async checkPageAccess({ deps, request, params }) {
    const answer = await checkAccess(deps, names(params), request.visitorCredential.token)
    return answer ? { status: 200, body: answer } : fail('page_not_found')
  },
}

const names = (params: { handle: string; pageSlug: string }): PageNames => ({
  handle: params.handle,
  slug: params.pageSlug,
})
