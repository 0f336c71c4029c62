import { PLATFORM_NAME } from 'virtual:contract'
import { queryOptions } from '@latchkey/sdk/react-query'
import { Center, Loader, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle, useWindowEvent } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { latchkey } from '../app/latchkey.ts'
import { t } from '../text/text.ts'
import { ErrorNotice } from '../ui/error-notice.tsx'

/** Milliseconds after which the server is asked again. */
const AGAIN = 10_000

/** In place of a screen while the server cannot say who is signed in. It asks again by itself. */
export function Unreachable() {
  const account = queryOptions(latchkey.accounts.getAccount)
  const { error, refetch } = useQuery({ ...account, refetchInterval: AGAIN })
  useWindowEvent('online', () => void refetch())
  useDocumentTitle(PLATFORM_NAME)
  return (
    <Center component="main" id="main" mih="100dvh" p="md">
      <Stack maw={520}>
        <Title order={1}>{t.session.unreachable}</Title>
        {error ? (
          <ErrorNotice error={error} onRetry={refetch} />
        ) : (
          <Loader role="status" aria-label={t.ui.loading} />
        )}
        <Text c="dimmed">{t.session.unreachableHint}</Text>
      </Stack>
    </Center>
  )
}
