import { infiniteQueryOptions, keys } from '@latchkey/sdk/react-query'
import { Button, Code, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useInfiniteQuery } from '@tanstack/react-query'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { When } from '../../ui/when.tsx'
import { useWrite } from '../../ui/write.ts'

export function DeadJobs() {
  const list = useInfiniteQuery(infiniteQueryOptions(latchkey.support.listDeadJobs))
  return (
    <Screen title={t.operator.deadJobs} hint={t.operator.deadJobsHint}>
      <More
        list={list}
        label={t.operator.deadJobs}
        order={t.ui.newestFirst}
        keyOf={({ id }) => id}
        empty={<Empty title={t.operator.noJobs} hint={t.operator.noJobsHint} />}
        columns={[
          {
            name: t.operator.job,
            isHeading: true,
            cell: ({ task, payload, lastError }) => (
              <Stack gap={2}>
                <Text fw={600}>{task}</Text>
                <Code style={{ overflowWrap: 'anywhere' }}>{JSON.stringify(payload)}</Code>
                {lastError && (
                  <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                    {lastError}
                  </Text>
                )}
              </Stack>
            ),
          },
          { name: t.operator.attempts, isNumeric: true, cell: ({ attempts }) => attempts },
          {
            name: t.operator.failedAt,
            cell: ({ failedAt, createdAt }) => <When at={failedAt ?? createdAt} />,
          },
          { name: t.operator.actions, cell: ({ id }) => <Retry jobId={id} /> },
        ]}
      />
    </Screen>
  )
}

function Retry({ jobId }: { jobId: string }) {
  const retry = useWrite(latchkey.support.retryDeadJob, {
    onSuccess() {
      notifications.show({ message: t.operator.retried })
      return queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'support') })
    },
  })
  return (
    <Stack gap="xs">
      <Button
        size="xs"
        variant="default"
        loading={retry.isPending}
        onClick={() => retry.mutate({ path: { jobId } })}
      >
        {t.operator.retry}
      </Button>
      <ErrorNotice error={retry.error} />
    </Stack>
  )
}
