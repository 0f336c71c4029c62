import type { MarkdownIt, StateBlock, Token } from 'markdown-it'

/** Keeps cells beyond the columns of a table, which GitHub's Markdown leaves out. */
export function blocks(md: MarkdownIt): void {
  const table = md.block.ruler.getRules('').find(({ name }) => name === 'table')
  if (!table) throw new Error('The parser has no tables.')
  const withAllCells: typeof table = (state, startLine, endLine, silent) => {
    const first = state.tokens.length
    if (!table(state, startLine, endLine, silent)) return false
    if (!silent) state.tokens.push(...state.tokens.splice(first).flatMap(completed(state)))
    return true
  }
  md.block.ruler.at('table', withAllCells, { alt: ['paragraph', 'reference'] })
}

function completed(state: StateBlock): (token: Token, index: number, all: readonly Token[]) => Token[] {
  let line = 0
  let cells = 0
  return (token) => {
    if (token.type === 'tr_open') {
      line = token.map?.[0] ?? 0
      cells = 0
    }
    if (token.type === 'td_open' || token.type === 'th_open') cells++
    if (token.type !== 'tr_close') return [token]
    const left = cellsOf(state, line).slice(cells)
    return [...left.flatMap((content) => cell(state, content, token.level)), token]
  }
}

/** What stands between the bars of a line, as the parser splits it. */
function cellsOf(state: StateBlock, line: number): string[] {
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)
  const text = state.src.slice(start, state.eMarks[line]).trim()
  const cells = text.split(/(?<!\\)\|/).map((content) => content.replaceAll('\\|', '|'))
  if (cells[0] === '') cells.shift()
  if (cells.at(-1) === '') cells.pop()
  return cells
}

function cell({ Token }: StateBlock, content: string, level: number): Token[] {
  const open = Object.assign(new Token('td_open', 'td', 1), { block: true, level: level + 1 })
  const inline = Object.assign(new Token('inline', '', 0), {
    block: true,
    level: level + 2,
    content: content.trim(),
    children: [],
  })
  return [open, inline, Object.assign(new Token('td_close', 'td', -1), { block: true, level: level + 1 })]
}

/** Shows what is nested deeper than the parser goes as one paragraph, which it would leave out. */
export function containers(md: MarkdownIt): void {
  const tokenize = md.block.tokenize.bind(md.block)
  md.block.tokenize = (state, startLine, endLine) => {
    if (state.level < md.options.maxNesting) return tokenize(state, startLine, endLine)
    state.push('paragraph_open', 'p', 1)
    const inline = state.push('inline', '', 0)
    inline.content = state.getLines(startLine, endLine, state.blkIndent, false).trim()
    inline.children = []
    state.push('paragraph_close', 'p', -1)
    state.line = endLine
  }
}

const OUTERMOST = /^(?:paragraph|heading|bullet_list|ordered_list|blockquote|table)_open$/

/** Each outermost block has the writing direction of what is in it. */
export function directions(md: MarkdownIt): void {
  md.core.ruler.push('directions', ({ tokens }) => {
    let depth = 0
    for (const token of tokens) {
      if (depth === 0 && OUTERMOST.test(token.type)) token.attrSet('dir', 'auto')
      depth += token.nesting
    }
  })
}
