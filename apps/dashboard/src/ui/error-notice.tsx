import { errorTexts } from 'virtual:contract'
import { LatchkeyError, TransportError } from '@latchkey/sdk'
import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { t } from '../text/text.ts'
import { CopyButton } from './copy-button.tsx'

/** What to say about an error: what happened, and what to do. */
export function explain(error: unknown): { title: string; hint: string | null } {
  if (LatchkeyError.is(error)) {
    const known = errorTexts[error.rawCode]
    return known ? { title: known.sentence, hint: known.cure } : { title: error.message, hint: null }
  }
  if (error instanceof TransportError) return { title: t.ui.unreachable, hint: t.ui.unreachableHint }
  return { title: t.ui.unexpected, hint: t.ui.unexpectedHint }
}

/** An error where it belongs: beside what could not be read or done. Nothing while there is none. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { handle } = useParams({ strict: false })
  if (error === null || error === undefined) return null
  const { title, hint } = explain(error)
  const answered = LatchkeyError.is(error) ? error : null
  return (
    <Alert role="alert" variant="light" color="red" icon={<IconAlertCircle />} title={title}>
      <Stack gap="xs">
        {hint && <Text size="sm">{hint}</Text>}
        <Group gap="sm">
          {onRetry && (
            <Button size="xs" variant="default" onClick={onRetry}>
              {t.ui.retry}
            </Button>
          )}
          {answered?.requestId && <CopyButton label={t.ui.requestId} value={answered.requestId} />}
          {answered?.requestId && handle && (
            <Anchor
              size="xs"
              renderRoot={(props) => (
                <Link
                  to="/h/$handle/support"
                  params={{ handle }}
                  search={{ requestId: answered.requestId ?? '' }}
                  {...props}
                />
              )}
            >
              {t.support.report}
            </Anchor>
          )}
          {answered?.docUrl && (
            <Anchor size="xs" href={answered.docUrl} target="_blank" rel="noreferrer">
              {t.ui.learnMore}
            </Anchor>
          )}
        </Group>
      </Stack>
    </Alert>
  )
}
