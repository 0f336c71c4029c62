import './compare.css'
import { Box, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { t } from '../text/text.ts'
import type { Editor, EditorView } from './editor.ts'
import { differingLines } from './lines.ts'

/** A part of a text, as people read it. */
export interface Part {
  readonly label: string
  readonly text: string
}

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
  const mine = parts(fields)
  const other = parts(theirs.fields)
  return (
    <Stack component="section" aria-label={t.drafts.compareTitle}>
      <Stack gap={4}>
        <Title order={2} size="h3">
          {t.drafts.compareTitle}
        </Title>
        <Text c="dimmed">{t.drafts.compareIntro}</Text>
      </Stack>
      <div className="compare">
        <Side title={t.drafts.mine} parts={mine} others={other} />
        <Side title={t.drafts.theirs} parts={other} others={mine} />
      </div>
      <Group align="flex-start" gap="lg">
        <Choice hint={t.drafts.keepMineHint}>
          <Button
            onClick={() => {
              editor.merge(fields)
              onClose(null)
              editor.save()
            }}
          >
            {t.drafts.keepMine}
          </Button>
        </Choice>
        <Choice hint={t.drafts.takeTheirsHint}>
          <Button
            variant="default"
            onClick={() => {
              editor.takeTheirs()
              onClose(null)
            }}
          >
            {t.drafts.takeTheirs}
          </Button>
        </Choice>
        <Choice hint={t.drafts.mergeHint}>
          <Button
            variant="default"
            onClick={() => {
              editor.merge(fields)
              onClose(theirs.fields)
            }}
          >
            {t.drafts.mergeBoth}
          </Button>
        </Choice>
      </Group>
      <Box>
        <Button variant="subtle" onClick={() => onClose(null)}>
          {t.drafts.backToEditor}
        </Button>
      </Box>
    </Stack>
  )
}

const Choice = ({ hint, children }: { hint: string; children: React.ReactNode }) => (
  <Stack gap={4} maw={260}>
    {children}
    <Text size="xs" c="dimmed">
      {hint}
    </Text>
  </Stack>
)

interface SideProps {
  readonly title: string
  readonly parts: readonly Part[]
  readonly others?: readonly Part[]
}

/** One of two texts; where it differs from the other it is marked. */
export const Side = ({ title, parts, others }: SideProps) => (
  <section className="card compare-side" aria-label={title}>
    <Title order={3} size="h5">
      {title}
    </Title>
    {parts.map(({ label, text }, index) => {
      const other = others?.[index]?.text ?? text
      return (
        <div key={label}>
          <Text size="xs" c="dimmed" fw={600}>
            {other === text ? label : `${label} · ${t.drafts.differs}`}
          </Text>
          <Lines text={text} other={other} />
        </div>
      )
    })}
  </section>
)

function Lines({ text, other }: { text: string; other: string }) {
  const marks = useMemo(() => differingLines(text, other).one, [text, other])
  if (text === '')
    return (
      <Text size="sm" c="dimmed" fs="italic">
        {t.drafts.nothing}
      </Text>
    )
  return (
    <div className="compare-text">
      {text.split('\n').map((line, index) => {
        const content = line === '' ? '\u00a0' : line
        return marks[index] ? <mark key={index}>{content}</mark> : <span key={index}>{content}</span>
      })}
    </div>
  )
}
