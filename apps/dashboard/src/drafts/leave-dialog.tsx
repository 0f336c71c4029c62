import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
import { t } from '../text/text.ts'
import type { Editor, EditorView } from './editor.ts'

interface LeaveProps<Fields> {
  readonly editor: Editor<Fields>
  readonly view: EditorView<Fields>
}

/** Asks whoever leaves with text that is not saved: here, and by the browser's own question. */
export function LeaveDialog<Fields>({ editor, view }: LeaveProps<Fields>) {
  const [isSaving, setSaving] = useState(false)
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => editor.view.isUnsaved && current.pathname !== next.pathname,
    enableBeforeUnload: () => editor.view.isUnsaved,
    withResolver: true,
  })
  const stay = () => blocker.reset?.()
  const saveAndLeave = async () => {
    setSaving(true)
    const isSaved = await editor.save()
    setSaving(false)
    if (isSaved) blocker.proceed?.()
    else stay()
  }
  return (
    <Modal opened={blocker.status === 'blocked'} onClose={stay} title={t.drafts.leaveTitle}>
      <Stack>
        <Text>{view.isKept ? t.drafts.leaveKept : t.drafts.leaveLost}</Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={stay}>
            {t.drafts.stay}
          </Button>
          <Button
            variant="default"
            onClick={async () => {
              await editor.keep()
              blocker.proceed?.()
            }}
          >
            {t.drafts.leave}
          </Button>
          <Button onClick={saveAndLeave} loading={isSaving} data-autofocus>
            {t.drafts.saveAndLeave}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
