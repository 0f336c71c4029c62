import type { MarkdownIt, StateBlock, StateCore, StateInline, Token } from 'markdown-it'
import { envOf } from './env.ts'

// Bounded: each of many beginnings without an end would look through the rest.
const DEFINITION = /\[\^([^\]\s]{1,200})\]:[ \t]*/y
const REFERENCE = /\[\^([^\]\s]{1,200})\]/y

/** Footnotes as GitHub has them: `[^1]` in the text, `[^1]: …` anywhere. One that nothing refers to is shown too. */
export function footnotes(md: MarkdownIt): void {
  md.block.ruler.before('reference', 'footnote', define, { alt: ['paragraph', 'reference'] })
  md.inline.ruler.before('link', 'footnote_reference', refer)
  md.core.ruler.after('inline', 'footnotes', collect)
  md.renderer.rules.footnote_reference = (tokens, index, _options, _env, renderer) => {
    const token = tokens[index]
    return token ? `<sup><a${renderer.renderAttrs(token)}>${token.content}</a></sup>` : ''
  }
  md.renderer.rules.footnote_return = (tokens, index, _options, _env, renderer) => {
    const token = tokens[index]
    return token ? ` <a${renderer.renderAttrs(token)}>↩</a>` : ''
  }
}

/** What belongs to a definition is indented, as in a list item. */
function define(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  DEFINITION.lastIndex = start
  const label = DEFINITION.exec(state.src)?.[1]
  const end = DEFINITION.lastIndex
  if (label === undefined || end > (state.eMarks[startLine] ?? 0)) return false
  if (silent) return true
  const env = envOf(state)
  env.footnoteLabels ??= new Set()
  env.footnoteLabels.add(keyOf(label))
  const open = state.push('footnote_open', '', 1)
  open.meta = { label: keyOf(label) }
  const before = {
    bMark: state.bMarks[startLine] ?? 0,
    tShift: state.tShift[startLine] ?? 0,
    sCount: state.sCount[startLine] ?? 0,
  }
  const { parentType, blkIndent } = state
  state.bMarks[startLine] = end
  state.tShift[startLine] = 0
  state.blkIndent += 4
  state.sCount[startLine] = state.blkIndent
  state.parentType = 'footnote'
  state.line = startLine
  state.md.block.tokenize(state, startLine, endLine)
  state.line = Math.max(state.line, startLine + 1)
  Object.assign(state, { parentType, blkIndent })
  state.bMarks[startLine] = before.bMark
  state.tShift[startLine] = before.tShift
  state.sCount[startLine] = before.sCount
  state.push('footnote_close', '', -1)
  return true
}

function refer(state: StateInline, silent: boolean): boolean {
  REFERENCE.lastIndex = state.pos
  const label = REFERENCE.exec(state.src)?.[1]
  if (label === undefined || REFERENCE.lastIndex > state.posMax || state.linkLevel > 0) return false
  const end = REFERENCE.lastIndex
  if (!envOf(state).footnoteLabels?.has(keyOf(label))) return false
  if (!silent) {
    const token = state.push('footnote_reference', '', 0)
    token.content = state.src.slice(state.pos, end)
    token.meta = { label: keyOf(label) }
  }
  state.pos = end
  return true
}

const keyOf = (label: string): string => label.toLowerCase()
const labelOf = ({ meta }: Token): string => String(meta?.label)

interface Footnote {
  readonly label: string
  readonly tokens: Token[]
  number: number
  references: number
}

/** Moves the definitions to the end, in the order in which they are referred to, and numbers them. */
function collect(state: StateCore): void {
  const { prefix } = envOf(state)
  const { text, defined } = takeDefinitions(state.tokens)
  if (defined.length === 0) return
  // Of two with one label the first counts.
  const byLabel = new Map(defined.toReversed().map((footnote) => [footnote.label, footnote]))
  const order: Footnote[] = []
  const add = (footnote: Footnote) => {
    order.push(footnote)
    footnote.number = order.length
  }
  const follow = (tokens: readonly Token[]) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const footnote = token.type === 'footnote_reference' ? byLabel.get(labelOf(token)) : undefined
      if (!footnote) continue
      if (footnote.number === 0) add(footnote)
      const repeat = footnote.references++ === 0 ? '' : `.${footnote.references}`
      const id = `${prefix}note.${footnote.number}`
      token.content = String(footnote.number)
      token.attrs = [
        ['href', `#${id}`],
        ['id', `${id}.ref${repeat}`],
      ]
    }
  }
  follow(text)
  // Footnotes may refer to others, which then follow.
  let followed = 0
  const followAll = () => {
    for (; followed < order.length; followed++) follow(order[followed]?.tokens ?? [])
  }
  followAll()
  for (const footnote of defined) {
    if (footnote.number !== 0) continue
    add(footnote)
    followAll()
  }
  const { Token: TokenClass } = state
  const token = (type: string, tag: string, nesting: -1 | 0 | 1, attrs: [string, string][] = []) =>
    Object.assign(new TokenClass(type, tag, nesting), { block: true, attrs })
  const list = order.flatMap(({ number, references, tokens }) => {
    const id = `${prefix}note.${number}`
    const attrs: [string, string][] = [
      ['href', `#${id}.ref`],
      ['aria-label', `Back to reference ${number}`],
    ]
    const last = tokens.at(-2)
    if (references > 0) {
      const back = Object.assign(new TokenClass('footnote_return', '', 0), { attrs })
      if (last?.type === 'inline' && tokens.at(-1)?.type === 'paragraph_close') last.children?.push(back)
      else tokens.push(back)
    }
    return [token('list_item_open', 'li', 1, [['id', id]]), ...tokens, token('list_item_close', 'li', -1)]
  })
  state.tokens = [
    ...text,
    token('hr', 'hr', 0),
    token('ordered_list_open', 'ol', 1),
    ...list,
    token('ordered_list_close', 'ol', -1),
  ]
}

/** The tokens of the text, and those of each footnote, whose own definitions stand beside it. */
function takeDefinitions(tokens: readonly Token[]): { text: Token[]; defined: Footnote[] } {
  const text: Token[] = []
  const defined: Footnote[] = []
  const open: Footnote[] = []
  for (const token of tokens) {
    if (token.type === 'footnote_open') {
      const footnote: Footnote = { label: labelOf(token), tokens: [], number: 0, references: 0 }
      defined.push(footnote)
      open.push(footnote)
    } else if (token.type === 'footnote_close') open.pop()
    else (open.at(-1)?.tokens ?? text).push(token)
  }
  return { text, defined }
}
