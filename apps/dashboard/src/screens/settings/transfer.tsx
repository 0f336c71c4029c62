import { OFFER_DAYS } from 'virtual:contract'
import { keys, queryOptions } from '@latchkey/sdk/react-query'
import { Button, Group, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { When } from '../../ui/when.tsx'
import { useWrite } from '../../ui/write.ts'

/** Offers the handle to somebody, and takes the offer back. */
export function Transfer({ handle }: { handle: string }) {
  const path = { handle }
  const { data, error, refetch } = useQuery(queryOptions(latchkey.handles.listCollaborators, { path }))
  const [email, setEmail] = useState('')
  const [isAsking, asking] = useDisclosure()
  const onSuccess = () =>
    queryClient.invalidateQueries({ queryKey: keys.operation(latchkey.handles.listCollaborators) })
  const offer = useWrite(latchkey.handles.transferHandle, { onSuccess })
  const withdraw = useWrite(latchkey.handles.withdrawTransfer, { onSuccess })
  const { at } = placed(offer.error, ['email'])
  return (
    <Form className="card narrow" error={isAsking ? null : offer.error} onSubmit={asking.open}>
      <Stack>
        <Title order={2} size="h4">
          {t.settings.transfer}
        </Title>
        <Text c="dimmed">{t.settings.transferHint(OFFER_DAYS)}</Text>
        <ErrorNotice error={error} onRetry={refetch} />
        {!data && !error && <Skeleton h={60} />}
        {data?.transfer && (
          <>
            <Text>
              {t.settings.offered(data.transfer.email)} {t.settings.offeredUntil}{' '}
              <When at={data.transfer.expiresAt} dayOnly />
            </Text>
            <ErrorNotice error={withdraw.error} />
            <Group>
              <Button
                variant="default"
                loading={withdraw.isPending}
                onClick={() => withdraw.mutate({ path })}
              >
                {t.settings.withdrawOffer}
              </Button>
            </Group>
          </>
        )}
        {data && !data.transfer && (
          <>
            <TextInput
              type="email"
              label={t.settings.newOwner}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              error={at('email')}
              autoComplete="off"
            />
            <Group>
              <Button type="submit" variant="default" disabled={email.trim() === ''}>
                {t.settings.offer}
              </Button>
            </Group>
          </>
        )}
      </Stack>
      <Confirm
        opened={isAsking}
        onClose={asking.close}
        title={t.settings.offerTitle(email.trim())}
        action={t.settings.offer}
        onConfirm={() => offer.mutateAsync({ path, body: { email: email.trim() } })}
        typed={handle}
        danger
      >
        {t.settings.offerBody}
      </Confirm>
    </Form>
  )
}
