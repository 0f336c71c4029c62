import { Anchor, Button, Group, List, Skeleton, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useHandles } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { deleteDrafts } from '../../drafts/drafts.ts'
import { useAccount } from '../../session/session.ts'
import { signOut } from '../../session/sign-out.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Section } from '../../ui/section.tsx'
import { When } from '../../ui/when.tsx'
import { ConnectedApps } from './connected-apps.tsx'
import { EmailSettings } from './email-settings.tsx'
import { Offers } from './offers.tsx'
import { Sessions } from './sessions.tsx'

/** All that belongs to whoever is signed in, and to no handle. */
export const Account = () => (
  <Screen title={t.accounts.account}>
    <Details />
    <Offers />
    <EmailSettings />
    <Sessions />
    <ConnectedApps />
    <DeleteAccount />
  </Screen>
)

function Details() {
  const { data, error, refetch } = useAccount()
  if (error) return <ErrorNotice error={error} onRetry={refetch} />
  if (!data) return <Skeleton h={140} radius="lg" />
  return (
    <Section title={data.name ?? data.email} hint={t.accounts.nameHint}>
      <Stack gap={4}>
        <Text>{data.email}</Text>
        <Text size="sm" c="dimmed">
          {t.accounts.memberSince} <When at={data.createdAt} dayOnly />
        </Text>
      </Stack>
      <Anchor renderRoot={(props) => <Link to="/reset-password" search={{ next: '/account' }} {...props} />}>
        {t.accounts.changePassword}
      </Anchor>
    </Section>
  )
}

function DeleteAccount() {
  const router = useRouter()
  const { data } = useAccount()
  const { data: handles } = useHandles()
  const [isAsking, setAsking] = useState(false)
  const [refused, setRefused] = useState<readonly string[]>([])
  const owned = handles?.items.filter(({ role }) => role === 'OWNER').map(({ name }) => name) ?? []

  const remove = async () => {
    const { error } = await latchkey.accounts.deleteAccount()
    if (error?.code === 'owns_handles') setRefused(error.details.handles)
    if (error) throw error
    await deleteDrafts()
    await signOut()
    notifications.show({ message: t.accounts.deleted })
    await router.navigate({ to: '/sign-in', ignoreBlocker: true })
  }
  return (
    <Section title={t.accounts.deleteAccount} hint={t.accounts.deleteHint}>
      <StillOwned handles={owned} />
      <Group>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t.accounts.deleteAccount}
        </Button>
      </Group>
      <Confirm
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t.accounts.deleteTitle}
        action={t.accounts.deleteAccount}
        danger
        {...(data && { typed: data.email })}
        onConfirm={remove}
      >
        <Text>{t.accounts.deleteHint}</Text>
        <StillOwned handles={refused} />
      </Confirm>
    </Section>
  )
}

/** What stands in the way of deleting an account, and the way to each; nothing where nothing does. */
const StillOwned = ({ handles }: { handles: readonly string[] }) =>
  handles.length > 0 && (
    <div>
      <Text>{t.accounts.ownsHandles}</Text>
      <List my="xs">
        {handles.map((handle) => (
          <List.Item key={handle}>
            <Anchor
              renderRoot={(props) => <Link to="/h/$handle/settings/handle" params={{ handle }} {...props} />}
            >
              {handle}
            </Anchor>
          </List.Item>
        ))}
      </List>
      <Text>{t.accounts.ownsHandlesHow}</Text>
    </div>
  )
