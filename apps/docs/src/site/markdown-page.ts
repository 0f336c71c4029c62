import { withoutMarkers } from './fences.ts'
import { DOCS_ORIGIN } from './origins.ts'
import type { Page } from './page.ts'

/** What of a page is text. */
export type MarkdownPage = Pick<Page, 'id' | 'title' | 'description' | 'body'>

/** Where a page is as Markdown. */
export const markdownUrl = ({ id }: Pick<Page, 'id'>): string => `${DOCS_ORIGIN}/${id}.md`

/** A page as text, for those who read Markdown: its links lead to Markdown too, wherever the text is read. */
export function asMarkdown({ title, description, body }: MarkdownPage): string {
  const lead = body.includes(description) ? '' : `${description}\n\n`
  return `# ${title}\n\n${lead}${withAbsoluteLinks(withoutMarkers(body)).trimEnd()}\n`
}

/** Links between pages, outside of code. */
const withAbsoluteLinks = (body: string): string =>
  body.replaceAll(
    /(^(`{3,}).*?^\2 *$)|\]\((\/[^\s)#]*)?(#[^\s)]*)?\)/gms,
    (whole, code: string | undefined, _, path: string | undefined, anchor = '') => {
      if (code !== undefined || path === undefined) return whole
      return `](${DOCS_ORIGIN}${path === '/' ? '/index.md' : /\.\w+$/.test(path) && !path.includes('/events/') ? path : `${path}.md`}${anchor})`
    },
  )
