import type { MarkdownIt, Token } from 'markdown-it'

const BOX = /^\[([ xX])\](?=\s|$)/

/** Shows `[ ]` and `[x]` at the beginning of a list item as a box, which readers cannot tick. */
export function taskLists(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'task_lists', ({ tokens, Token }) => {
    tokens.forEach(({ type, children }, index) => {
      if (type !== 'inline' || tokens[index - 2]?.type !== 'list_item_open') return
      const text = children?.[0]
      const box = text?.type === 'text' ? BOX.exec(text.content) : null
      if (!box || !text || tokens[index - 1]?.type !== 'paragraph_open') return
      if (box[0] === text.content && children?.[1]?.type !== 'softbreak') return
      text.content = text.content.slice(box[0].length)
      children?.unshift(checkbox(new Token('checkbox', 'input', 0), box[1] !== ' '))
    })
  })
}

function checkbox(token: Token, done: boolean): Token {
  token.attrs = [
    ['type', 'checkbox'],
    ['disabled', ''],
    ['aria-label', done ? 'Done' : 'To do'],
    ...(done ? ([['checked', '']] as [string, string][]) : []),
  ]
  return token
}
