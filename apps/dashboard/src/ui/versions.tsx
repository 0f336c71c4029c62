import './versions.css'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { t } from '../text/text.ts'
import { differingLines } from './lines.ts'

/** A part of something, as people read it. */
export interface Part {
  readonly label: string
  readonly text: string
}

interface Choice {
  readonly action: string
  /** What follows from it. */
  readonly hint: string
  readonly onChoose: () => void
  readonly isPending?: boolean
}

interface VersionsProps {
  readonly mine: readonly Part[]
  readonly theirs: readonly Part[]
  /** What can become of them, the first of which is the usual one. */
  readonly choices: readonly Choice[]
}

/** Two versions of the same, beside each other, and the choice between them. */
export const Versions = ({ mine, theirs, choices }: VersionsProps) => (
  <>
    <div className="versions">
      <Version title={t.drafts.mine} parts={mine} others={theirs} />
      <Version title={t.drafts.theirs} parts={theirs} others={mine} />
    </div>
    <Group align="flex-start" gap="lg">
      {choices.map(({ action, hint, onChoose, isPending = false }, index) => (
        <Stack key={action} gap={4} maw={260}>
          <Button {...(index > 0 && { variant: 'default' })} onClick={onChoose} loading={isPending}>
            {action}
          </Button>
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
        </Stack>
      ))}
    </Group>
  </>
)

interface VersionProps {
  readonly title: string
  readonly parts: readonly Part[]
  readonly others: readonly Part[]
}

/** One of them; where it differs from the other it is marked. */
export const Version = ({ title, parts, others }: VersionProps) => (
  <section className="card version" aria-label={title}>
    <Title order={3} size="h5">
      {title}
    </Title>
    {parts.map(({ label, text }, index) => {
      const other = others[index]?.text ?? text
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
    <div className="version-text">
      {text.split('\n').map((line, index) => {
        const content = line === '' ? '\u00a0' : line
        return marks[index] ? <mark key={index}>{content}</mark> : <span key={index}>{content}</span>
      })}
    </div>
  )
}
