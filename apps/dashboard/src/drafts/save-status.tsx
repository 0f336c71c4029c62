import { Group, Text, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCloudUp, IconPencil } from '@tabler/icons-react'
import { t } from '../text/text.ts'
import type { EditorView } from './editor.ts'

/** Where the text is: on the server, on its way, or on this device. */
export function SaveStatus<Fields>({ view }: { view: EditorView<Fields> }) {
  const { text, Icon, color } = stateOf(view)
  const line = (
    <Group gap={6} wrap="nowrap" role="status" c={color}>
      <Icon size={16} stroke={1.8} aria-hidden style={{ flex: 'none' }} />
      <Text size="sm">{text}</Text>
    </Group>
  )
  return view.isKept && view.theirs === null && view.saving === null ? (
    <Tooltip label={t.drafts.keptHint} multiline w={240}>
      {line}
    </Tooltip>
  ) : (
    line
  )
}

function stateOf<Fields>({ saving, theirs, isUnsaved, isKept }: EditorView<Fields>) {
  if (saving !== null) return { text: t.drafts.saving, Icon: IconCloudUp, color: 'dimmed' }
  if (theirs !== null)
    return { text: t.drafts.conflict, Icon: IconAlertTriangle, color: 'var(--mantine-color-error)' }
  if (!isUnsaved) return { text: t.drafts.saved, Icon: IconCheck, color: 'dimmed' }
  return {
    text: isKept ? t.drafts.kept : t.drafts.unsaved,
    Icon: IconPencil,
    color: 'inherit',
  }
}
