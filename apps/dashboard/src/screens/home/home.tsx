import { queryOptions } from '@latchkey/sdk/react-query'
import { Button, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { formatMoney, Money } from '../../ui/money.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Attention } from './attention.tsx'
import { FirstRun } from './first-run.tsx'

/** Milliseconds after which the figures are read again: a sale that is settled shows by itself. */
const POLL = 30_000

/** How the handle is doing, and what is to be done. */
export function Home() {
  const { path, name, displayName, url } = useHandle()
  const summary = queryOptions(latchkey.handles.getHandleSummary, { path })
  const { data, error, refetch } = useQuery({ ...summary, refetchInterval: POLL })
  return (
    <Screen
      title={t.home.title}
      hint={displayName ?? name}
      actions={
        url && (
          <Button
            component="a"
            href={url}
            target="_blank"
            variant="default"
            rightSection={<IconExternalLink size={16} />}
          >
            {t.home.visit}
          </Button>
        )
      }
    >
      <ErrorNotice error={error} onRetry={refetch} />
      <FirstRun />
      <Stack gap="xs">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Period title={t.home.today} figures={data?.today.figures} />
          <Period title={t.home.month} figures={data?.month.figures} />
        </SimpleGrid>
        <Text size="sm" c="dimmed">
          {t.home.utc}
        </Text>
      </Stack>
      {data && <Attention items={data.attention} />}
    </Screen>
  )
}

interface Figures {
  readonly currency: string
  readonly settlementCurrency: string
  readonly sales: number
  readonly charged: number
  readonly refunds: number
}

function Period({ title, figures }: { title: string; figures: readonly Figures[] | undefined }) {
  return (
    <section className="card" aria-label={title}>
      <Title order={2} size="h5" c="dimmed" mb="xs">
        {title}
      </Title>
      {figures === undefined && <Skeleton h={58} />}
      {figures?.length === 0 && (
        <Text size="lg" c="dimmed">
          {t.home.noSales}
        </Text>
      )}
      <Stack gap="sm">
        {figures?.map(({ currency, settlementCurrency, sales, charged, refunds }) => (
          <div key={currency + settlementCurrency}>
            <Text fz={28} fw={700} lh={1.2}>
              <Money value={{ amount: charged, currency }} />
            </Text>
            <Text size="sm" c="dimmed">
              {[
                t.home.sales(sales),
                ...(refunds === 0
                  ? []
                  : [t.home.refunded(formatMoney({ amount: refunds, currency: settlementCurrency }))]),
              ].join(' · ')}
            </Text>
          </div>
        ))}
      </Stack>
    </section>
  )
}
