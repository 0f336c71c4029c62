import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { handlesQuery } from '../../app/handles.ts'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { useWrite } from '../../ui/write.ts'

export function DeleteHandle({ handle }: { handle: string }) {
  const [isAsking, asking] = useDisclosure()
  const navigate = useNavigate()
  const remove = useWrite(latchkey.handles.deleteHandle, {
    async onSuccess() {
      await navigate({ to: '/', replace: true })
      await queryClient.invalidateQueries({ queryKey: handlesQuery().queryKey })
    },
  })
  return (
    <Stack className="card narrow">
      <Title order={2} size="h4">
        {t.settings.deleteHandle}
      </Title>
      <Text c="dimmed">{t.settings.deleteHint}</Text>
      <Group>
        <Button variant="default" c="var(--mantine-color-error)" onClick={asking.open}>
          {t.settings.deleteHandle}
        </Button>
      </Group>
      <Confirm
        opened={isAsking}
        onClose={asking.close}
        title={t.settings.deleteTitle(handle)}
        action={t.settings.deleteAction}
        onConfirm={() => remove.mutateAsync({ path: { handle } })}
        typed={handle}
        danger
      >
        {t.settings.deleteBody}
      </Confirm>
    </Stack>
  )
}
