import { Box, Button, Stack, Text, Title } from '@mantine/core'
import { t } from '../text/text.ts'
import { type Part, Versions } from '../ui/versions.tsx'
import type { Editor, EditorView } from './editor.ts'

interface CompareProps<Fields> {
  readonly editor: Editor<Fields>
  readonly view: EditorView<Fields>
  /** The parts of a text, always the same ones in the same order. */
  readonly parts: (fields: Fields) => readonly Part[]
  /** Back to the editor, where one's own text goes on beside the other's, if that was asked for. */
  readonly onClose: (beside: Fields | null) => void
}

/** Both texts, and the choice between them. */
export function Compare<Fields>({ editor, view, parts, onClose }: CompareProps<Fields>) {
  const { theirs, fields } = view
  if (theirs === null) return null
  const keep = () => {
    editor.merge(fields)
    onClose(null)
    editor.save()
  }
  const take = () => {
    editor.takeTheirs()
    onClose(null)
  }
  const merge = () => {
    editor.merge(fields)
    onClose(theirs.fields)
  }
  return (
    <Stack component="section" aria-label={t.drafts.compareTitle}>
      <Stack gap={4}>
        <Title order={2} size="h3">
          {t.drafts.compareTitle}
        </Title>
        <Text c="dimmed">{t.drafts.compareIntro}</Text>
      </Stack>
      <Versions
        mine={parts(fields)}
        theirs={parts(theirs.fields)}
        choices={[
          { action: t.drafts.keepMine, hint: t.drafts.keepMineHint, onChoose: keep },
          { action: t.drafts.takeTheirs, hint: t.drafts.takeTheirsHint, onChoose: take },
          { action: t.drafts.mergeBoth, hint: t.drafts.mergeHint, onChoose: merge },
        ]}
      />
      <Box>
        <Button variant="subtle" onClick={() => onClose(null)}>
          {t.drafts.backToEditor}
        </Button>
      </Box>
    </Stack>
  )
}
