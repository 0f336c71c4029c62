import { infiniteQueryOptions } from '@latchkey/sdk/react-query'
import { Anchor, Button, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { useMay } from '../../app/may.ts'
import { t } from '../../text/text.ts'
import { Empty } from '../../ui/empty.tsx'
import { Mark } from '../../ui/mark.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { When } from '../../ui/when.tsx'
import { NewWebhook } from './new-webhook.tsx'
import { ShownOnce } from './shown-once.tsx'

export function Webhooks() {
  const { name, path } = useHandle()
  const may = useMay()
  const [isMaking, setMaking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const list = useInfiniteQuery(infiniteQueryOptions(latchkey.webhooks.listWebhookEndpoints, { path }))
  const create = !isMaking && may('createWebhookEndpoint') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      {t.settings.newWebhook}
    </Button>
  )
  const isEmpty = list.data?.pages[0]?.items.length === 0
  return (
    <Screen title={t.settings.webhooks} hint={t.settings.webhooksHint} actions={isEmpty ? null : create}>
      {secret && (
        <ShownOnce
          title={t.settings.secretReady}
          hint={t.settings.secretReadyHint}
          label={t.settings.secret}
          value={secret}
          onDone={() => setSecret(null)}
        />
      )}
      {isMaking && (
        <NewWebhook
          path={path}
          onCancel={() => setMaking(false)}
          onCreated={(created) => {
            setSecret(created.secret)
            setMaking(false)
          }}
        />
      )}
      <More
        list={list}
        label={t.settings.webhooks}
        order={t.ui.newestFirst}
        keyOf={({ id }) => id}
        empty={
          isMaking ? null : (
            <Empty title={t.settings.noWebhooks} hint={t.settings.noWebhooksHint} action={create} />
          )
        }
        columns={[
          {
            name: t.settings.endpoint,
            isHeading: true,
            cell: ({ id, url, events }) => (
              <Stack gap={2}>
                <Anchor
                  style={{ overflowWrap: 'anywhere' }}
                  renderRoot={(props) => (
                    <Link
                      to="/h/$handle/settings/webhooks/$webhookEndpointId"
                      params={{ handle: name, webhookEndpointId: id }}
                      {...props}
                    />
                  )}
                >
                  {url}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {events.join(', ')}
                </Text>
              </Stack>
            ),
          },
          { name: t.settings.status, cell: ({ status }) => <EndpointState status={status} /> },
          { name: t.settings.since, isOrder: true, cell: ({ createdAt }) => <When at={createdAt} dayOnly /> },
        ]}
      />
    </Screen>
  )
}

export const EndpointState = ({ status }: { status: string }) =>
  status === 'ENABLED' ? (
    <Mark tone="good" Icon={IconCircleCheck}>
      {t.settings.enabled}
    </Mark>
  ) : (
    <Mark tone="bad" Icon={IconCircleX}>
      {t.settings.disabled}
    </Mark>
  )
