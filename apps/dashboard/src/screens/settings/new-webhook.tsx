import { webhookEvents } from 'virtual:contract'
import type { Data, Input } from '@latchkey/sdk'
import { keys } from '@latchkey/sdk/react-query'
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { useMay } from '../../app/may.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { useWrite } from '../../ui/write.ts'

type Events = Input<'createWebhookEndpoint'>['body']['events']

interface NewWebhookProps {
  readonly path: { readonly handle: string }
  readonly onCancel: () => void
  readonly onCreated: (created: Data<'createWebhookEndpoint'>) => void
}

export function NewWebhook({ path, onCancel, onCreated }: NewWebhookProps) {
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState(Object.keys(webhookEvents))
  const isAllowed = useMay()('createWebhookEndpoint')
  const create = useWrite(latchkey.webhooks.createWebhookEndpoint, {
    gcTime: 0,
    onSuccess(created) {
      queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'webhooks') })
      onCreated(created)
    },
  })
  const { at, rest } = placed(create.error, ['url', 'events'])
  return (
    <Form
      className="card narrow"
      error={create.error}
      onSubmit={() => create.mutate({ path, body: { url: url.trim(), events: events as Events } })}
    >
      <Stack>
        <TextInput
          type="url"
          label={t.settings.webhookUrl}
          description={t.settings.webhookUrlHint}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          error={at('url')}
          spellCheck={false}
          required
        />
        <Checkbox.Group label={t.settings.events} value={events} onChange={setEvents} error={at('events')}>
          <Stack gap="xs" mt="xs">
            {Object.entries(webhookEvents).map(([type, summary]) => (
              <Checkbox key={type} value={type} label={summary} description={type} />
            ))}
          </Stack>
        </Checkbox.Group>
        <ErrorNotice error={rest} />
        <Group>
          <Button type="submit" loading={create.isPending} disabled={!isAllowed}>
            {t.settings.createWebhook}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t.ui.cancel}
          </Button>
        </Group>
      </Stack>
    </Form>
  )
}
