import { EditorSelection } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'

type Command = (view: EditorView) => boolean

/** Puts a mark around what is selected, or takes it away. */
export const wrapSelection =
  (mark: string): Command =>
  (view) => {
    const change = view.state.changeByRange(({ from, to }) => {
      const { doc } = view.state
      const before = doc.sliceString(Math.max(0, from - mark.length), from)
      const after = doc.sliceString(to, to + mark.length)
      if (before === mark && after === mark)
        return {
          changes: [
            { from: from - mark.length, to: from },
            { from: to, to: to + mark.length },
          ],
          range: EditorSelection.range(from - mark.length, to - mark.length),
        }
      return {
        changes: [
          { from, insert: mark },
          { from: to, insert: mark },
        ],
        range: EditorSelection.range(from + mark.length, to + mark.length),
      }
    })
    view.dispatch(view.state.update(change, { scrollIntoView: true, userEvent: 'input' }))
    return true
  }

/** Begins the lines of the selection with a mark. */
export const prefixLines =
  (mark: string): Command =>
  (view) => {
    const { from, to } = view.state.selection.main
    const first = view.state.doc.lineAt(from).number
    const last = view.state.doc.lineAt(to).number
    const lines = Array.from({ length: last - first + 1 }, (_, index) => view.state.doc.line(first + index))
    view.dispatch({
      changes: lines.map((line) => ({ from: line.from, insert: mark })),
      userEvent: 'input',
      scrollIntoView: true,
    })
    return true
  }

/** Makes a link of what is selected, or of the text. */
export const insertLink =
  (text: string, url: string): Command =>
  (view) => {
    const { from, to } = view.state.selection.main
    const label = (view.state.doc.sliceString(from, to) || text).replaceAll(/[[\]\\]/g, '\\$&')
    const insert = `[${label}](${url})`
    const end = from + insert.length
    view.dispatch({
      changes: { from, to, insert },
      // The address is what is typed next.
      selection: { anchor: end - 1 - url.length, head: end - 1 },
      userEvent: 'input',
      scrollIntoView: true,
    })
    return true
  }
