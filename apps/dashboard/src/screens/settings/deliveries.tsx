import { WEBHOOK_DELIVERY_DAYS, WEBHOOK_FAILURES_ALLOWED, WEBHOOK_TRIES } from 'virtual:contract'
import type { Data } from '@latchkey/sdk'
import { infiniteQueryOptions, keys } from '@latchkey/sdk/react-query'
import { Alert, Button, Code, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { type Icon, IconCircleCheck, IconCircleX, IconClock } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { useMay } from '../../app/may.ts'
import { t } from '../../text/text.ts'
import { Back } from '../../ui/back.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Details } from '../../ui/details.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Mark, type Tone } from '../../ui/mark.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { When } from '../../ui/when.tsx'
import { useWrite } from '../../ui/write.ts'
import { EndpointState } from './webhooks.tsx'

type Delivery = Data<'listWebhookDeliveries'>['items'][number]

/** Milliseconds after which deliveries on their way are looked at again. */
const LOOK_AGAIN = 2000

export function Deliveries() {
  const { name, path } = useHandle()
  const { webhookEndpointId } = useParams({
    from: '/signed-in/h/$handle/settings/webhooks/$webhookEndpointId',
  })
  const ofEndpoint = { ...path, webhookEndpointId }
  const navigate = useNavigate()
  const may = useMay()
  const [isDeleting, deleting] = useDisclosure()
  const endpoints = useInfiniteQuery(infiniteQueryOptions(latchkey.webhooks.listWebhookEndpoints, { path }))
  const endpoint = endpoints.data?.pages
    .flatMap(({ items }) => items)
    .find(({ id }) => id === webhookEndpointId)
  const list = useInfiniteQuery({
    ...infiniteQueryOptions(latchkey.webhooks.listWebhookDeliveries, { path: ofEndpoint }),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status }) => status === 'PENDING'))
        ? LOOK_AGAIN
        : false,
  })
  const statuses = list.data?.pages
    .flatMap(({ items }) => items.map(({ id, status }) => `${id} ${status}`))
    .join()
  // One that has arrived may have started its endpoint again. An endpoint that was read beside it may still be the one before.
  useEffect(() => {
    if (statuses !== undefined)
      queryClient.invalidateQueries({ queryKey: keys.operation(latchkey.webhooks.listWebhookEndpoints) })
  }, [statuses])
  const remove = useWrite(latchkey.webhooks.deleteWebhookEndpoint, {
    async onSuccess() {
      await navigate({ to: '/h/$handle/settings/webhooks', params: { handle: name } })
      await queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'webhooks') })
    },
  })
  return (
    <Screen
      title={t.settings.endpoint}
      back={
        <Back to="/h/$handle/settings/webhooks" params={{ handle: name }}>
          {t.settings.backToWebhooks}
        </Back>
      }
      actions={
        endpoint &&
        may('deleteWebhookEndpoint') && (
          <Button variant="default" onClick={deleting.open}>
            {t.settings.deleteWebhook}
          </Button>
        )
      }
    >
      <ErrorNotice error={endpoints.error} onRetry={endpoints.refetch} />
      {endpoint && (
        <Stack className="card" gap="xs" align="flex-start">
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {endpoint.url}
          </Text>
          <EndpointState status={endpoint.status} />
          <Text size="sm" c="dimmed">
            {endpoint.events.join(', ')}
          </Text>
          {endpoint.status === 'DISABLED' && (
            <Alert color="red" variant="light">
              {t.settings.disabledHint(WEBHOOK_FAILURES_ALLOWED)}
            </Alert>
          )}
        </Stack>
      )}
      <Stack gap={0}>
        <Title order={2} size="h4">
          {t.settings.deliveries}
        </Title>
        <Text c="dimmed" size="sm">
          {t.settings.deliveriesHint(WEBHOOK_DELIVERY_DAYS)}
        </Text>
      </Stack>
      <More
        list={list}
        label={t.settings.deliveries}
        order={t.ui.newestFirst}
        keyOf={({ id }) => id}
        empty={<Empty title={t.settings.noDeliveries} hint={t.settings.noDeliveriesHint} />}
        columns={[
          { name: t.settings.event, isHeading: true, cell: (delivery) => <Event delivery={delivery} /> },
          { name: t.settings.status, cell: (delivery) => <Outcome delivery={delivery} /> },
          { name: t.settings.response, cell: (delivery) => <Response delivery={delivery} /> },
          { name: t.settings.happened, isOrder: true, cell: ({ createdAt }) => <When at={createdAt} /> },
          {
            name: t.settings.actions,
            cell: ({ id }) =>
              may('replayWebhookDelivery') && <Replay path={{ ...ofEndpoint, deliveryId: id }} />,
          },
        ]}
      />
      <Confirm
        opened={isDeleting}
        onClose={deleting.close}
        title={t.settings.deleteWebhookTitle}
        action={t.settings.deleteWebhook}
        onConfirm={() => remove.mutateAsync({ path: ofEndpoint })}
        danger
      >
        {t.settings.deleteWebhookBody}
      </Confirm>
    </Screen>
  )
}

const Event = ({ delivery: { type, id, payload } }: { delivery: Delivery }) => (
  <Stack gap={2}>
    <Text fw={600}>{type}</Text>
    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {id}
    </Text>
    <Details label={t.settings.payload}>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {payload}
      </Code>
    </Details>
  </Stack>
)

const outcomes: Readonly<Record<string, { tone: Tone; Icon: Icon; label: string }>> = {
  DELIVERED: { tone: 'good', Icon: IconCircleCheck, label: t.settings.delivered },
  PENDING: { tone: 'warning', Icon: IconClock, label: t.settings.pending },
  FAILED: { tone: 'bad', Icon: IconCircleX, label: t.settings.failed },
}

const Outcome = ({ delivery: { status, tries, nextTryAt } }: { delivery: Delivery }) => (
  <Stack gap={2} align="flex-start">
    <Mark tone={outcomes[status]?.tone ?? 'quiet'} Icon={outcomes[status]?.Icon ?? IconClock}>
      {outcomes[status]?.label ?? status}
    </Mark>
    <Text size="xs" c="dimmed" className="numbers">
      {t.settings.tries(tries, WEBHOOK_TRIES)}
    </Text>
    {nextTryAt && (
      <Text size="xs" c="dimmed">
        {t.settings.next} <When at={nextTryAt} />
      </Text>
    )}
  </Stack>
)

const Response = ({ delivery: { responseStatus, problem } }: { delivery: Delivery }) => (
  <Stack gap={2}>
    <Text className="numbers">{responseStatus ?? t.settings.noResponse}</Text>
    {problem && (
      <Text size="xs" c="dimmed">
        {problem}
      </Text>
    )}
  </Stack>
)

interface ReplayProps {
  readonly path: { readonly handle: string; readonly webhookEndpointId: string; readonly deliveryId: string }
}

function Replay({ path }: ReplayProps) {
  const replay = useWrite(latchkey.webhooks.replayWebhookDelivery, {
    onSuccess() {
      notifications.show({ message: t.settings.replayed })
      return queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'webhooks') })
    },
  })
  return (
    <Stack gap="xs">
      <Button size="xs" variant="default" loading={replay.isPending} onClick={() => replay.mutate({ path })}>
        {t.settings.replay}
      </Button>
      <ErrorNotice error={replay.error} />
    </Stack>
  )
}
