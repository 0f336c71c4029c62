import type { contract } from '@latchkey/contract'
import type { NamedHandle } from '../../platform/audit.ts'
import type { Deps } from '../../platform/deps.ts'
import { fail, isFailure } from '../../platform/failure.ts'
import { type Handlers, prepared } from '../../platform/http/operation.ts'
import type { HeaderList } from '../../platform/http/respond.ts'
import { renderTexts } from '../../platform/markdown/texts.ts'
import { checkAccess, type PageNames } from './access.ts'
import { createPage, type PageHtml, renderPage, updatePage } from './edit.ts'
import { etagOf, listOwnPages, presentPage, previewPage, readOwnPage } from './own-pages.ts'
import type { OwnPage } from './own-queries.ts'
import { deletePage, type Publication, publishPage, unpublishPage } from './publish.ts'
import { CONTENT_PREFIX } from './render-anew.ts'
import { listPages, readPage } from './service.ts'

type Pages = typeof contract.pages

export const pageHandlers: Handlers<Pages> = {
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

  async listPages(call) {
    return { status: 200, body: await listOwnPages(call.deps, call.caller, call.query) }
  },

  createPage: prepared<Pages['createPage'], PageHtml>(
    (call) => renderPage(call.deps, call.caller, call.body),
    async (call, html) => {
      const row = await createPage(call.deps, call.caller, call.body, html)
      return isFailure(row) ? row : { status: 201, ...shown(call, row) }
    },
  ),

  async getPage(call) {
    const row = await readOwnPage(call.deps, call.caller, call.params.pageSlug)
    return isFailure(row) ? row : { status: 200, ...shown(call, row) }
  },

  updatePage: prepared<Pages['updatePage'], PageHtml>(
    (call) => renderPage(call.deps, call.caller, { ...call.body, slug: call.params.pageSlug }),
    async (call, html) => {
      const { deps, params, body, ifMatch } = call
      const row = await updatePage(deps, call.caller, params.pageSlug, body, html, ifMatch)
      return isFailure(row) ? row : { status: 200, ...shown(call, row) }
    },
  ),

  async deletePage(call) {
    const deleted = await deletePage(call.deps, call.caller, call.params.pageSlug, call.ifMatch)
    return isFailure(deleted) ? deleted : { status: 200, body: deleted }
  },

  async publishPage(call) {
    const publication = await publishPage(call.deps, call.caller, call.params.pageSlug)
    return isFailure(publication) ? publication : publicationAnswer(call, publication)
  },

  async unpublishPage(call) {
    const publication = await unpublishPage(call.deps, call.caller, call.params.pageSlug)
    return isFailure(publication) ? publication : publicationAnswer(call, publication)
  },

  async previewPage(call) {
    const preview = await previewPage(call.deps, call.caller, call.params.pageSlug)
    return isFailure(preview) ? preview : { status: 200, body: preview }
  },

  async renderMarkdown({ deps, caller, body }) {
    const source = { text: body.markdown, prefix: CONTENT_PREFIX }
    const rendered = await renderTexts(deps, caller.handleId, { markdown: source })
    return isFailure(rendered) ? rendered : { status: 200, body: { html: rendered.markdown ?? '' } }
  },
}

/** What handlers of the control plane need of their call to show a page. */
interface OwnCall {
  readonly deps: Deps
  readonly caller: NamedHandle
}

const shown = (call: OwnCall, row: OwnPage) => ({
  headers: [['etag', etagOf(row)]] satisfies HeaderList,
  body: presentPage(call.deps, call.caller, row),
})

function publicationAnswer(call: OwnCall, { row, warning }: Publication) {
  const { headers, body: page } = shown(call, row)
  return { status: 200 as const, headers, body: { page, warning } }
}

const names = (params: { handle: string; pageSlug: string }): PageNames => ({
  handle: params.handle,
  slug: params.pageSlug,
})
