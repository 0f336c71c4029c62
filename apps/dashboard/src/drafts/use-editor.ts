import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { markUnsaved } from './drafts.ts'
import { createEditor, type Editor, type EditorOptions, type EditorView } from './editor.ts'
import { draftStore } from './store.ts'
import { tabs } from './tabs.ts'

/** Milliseconds after a key is pressed until the text is kept. */
const KEEP_AFTER = 300

type Given<Fields> = Omit<EditorOptions<Fields>, 'store' | 'tabs' | 'now' | 'later'>

/**
 * A text that is edited and never lost: kept on the device while it is typed, saved when asked. `version` is what the
 * server has, as a query read it last. Give the component a `key` for the text that it is of. Show its state by
 * `SaveStatus`, `DraftNotices`, `LeaveDialog` and `Compare`.
 */
export function useEditor<Fields>(given: Given<Fields>): {
  editor: Editor<Fields>
  view: EditorView<Fields>
} {
  const latest = useRef(given)
  latest.current = given
  const [editor] = useState(() =>
    createEditor<Fields>({
      ...given,
      save: (fields, to) => latest.current.save(fields, to),
      load: () => latest.current.load(),
      store: draftStore,
      tabs,
      now: () => Date.now(),
      later(run) {
        const timer = setTimeout(run, KEEP_AFTER)
        return () => clearTimeout(timer)
      },
    }),
  )
  const view = useSyncExternalStore(editor.subscribe, () => editor.view)
  useEffect(() => editor.open(), [editor])
  useEffect(() => editor.found(given.version), [editor, given.version])
  useEffect(() => {
    markUnsaved(editor, view.isUnsaved)
    return () => markUnsaved(editor, false)
  }, [editor, view.isUnsaved])
  useEffect(() => {
    // Phones end pages that are out of sight, without a word.
    const keep = () => void editor.keep()
    const go = () => {
      keep()
      editor.tell('gone')
    }
    const comeBack = ({ persisted }: PageTransitionEvent) => {
      if (persisted) editor.tell('here')
    }
    document.addEventListener('visibilitychange', keep)
    window.addEventListener('pagehide', go)
    window.addEventListener('pageshow', comeBack)
    return () => {
      document.removeEventListener('visibilitychange', keep)
      window.removeEventListener('pagehide', go)
      window.removeEventListener('pageshow', comeBack)
    }
  }, [editor])
  return { editor, view }
}
