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

/** Markdown as HTML that is safe to insert into a page: scripts, styles, forms and odd URL schemes do not survive. */
export const renderMarkdown = (markdown: string): string => sanitizeHtml(parser.render(markdown), policy)
