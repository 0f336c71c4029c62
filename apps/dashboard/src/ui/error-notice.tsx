import { errorTexts } from 'virtual:contract'
import { LatchkeyError } from '@latchkey/sdk'
import { Alert, Anchor, Button, Group, List, Stack, Text } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { t } from '../text/text.ts'
import { CopyButton } from './copy-button.tsx'
import { explainer } from './explain.ts'

/** What to say about an error: what happened, and what to do. */
export const explain = explainer(errorTexts)

/** An error where it belongs: beside what could not be read or done. Nothing while there is none. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { handle } = useParams({ strict: false })
  if (error === null || error === undefined) return null
  const { title, hint } = explain(error)
  const answered = LatchkeyError.is(error) ? error : null
  const issues = answered?.code === 'invalid_request' ? (answered.details?.issues ?? []) : []
  return (
    <Alert role="alert" variant="light" color="red" icon={<IconAlertCircle />} title={title}>
      <Stack gap="xs">
        <Text size="sm">{hint}</Text>
        {issues.length > 0 && (
          <List size="sm">
            {issues.map(({ path, message }) => (
              <List.Item key={path + message}>{`${path.replace(/^body\./, '')}: ${message}`}</List.Item>
            ))}
          </List>
        )}
        <Group gap="sm">
          {onRetry && (
            <Button size="xs" variant="default" onClick={() => onRetry()}>
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
