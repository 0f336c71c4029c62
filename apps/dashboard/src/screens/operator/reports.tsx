import type { Data } from '@latchkey/sdk'
import { infiniteQueryOptions } from '@latchkey/sdk/react-query'
import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { type Icon, IconAlertTriangle, IconCircleCheck, IconInbox, IconUser } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Empty } from '../../ui/empty.tsx'
import { Mark, type Tone } from '../../ui/mark.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { When } from '../../ui/when.tsx'
import { ContentReportDialog, ReportDialog } from './report-dialog.tsx'

type State = Data<'listReports'>['items'][number]['state']
type Filter = 'OPEN' | 'CLAIMED' | 'RESOLVED' | null

const inState = (state: Filter) => ({ query: { ...(state && { state }) } })

export function Reports() {
  const [filter, setFilter] = useState<Filter>('OPEN')
  const [openId, setOpenId] = useState<string | null>(null)
  const list = useInfiniteQuery(infiniteQueryOptions(latchkey.support.listReports, inState(filter)))
  const opened = list.data?.pages.flatMap(({ items }) => items).find(({ id }) => id === openId) ?? null
  return (
    <Screen
      title={t.operator.reports}
      hint={t.operator.reportsHint}
      actions={<StateFilter value={filter} onChange={setFilter} />}
    >
      <More
        list={list}
        label={t.operator.reports}
        order={t.ui.newestFirst}
        keyOf={({ id }) => id}
        empty={<Empty title={t.operator.none} hint={t.operator.noneHint} />}
        columns={[
          {
            name: t.operator.problem,
            isHeading: true,
            cell: ({ summary, handle, escalated }) => (
              <Stack gap={2} align="flex-start">
                <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                  {summary}
                </Text>
                {handle && (
                  <Text size="xs" c="dimmed">
                    {handle}
                  </Text>
                )}
                {escalated && (
                  <Mark tone="bad" Icon={IconAlertTriangle}>
                    {t.operator.urgent}
                  </Mark>
                )}
              </Stack>
            ),
          },
          { name: t.operator.status, cell: ({ state }) => <QueueState state={state} /> },
          { name: t.operator.reported, isOrder: true, cell: ({ createdAt }) => <When at={createdAt} /> },
          { name: t.operator.actions, cell: ({ id }) => <Work onClick={() => setOpenId(id)} /> },
        ]}
      />
      <ReportDialog report={opened} onClose={() => setOpenId(null)} />
    </Screen>
  )
}

export function ContentReports() {
  const [filter, setFilter] = useState<Filter>('OPEN')
  const [openId, setOpenId] = useState<string | null>(null)
  const list = useInfiniteQuery(infiniteQueryOptions(latchkey.support.listContentReports, inState(filter)))
  const opened = list.data?.pages.flatMap(({ items }) => items).find(({ id }) => id === openId) ?? null
  return (
    <Screen
      title={t.operator.contentReports}
      hint={t.operator.contentReportsHint}
      actions={<StateFilter value={filter} onChange={setFilter} />}
    >
      <More
        list={list}
        label={t.operator.contentReports}
        order={t.ui.newestFirst}
        keyOf={({ id }) => id}
        empty={<Empty title={t.operator.none} hint={t.operator.noneHint} />}
        columns={[
          {
            name: t.operator.abuse,
            isHeading: true,
            cell: ({ category, handle, pageSlug }) => (
              <Stack gap={2}>
                <Text fw={600}>{t.operator.categories[category] ?? category}</Text>
                <Text size="xs" c="dimmed">
                  {pageSlug ? `${handle}/${pageSlug}` : handle}
                </Text>
              </Stack>
            ),
          },
          { name: t.operator.status, cell: ({ state }) => <QueueState state={state} /> },
          { name: t.operator.reported, isOrder: true, cell: ({ createdAt }) => <When at={createdAt} /> },
          { name: t.operator.actions, cell: ({ id }) => <Work onClick={() => setOpenId(id)} /> },
        ]}
      />
      <ContentReportDialog report={opened} onClose={() => setOpenId(null)} />
    </Screen>
  )
}

const StateFilter = ({ value, onChange }: { value: Filter; onChange: (value: Filter) => void }) => (
  <Group gap="xs">
    <Select
      aria-label={t.operator.filter}
      data={Object.entries(t.operator.states).map(([state, label]) => ({ value: state, label }))}
      value={value}
      onChange={(state) => onChange(state as Filter)}
      placeholder={t.operator.all}
      clearable
      w={170}
    />
  </Group>
)

const marks: Readonly<Record<string, { tone: Tone; Icon: Icon }>> = {
  OPEN: { tone: 'warning', Icon: IconInbox },
  CLAIMED: { tone: 'quiet', Icon: IconUser },
  RESOLVED: { tone: 'good', Icon: IconCircleCheck },
}

const QueueState = ({ state }: { state: State }) => (
  <Mark {...(marks[state] ?? { tone: 'quiet', Icon: IconInbox })}>{t.operator.states[state] ?? state}</Mark>
)

const Work = ({ onClick }: { onClick: () => void }) => (
  <Button size="xs" variant="default" onClick={onClick}>
    {t.operator.work}
  </Button>
)
