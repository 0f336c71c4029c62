import './markdown-field.css'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { markdown } from '@codemirror/lang-markdown'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { Compartment, EditorState } from '@codemirror/state'
import { EditorView, keymap, placeholder as showPlaceholder } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { type RefObject, useEffect, useImperativeHandle, useRef } from 'react'
import { insertLink, prefixLines, wrapSelection } from './markdown-commands.ts'

/** What the tools above the text do to it. */
export interface MarkdownTools {
  wrap(mark: string): void
  prefix(mark: string): void
  link(text: string, url: string): void
  focus(): void
}

interface MarkdownFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly label: string
  readonly describedBy: string
  readonly placeholder: string
  readonly isReadOnly: boolean
  readonly tools: RefObject<MarkdownTools | null>
}

const highlighting = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '700' },
  { tag: tags.strong, fontWeight: '700' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  {
    tag: [tags.processingInstruction, tags.contentSeparator, tags.url],
    color: 'var(--mantine-color-dimmed)',
  },
  { tag: tags.link, color: 'var(--mantine-color-anchor)' },
  { tag: tags.quote, color: 'var(--mantine-color-dimmed)', fontStyle: 'italic' },
  { tag: tags.monospace, fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.9em' },
])

/** Where Markdown is written. Tab leaves it, as it leaves every other field. */
export default function MarkdownField(props: MarkdownFieldProps) {
  const { value, label, describedBy, placeholder, isReadOnly, tools } = props
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef(props)
  latest.current = props
  const settings = useRef(new Compartment())

  useEffect(() => {
    const editor = new EditorView({
      doc: latest.current.value,
      ...(host.current && { parent: host.current }),
      extensions: [
        history(),
        markdown(),
        syntaxHighlighting(highlighting),
        EditorView.lineWrapping,
        keymap.of([
          { key: 'Mod-b', run: wrapSelection('**') },
          { key: 'Mod-i', run: wrapSelection('*') },
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        settings.current.of([]),
        EditorView.updateListener.of(({ docChanged, state, transactions }) => {
          if (docChanged && !transactions.some((each) => each.isUserEvent('set')))
            latest.current.onChange(state.doc.toString())
        }),
      ],
    })
    view.current = editor
    return () => {
      editor.destroy()
      view.current = null
    }
  }, [])

  useEffect(() => {
    view.current?.dispatch({
      effects: settings.current.reconfigure([
        EditorView.contentAttributes.of({
          'aria-label': label,
          'aria-describedby': describedBy,
          spellcheck: 'true',
          autocapitalize: 'sentences',
        }),
        showPlaceholder(placeholder),
        EditorState.readOnly.of(isReadOnly),
        EditorView.editable.of(!isReadOnly),
      ]),
    })
  }, [label, describedBy, placeholder, isReadOnly])

  // What comes from elsewhere, such as the text of somebody else, takes the place of what is here.
  useEffect(() => {
    const editor = view.current
    if (!editor) return
    const plain = value.replaceAll(/\r\n?/g, '\n')
    const length = editor.state.doc.length
    if (editor.state.doc.toString() === plain) return
    editor.dispatch({ changes: { from: 0, to: length, insert: plain }, userEvent: 'set' })
  }, [value])

  useImperativeHandle(tools, () => {
    const run = (command: (editor: EditorView) => boolean) => {
      if (!view.current) return
      command(view.current)
      view.current.focus()
    }
    return {
      wrap: (mark) => run(wrapSelection(mark)),
      prefix: (mark) => run(prefixLines(mark)),
      link: (text, url) => run(insertLink(text, url)),
      focus: () => view.current?.focus(),
    }
  }, [])

  return <div className="markdown-field" ref={host} />
}
