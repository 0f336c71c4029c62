import type { MarkdownIt, StateBlock } from 'markdown-it'
import { envOf, type RenderEnv, resolveFragment } from './env.ts'

const blockTags = ['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'blockquote', 'table']
const partTags = ['hr', 'li', 'thead', 'tbody', 'tr', 'th', 'td']
const inlineTags = ['a', 'img', 'br', 'code', 'em', 'strong', 'del', 's', 'b', 'i', 'sub', 'sup', 'kbd']
const allowedTags = new Set([...blockTags, ...partTags, ...inlineTags, 'pre'])
const allowedAttributes = new Set(['href', 'title', 'src', 'alt', 'align', 'start'])

const TAG =
  /<(\/?)([a-z][a-z0-9-]*)((?:\s+[a-z_:][a-z0-9_:.-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>/iy
const ATTRIBUTE = /([a-z_:][a-z0-9_:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/gi

const BLOCK = new RegExp(`^</?(?:${[...blockTags, ...partTags].join('|')})(?=\\s|/?>|$)`, 'i')
const PRE = /^<pre(?=\s|>|$)/i

/** Lets through the tags that creators may write; all others are shown as they were typed. Comments are not shown. */
export function rawHtml(md: MarkdownIt): void {
  md.block.ruler.at('html_block', block, { alt: ['paragraph', 'reference', 'blockquote'] })
  md.renderer.rules.html_block = (tokens, index, _options, env) =>
    allowed(tokens[index]?.content ?? '', env as RenderEnv)
  md.renderer.rules.html_inline = (tokens, index, _options, env) =>
    allowed(tokens[index]?.content ?? '', env as RenderEnv)
}

/** CommonMark's HTML blocks that begin with a comment, `<pre>` or another block that is allowed; the rest is Markdown. */
function block(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  if (state.src.charCodeAt(start) !== 0x3c) return false
  const first = state.src.slice(start, state.eMarks[startLine])
  const isComment = first.startsWith('<!--')
  const isPre = PRE.test(first)
  if (!isComment && !isPre && !BLOCK.test(first)) return false
  const closing = isComment
    ? indexAfter(state, '-->', start + 2)
    : isPre
      ? indexAfter(state, '</pre>', start)
      : -1
  // Otherwise the rest would be a comment.
  if (isComment && closing < 0) return false
  if (silent) return true
  const end =
    isComment || isPre ? lineAfter(state, startLine, endLine, closing) : blankLine(state, startLine, endLine)
  state.line = end
  const token = state.push('html_block', '', 0)
  token.map = [startLine, end]
  token.content = state.getLines(startLine, end, state.blkIndent, true)
  return true
}

/** Remembered between two calls: of many beginnings without an end each would look through the rest. */
function indexAfter(state: StateBlock, text: string, from: number): number {
  const env = envOf(state)
  const key = `after ${text}`
  const known = env[key] as { from: number; at: number } | undefined
  if (known && from >= known.from && (known.at < 0 || from <= known.at)) return known.at
  const at = state.src.toLowerCase().indexOf(text, from)
  env[key] = { from, at }
  return at
}

/** The line after the one that holds the position, at most that after the container. */
function lineAfter(state: StateBlock, startLine: number, endLine: number, at: number): number {
  let line = startLine
  do {
    if ((state.eMarks[line] ?? 0) > at && at >= 0) return line + 1
    line++
  } while (line < endLine && ((state.sCount[line] ?? 0) >= state.blkIndent || state.isEmpty(line)))
  return line
}

function blankLine(state: StateBlock, startLine: number, endLine: number): number {
  let line = startLine + 1
  while (line < endLine && !state.isEmpty(line) && (state.sCount[line] ?? 0) >= state.blkIndent) line++
  return line
}

/** The tags that are allowed, with the attributes that are; everything else as text. */
function allowed(html: string, env: RenderEnv): string {
  const lastComment = html.lastIndexOf('-->')
  let result = ''
  let at = 0
  for (let open = html.indexOf('<'); open >= 0; open = html.indexOf('<', at)) {
    result += textOf(html.slice(at, open))
    if (html.startsWith('<!--', open) && open + 2 <= lastComment) {
      at = html.indexOf('-->', open + 2) + 3
      continue
    }
    TAG.lastIndex = open
    const [tag, closing, name = '', attributes = ''] = TAG.exec(html) ?? []
    if (tag !== undefined && allowedTags.has(name.toLowerCase())) {
      result += closing ? `</${name}>` : `<${name}${attributesOf(name, attributes, env)}>`
      at = open + tag.length
    } else {
      result += '&lt;'
      at = open + 1
    }
  }
  return result + textOf(html.slice(at))
}

/** HTML takes some references without their semicolon, and letters after them with it; Markdown does not. */
const textOf = (html: string): string =>
  html.replace(/&(?!(?:#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z][a-z0-9]{0,31});)/gi, '&amp;')

function attributesOf(tag: string, attributes: string, env: RenderEnv): string {
  const kept = [...attributes.matchAll(ATTRIBUTE)].flatMap(([, name = '', ...values]) => {
    if (!allowedAttributes.has(name.toLowerCase())) return []
    const value = values.find((each) => each !== undefined) ?? ''
    const target = name.toLowerCase() === 'href' ? resolveFragment(env, value) : value
    return ` ${name}="${textOf(target).replaceAll('"', '&quot;')}"`
  })
  return blockTags.includes(tag.toLowerCase()) ? `${kept.join('')} dir="auto"` : kept.join('')
}
