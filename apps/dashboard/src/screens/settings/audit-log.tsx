import { infiniteQueryOptions } from '@latchkey/sdk/react-query'
import { Code, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Details } from '../../ui/details.tsx'
import { Empty } from '../../ui/empty.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { When } from '../../ui/when.tsx'
import { type AuditEvent, changesOf, sentenceOf } from './audit-events.ts'

export function AuditLog() {
  const { path } = useHandle()
  const list = useInfiniteQuery(infiniteQueryOptions(latchkey.handles.listAuditEvents, { path }))
  return (
    <Screen title={t.settings.audit} hint={t.settings.auditHint}>
      <More
        list={list}
        label={t.settings.audit}
        keyOf={({ id }) => id}
        empty={<Empty title={t.settings.noAudit} hint={t.settings.noAuditHint} />}
        columns={[
          { name: t.settings.what, isHeading: true, cell: (event) => <What event={event} /> },
          { name: t.settings.when, cell: ({ createdAt }) => <When at={createdAt} /> },
        ]}
      />
    </Screen>
  )
}

function What({ event }: { event: AuditEvent }) {
  const changes = changesOf(event)
  return (
    <Stack gap={2}>
      <Text style={{ overflowWrap: 'anywhere' }}>{sentenceOf(event)}</Text>
      {changes.length > 0 && (
        <Details label={t.settings.details}>
          {changes.map(({ name, before, after }) => (
            <Text key={name} size="xs" style={{ overflowWrap: 'anywhere' }}>
              <b>{name}</b> {t.audit.change(before, after)}
            </Text>
          ))}
          {event.requestId && (
            <Text size="xs" c="dimmed">
              {t.ui.requestId} <Code>{event.requestId}</Code>
            </Text>
          )}
        </Details>
      )}
    </Stack>
  )
}
