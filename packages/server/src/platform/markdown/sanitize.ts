import sanitizeHtml from 'sanitize-html'
import { linkSchemes } from './links.ts'

const blocks = ['h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote', 'pre', 'ul', 'ol', 'li']
const tables = ['table', 'thead', 'tbody', 'tr', 'th', 'td']
const inline = ['a', 'img', 'code', 'em', 'strong', 'del', 'sub', 'sup', 'kbd', 'input']
const titled = ['h2', 'h3', 'h4', 'h5', 'h6']

// The parser aligns by a style attribute, which the Content-Security-Policy of our pages forbids.
const aligned: sanitizeHtml.Transformer = (tagName, { style, align }) => {
  const side = align ?? /text-align:\s*(left|center|right)/.exec(style ?? '')?.[1]
  return { tagName, attribs: side === undefined ? {} : { align: side } }
}

const attributesByTag: Record<string, string[]> = {
  ...Object.fromEntries(titled.map((tag) => [tag, ['id', 'dir']])),
  ...Object.fromEntries(['p', 'ul', 'blockquote', 'table'].map((tag) => [tag, ['dir']])),
  ol: ['start', 'dir'],
  li: ['id'],
  a: ['href', 'title', 'rel', 'id', 'aria-label'],
  img: ['src', 'alt', 'title'],
  th: ['align'],
  td: ['align'],
  input: ['type', 'disabled', 'checked', 'aria-label'],
}

const policy: sanitizeHtml.IOptions = {
  allowedTags: [...blocks, ...tables, ...inline],
  allowedAttributes: attributesByTag,
  allowedClasses: { code: [/^language-\S+$/] },
  allowedSchemes: linkSchemes,
  allowedSchemesByTag: { img: ['https'] },
  allowProtocolRelative: false,
  transformTags: {
    // The page's title is its one h1.
    h1: 'h2',
    s: 'del',
    b: 'strong',
    i: 'em',
    a: sanitizeHtml.simpleTransform('a', { rel: 'noopener nofollow ugc' }),
    th: aligned,
    td: aligned,
  },
  // Only boxes of task lists.
  exclusiveFilter: ({ tag, attribs }) =>
    tag === 'input' && (attribs.type !== 'checkbox' || attribs.disabled === undefined),
}

/** What may stand in our pages of HTML that a creator had a hand in. The rules before it leave little to do. */
export const sanitize = (html: string): string => sanitizeHtml(html, policy)
