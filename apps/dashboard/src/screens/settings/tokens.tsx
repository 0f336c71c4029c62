import type { Data } from '@latchkey/sdk'
import { infiniteQueryOptions, keys } from '@latchkey/sdk/react-query'
import { Button, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { useMay } from '../../app/may.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { When } from '../../ui/when.tsx'
import { useWrite } from '../../ui/write.ts'
import { NewToken } from './new-token.tsx'
import { ShownOnce } from './shown-once.tsx'

type Token = Data<'listTokens'>['items'][number]

export function Tokens() {
  const { path } = useHandle()
  const may = useMay()
  const [isMaking, setMaking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const [revoked, setRevoked] = useState<Token | null>(null)
  const list = useInfiniteQuery(infiniteQueryOptions(latchkey.tokens.listTokens, { path }))
  const revoke = useWrite(latchkey.tokens.revokeToken, {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'tokens') }),
  })
  const create = !isMaking && may('createToken') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      {t.settings.newToken}
    </Button>
  )
  const isEmpty = list.data?.pages[0]?.items.length === 0
  return (
    <Screen title={t.settings.tokens} hint={t.settings.tokensHint} actions={isEmpty ? null : create}>
      {secret && (
        <ShownOnce
          title={t.settings.tokenReady}
          hint={t.settings.tokenReadyHint}
          label={t.settings.token}
          value={secret}
          onDone={() => setSecret(null)}
        />
      )}
      {isMaking && (
        <NewToken
          path={path}
          onCancel={() => setMaking(false)}
          onCreated={({ token }) => {
            setSecret(token)
            setMaking(false)
          }}
        />
      )}
      <More
        list={list}
        label={t.settings.tokens}
        order={t.ui.newestFirst}
        keyOf={({ id }) => id}
        empty={
          isMaking ? null : (
            <Empty title={t.settings.noTokens} hint={t.settings.noTokensHint} action={create} />
          )
        }
        columns={[
          {
            name: t.settings.name,
            isHeading: true,
            cell: ({ name, scopes }) => (
              <Stack gap={2}>
                <Text fw={600}>{name}</Text>
                <Text size="xs" c="dimmed">
                  {scopes.join(', ')}
                </Text>
              </Stack>
            ),
          },
          { name: t.settings.by, cell: ({ createdBy }) => createdBy.email },
          {
            name: t.settings.expires,
            cell: ({ expiresAt }) => (expiresAt ? <When at={expiresAt} dayOnly /> : t.settings.never),
          },
          {
            name: t.settings.lastUsed,
            cell: ({ lastUsedAt }) => (lastUsedAt ? <When at={lastUsedAt} /> : t.settings.never),
          },
          {
            name: t.settings.actions,
            cell: (token) =>
              may('revokeToken') && (
                <Button size="xs" variant="default" onClick={() => setRevoked(token)}>
                  {t.settings.revoke}
                </Button>
              ),
          },
        ]}
      />
      <Confirm
        opened={revoked !== null}
        onClose={() => setRevoked(null)}
        title={t.settings.revokeTitle(revoked?.name ?? '')}
        action={t.settings.revoke}
        onConfirm={async () =>
          revoked && (await revoke.mutateAsync({ path: { ...path, tokenId: revoked.id } }))
        }
        danger
      >
        {t.settings.revokeBody}
      </Confirm>
    </Screen>
  )
}
