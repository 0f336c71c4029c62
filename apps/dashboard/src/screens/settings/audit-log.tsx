import { infiniteQueryOptions } from '@latchkey/sdk/react-query'
import { Anchor, Code, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Details } from '../../ui/details.tsx'
import { Empty } from '../../ui/empty.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { When } from '../../ui/when.tsx'
import { useOwnPages } from '../sales/own-pages.ts'
import { type AuditEvent, changesOf, saleOf, sentenceOf, type Titles } from './audit-events.ts'

export function AuditLog() {
  const { name, path } = useHandle()
  const titles = new Map(useOwnPages().map(({ slug, title }) => [slug, title]))
  const list = useInfiniteQuery(infiniteQueryOptions(latchkey.handles.listAuditEvents, { path }))
  return (
    <Screen title={t.settings.audit} hint={t.settings.auditHint}>
      <More
        list={list}
        label={t.settings.audit}
        order={t.ui.newestFirst}
        keyOf={({ id }) => id}
        empty={<Empty title={t.settings.noAudit} hint={t.settings.noAuditHint} />}
        columns={[
          { name: t.settings.what, isHeading: true, cell: (event) => <What event={event} titles={titles} /> },
          { name: t.sales.one, cell: (event) => <SaleLink handle={name} purchaseId={saleOf(event)} /> },
          { name: t.settings.when, isOrder: true, cell: ({ createdAt }) => <When at={createdAt} /> },
        ]}
      />
    </Screen>
  )
}

const SaleLink = ({ handle, purchaseId }: { handle: string; purchaseId: string | null }) =>
  purchaseId && (
    <Anchor
      inherit
      renderRoot={(props) => (
        <Link to="/h/$handle/sales/$purchaseId" params={{ handle, purchaseId }} {...props} />
      )}
    >
      {t.audit.sale}
    </Anchor>
  )

function What({ event, titles }: { event: AuditEvent; titles: Titles }) {
  const changes = changesOf(event)
  return (
    <Stack gap={2} align="flex-start">
      <Text className="breaks">{sentenceOf(event, titles)}</Text>
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
