import { FORMER_NAME_DAYS } from 'virtual:contract'
import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { handlesQuery } from '../../app/handles.ts'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { useWrite } from '../../ui/write.ts'

export function Rename({ handle }: { handle: string }) {
  const [name, setName] = useState('')
  const [isAsking, asking] = useDisclosure()
  const navigate = useNavigate()
  const rename = useWrite(latchkey.handles.renameHandle, {
    async onSuccess(renamed) {
      await queryClient.invalidateQueries({ queryKey: handlesQuery().queryKey })
      await navigate({ to: '/h/$handle/settings/handle', params: { handle: renamed.name }, replace: true })
      notifications.show({ message: t.settings.renamed(renamed.name) })
    },
  })
  const { at } = placed(rename.error, ['name'], { handle_taken: 'name' })
  return (
    <Form className="card narrow" error={isAsking ? null : rename.error} onSubmit={asking.open}>
      <Stack>
        <Title order={2} size="h4">
          {t.settings.rename}
        </Title>
        <Text c="dimmed">{t.settings.renameHint(handle, FORMER_NAME_DAYS)}</Text>
        <TextInput
          label={t.settings.renameTo}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={at('name')}
          autoCapitalize="off"
          autoComplete="off"
          spellCheck={false}
        />
        <Group>
          <Button type="submit" variant="default" disabled={name.trim() === ''}>
            {t.settings.rename}
          </Button>
        </Group>
      </Stack>
      <Confirm
        opened={isAsking}
        onClose={asking.close}
        title={t.settings.renameTitle(handle, name.trim())}
        action={t.settings.rename}
        onConfirm={() => rename.mutateAsync({ path: { handle }, body: { name: name.trim() } })}
      >
        {t.settings.renameBody}
      </Confirm>
    </Form>
  )
}
