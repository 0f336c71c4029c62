import { infiniteQueryOptions, keys } from '@latchkey/sdk/react-query'
import { Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ShowMore } from '../../ui/more.tsx'
import { Section } from '../../ui/section.tsx'
import { When } from '../../ui/when.tsx'

/** Apps that act for the account, and the way to stop that. */
export function ConnectedApps() {
  const queries = useQueryClient()
  const list = useInfiniteQuery(infiniteQueryOptions(latchkey.accounts.listConnectedApps))
  const [leaving, setLeaving] = useState<{ id: string; name: string } | null>(null)
  const apps = list.data?.pages.flatMap(({ items }) => items)

  const disconnect = async (grantId: string) => {
    const { error } = await latchkey.accounts.disconnectApp({ path: { grantId } })
    await queries.invalidateQueries({ queryKey: keys.operation(latchkey.accounts.listConnectedApps) })
    // It has no access, as was wanted.
    if (error && error.code !== 'connected_app_not_found') throw error
  }
  return (
    <Section title={t.accounts.apps} hint={apps?.length === 0 ? t.accounts.noApps : t.accounts.appsHint}>
      <ErrorNotice error={list.error} onRetry={list.refetch} />
      {list.isPending && <Skeleton h={56} />}
      <Stack gap="sm" component="ul" className="plain lines">
        {apps?.map(({ id, name, scopes, createdAt, lastUsedAt }) => (
          <Group key={id} component="li" justify="space-between">
            <Stack gap={4} miw={0}>
              <Text>{name}</Text>
              <Group gap={4}>
                {scopes.map((scope) => (
                  <Badge key={scope} variant="default" tt="none">
                    {scope}
                  </Badge>
                ))}
              </Group>
              <Text size="sm" c="dimmed">
                {t.accounts.connected} <When at={createdAt} dayOnly /> · {t.accounts.lastUsed}{' '}
                <When at={lastUsedAt} />
              </Text>
            </Stack>
            <Button
              size="xs"
              variant="default"
              aria-label={t.accounts.disconnectOf(name)}
              onClick={() => setLeaving({ id, name })}
            >
              {t.accounts.disconnect}
            </Button>
          </Group>
        ))}
      </Stack>
      <ShowMore list={list} />
      <Confirm
        opened={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t.accounts.disconnectTitle(leaving?.name ?? '')}
        action={t.accounts.disconnect}
        onConfirm={async () => leaving && (await disconnect(leaving.id))}
      >
        {t.accounts.disconnectHint}
      </Confirm>
    </Section>
  )
}
