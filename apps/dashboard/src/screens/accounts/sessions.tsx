import { paginate } from '@latchkey/sdk'
import { infiniteQueryOptions, keys } from '@latchkey/sdk/react-query'
import { Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import { deleteDrafts } from '../../drafts/drafts.ts'
import { signOut } from '../../session/sign-out.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ShowMore } from '../../ui/more.tsx'
import { Section } from '../../ui/section.tsx'
import { When } from '../../ui/when.tsx'

/** Where the account is signed in, and the way to end that. */
export function Sessions() {
  const queries = useQueryClient()
  const list = useInfiniteQuery(infiniteQueryOptions(latchkey.accounts.listSessions))
  const [isAsking, setAsking] = useState(false)
  const end = useMutation({
    mutationFn: async (sessionId: string) => {
      const { error } = await latchkey.accounts.endSession({ path: { sessionId } })
      // It has ended, as was wanted.
      if (error && error.code !== 'session_not_found') throw error
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keys.operation(latchkey.accounts.listSessions) }),
  })
  const sessions = list.data?.pages.flatMap(({ items }) => items)
  return (
    <Section title={t.accounts.sessions}>
      <ErrorNotice error={list.error} onRetry={list.refetch} />
      <ErrorNotice error={end.error} />
      {list.isPending && <Skeleton h={56} />}
      <Stack gap="sm" component="ul" className="plain lines">
        {sessions?.map(({ id, current, device, lastUsedAt }) => (
          <Group key={id} component="li" justify="space-between">
            <div>
              <Group gap="xs">
                <Text>{device ?? t.accounts.unknownDevice}</Text>
                {current && <Badge variant="default">{t.accounts.thisDevice}</Badge>}
              </Group>
              <Text size="sm" c="dimmed">
                {t.accounts.lastUsed} <When at={lastUsedAt} />
              </Text>
            </div>
            {!current && (
              <Button
                size="xs"
                variant="default"
                aria-label={t.accounts.endSessionOf(device ?? t.accounts.unknownDevice)}
                loading={end.isPending && end.variables === id}
                onClick={() => end.mutate(id)}
              >
                {t.accounts.endSession}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
      <Group>
        <ShowMore list={list} />
        <Button variant="default" onClick={() => setAsking(true)}>
          {t.accounts.everywhere}
        </Button>
      </Group>
      <Confirm
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t.accounts.everywhereTitle}
        action={t.accounts.everywhere}
        onConfirm={signOutEverywhere}
      >
        {t.accounts.everywhereHint}
      </Confirm>
    </Section>
  )
}

/** Ends all other sessions, then this one; if that stops halfway, this one is still there to go on with. */
async function signOutEverywhere() {
  const sessions = await paginate(latchkey.accounts.listSessions, { query: { limit: 100 } }).toArray({
    limit: 10_000,
  })
  for (const { id, current } of sessions) {
    if (current) continue
    const { error } = await latchkey.accounts.endSession({ path: { sessionId: id } })
    if (error && error.code !== 'session_not_found') throw error
  }
  await deleteDrafts()
  await signOut()
}
