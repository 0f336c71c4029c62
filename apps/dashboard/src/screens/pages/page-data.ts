import { keys } from '@latchkey/sdk/react-query'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import type { Version } from '../../drafts/editing.ts'
import { bodyOf, fieldsOf, type Page, type PageFields } from './fields.ts'

/** A page, and the name of the state that it is in. */
export interface PageVersion extends Version<PageFields> {
  readonly page: Page
}

interface Path {
  readonly handle: string
  readonly pageSlug: string
}

const versionOf = (page: Page, response: Response): PageVersion => ({
  page,
  etag: response.headers.get('etag') ?? '',
  fields: fieldsOf(page),
})

async function read(path: Path, signal?: AbortSignal): Promise<PageVersion> {
  const { data, error, response } = await latchkey.pages.getPage({ path, signal })
  if (error) throw error
  return versionOf(data, response)
}

/** The page with its ETag, which the SDK's own query leaves out. */
export const pageQuery = (path: Path) => ({
  queryKey: [...keys.operation(latchkey.pages.getPage, { path }), 'version'] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => read(path, signal),
  retry: false,
})

/** From now on it is this version; a read that began before would be of an older one. */
async function remember(path: Path, version: PageVersion): Promise<PageVersion> {
  const { queryKey } = pageQuery(path)
  await queryClient.cancelQueries({ queryKey })
  queryClient.setQueryData(queryKey, version)
  queryClient.invalidateQueries({ queryKey: keys.operation(latchkey.pages.listPages) })
  queryClient.invalidateQueries({ queryKey: keys.operation(latchkey.pages.previewPage) })
  return version
}

/** Reads what the server has now, whatever else is being read. */
export const loadPage = async (path: Path): Promise<PageVersion> => await remember(path, await read(path))

/** Writes a page in place of the version that it was made from. @throws as the SDK does. */
export async function savePage(
  path: Path,
  fields: PageFields,
  { etag, key }: { etag: string; key: string },
): Promise<PageVersion> {
  const header = { 'If-Match': etag, 'Idempotency-Key': key }
  const { data, error, response } = await latchkey.pages.updatePage({ path, header, body: bodyOf(fields) })
  if (error) throw error
  return await remember(path, versionOf(data, response))
}

/** Shows a page to visitors, or hides it. */
export async function movePage(
  path: Path,
  to: 'publishPage' | 'unpublishPage',
  key: string,
): Promise<{ version: PageVersion; warning: 'not_for_sale' | 'hidden_from_buyers' | (string & {}) | null }> {
  const header = { 'Idempotency-Key': key }
  const { data, error, response } = await latchkey.pages[to]({ path, header })
  if (error) throw error
  const version = await remember(path, versionOf(data.page, response))
  return { version, warning: data.warning?.code ?? null }
}
