import MarkdownIt, { type Token } from 'markdown-it'
import { blocks, containers, directions } from './blocks.ts'
import { footnotes } from './footnotes.ts'
import { headings } from './headings.ts'
import { isAllowedLink } from './links.ts'
import { rawHtml } from './raw-html.ts'
import { sanitize } from './sanitize.ts'
import { taskLists } from './task-lists.ts'
import { HTML_LIMIT } from './version.ts'

/** Thrown when a text becomes more HTML than the limit. */
export class TooLarge extends Error {}

/** Whatever is typed is shown, if not as what it was meant for, then as text. */
const parser = new MarkdownIt({ html: true, linkify: true })
parser.validateLink = isAllowedLink
// As it was typed: decoding would change it.
parser.normalizeLinkText = (url) => url
parser.use(blocks).use(containers).use(rawHtml).use(footnotes).use(headings).use(taskLists).use(directions)

/**
 * Markdown as HTML that is safe to insert into a page: scripts, styles, forms and odd URL schemes do not survive.
 * Some texts take seconds: the server does not call it, but asks the worker (`MarkdownRenderer`) that does.
 * @param prefix what ids begin with, so that those of two texts on one page differ.
 * @throws TooLarge
 */
export function renderMarkdown(markdown: string, prefix = 'content-'): string {
  const env = { prefix }
  const tokens = parser.parse(markdown, env)
  // Before it is put together: a long URL that is referred to often makes gigabytes.
  if (sizeOf(tokens) > HTML_LIMIT) throw new TooLarge()
  const html = sanitize(parser.renderer.render(tokens, parser.options, env))
  if (html.length > HTML_LIMIT) throw new TooLarge()
  return html
}

function sizeOf(tokens: readonly Token[]): number {
  let size = 0
  for (const { content, attrs, children } of tokens) {
    size += children && children.length > 0 ? sizeOf(children) : content.length
    for (const [name, value] of attrs ?? []) size += name.length + String(value).length
    if (size > HTML_LIMIT) break
  }
  return size
}
