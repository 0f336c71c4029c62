import { useBlocker } from '@tanstack/react-router'
import { t } from '../text/text.ts'
import { Confirm } from '../ui/confirm.tsx'
import type { Editor, EditorView } from './editor.ts'

interface LeaveProps<Fields> {
  readonly editor: Editor<Fields>
  readonly view: EditorView<Fields>
}

/** Asks whoever leaves with text that is not saved: here, and by the browser's own question. */
export function LeaveDialog<Fields>({ editor, view }: LeaveProps<Fields>) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => editor.view.isUnsaved && current.pathname !== next.pathname,
    enableBeforeUnload: () => editor.view.isUnsaved,
    withResolver: true,
  })
  return (
    <Confirm
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={t.drafts.leaveTitle}
      refusal={t.drafts.stay}
      other={{
        action: t.drafts.leave,
        onChoose: async () => {
          await editor.keep()
          blocker.proceed?.()
        },
      }}
      action={t.drafts.saveAndLeave}
      // What could not be saved stays on the screen, which says why.
      onConfirm={async () => (await editor.save()) && blocker.proceed?.()}
    >
      {view.isKept ? t.drafts.leaveKept : t.drafts.leaveLost}
    </Confirm>
  )
}
