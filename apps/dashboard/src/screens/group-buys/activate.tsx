import { unwrap } from '@latchkey/sdk'
import { keys } from '@latchkey/sdk/react-query'
import { Anchor, List, Skeleton, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useWrite } from '../../ui/write.ts'

interface ActivateProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly title: string
  readonly path: { readonly handle: string; readonly groupBuySlug: string }
}

/** Shows what activating does before it is done, as the server would do it now. */
export function Activate({ opened, onClose, title, path }: ActivateProps) {
  const activate = useWrite(latchkey.groupBuys.activateGroupBuy, {
    onSuccess() {
      notifications.show({ message: t.groupBuys.activated })
      return queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'groupBuys') })
    },
  })
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={t.groupBuys.activateTitle(title)}
      action={t.groupBuys.activateAction}
      onConfirm={() => activate.mutateAsync({ path, query: { dryRun: 'false' } })}
    >
      <DryRun path={path} />
    </Confirm>
  )
}

function DryRun({ path }: Pick<ActivateProps, 'path'>) {
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.operation(latchkey.groupBuys.activateGroupBuy, { path }), 'dry run'],
    queryFn: ({ signal }) =>
      unwrap(latchkey.groupBuys.activateGroupBuy({ path, query: { dryRun: 'true' }, signal })),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  if (error) return <ErrorNotice error={error} onRetry={refetch} />
  if (!data) return <Skeleton h={96} />
  return (
    <Stack gap="sm">
      <Text>{t.groupBuys.activateBody}</Text>
      <List spacing="xs">
        <List.Item>{t.groupBuys.mails(data.mails)}</List.Item>
        <List.Item>
          {data.unlocks ? (
            <>
              {t.groupBuys.unlocks(data.unlocks.pageSlug)}{' '}
              <Anchor href={data.unlocks.url} target="_blank" rel="noreferrer">
                {data.unlocks.url}
              </Anchor>
            </>
          ) : (
            t.groupBuys.noUnlock
          )}
        </List.Item>
      </List>
      <Text fw={600}>{t.groupBuys.activateFinal}</Text>
    </Stack>
  )
}
