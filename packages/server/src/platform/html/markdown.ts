import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'

// It parses hostile input in reasonable time and bounds nesting, which not every renderer does.
const parser = new MarkdownIt({ html: true, linkify: true })

const blocks = ['h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote', 'pre', 'ul', 'ol', 'li']
const tables = ['table', 'thead', 'tbody', 'tr', 'th', 'td']
const inline = ['a', 'img', 'code', 'em', 'strong', 'del']

// The parser aligns by a style attribute, which the Content-Security-Policy of our pages forbids.
const aligned: sanitizeHtml.Transformer = (tagName, { style, align }) => {
  const side = align ?? /text-align:\s*(left|center|right)/.exec(style ?? '')?.[1]
  return { tagName, attribs: side === undefined ? {} : { align: side } }
}

const policy: sanitizeHtml.IOptions = {
  allowedTags: [...blocks, ...tables, ...inline],
  allowedAttributes: {
    a: ['href', 'title', 'rel'],
    img: ['src', 'alt', 'title'],
    th: ['align'],
    td: ['align'],
    ol: ['start'],
  },
  allowedSchemes: ['https', 'http', 'mailto'],
  allowedSchemesByTag: { img: ['https'] },
  allowProtocolRelative: false,
  transformTags: {
    // The page's title is its one h1.
    h1: 'h2',
    s: 'del',
    a: sanitizeHtml.simpleTransform('a', { rel: 'noopener nofollow ugc' }),
    th: aligned,
    td: aligned,
  },
}

/** UTF-16 code units of HTML that are kept. */
const KEPT_HTML = 8 * 1024 * 1024

// By the text itself, so nothing ever has to be taken back; whoever may read it was decided before.
const kept = new LRUCache<string, string>({ maxSize: KEPT_HTML, sizeCalculation: (html) => html.length + 1 })

/**
 * Markdown as HTML that is safe to insert into a page: scripts, styles, forms and odd URL schemes do not survive.
 * Rendering takes up to a second of the one thread for the worst texts, so the same text is not rendered twice.
 */
export function renderMarkdown(markdown: string): string {
  const key = createHash('sha256').update(markdown).digest('base64')
  const known = kept.get(key)
  if (known !== undefined) return known
  const html = sanitizeHtml(parser.render(markdown), policy)
  kept.set(key, html)
  return html
}
