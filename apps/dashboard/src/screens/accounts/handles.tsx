import { Button, Group, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconChevronRight, IconPlus } from '@tabler/icons-react'
import { Link, Navigate, useSearch } from '@tanstack/react-router'
import { lastHandle, useHandles } from '../../app/handles.ts'
import { useOffers } from '../../app/offers.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Offers } from './offers.tsx'

/** Where one begins: at the only handle, or that of last time; who has none makes one, unless one is on offer. */
export function Handles() {
  const { all } = useSearch({ from: '/signed-in/account/' })
  const handles = useHandles()
  const offers = useOffers()
  const items = handles.data?.items
  const last = lastHandle()
  const straight = items?.find(({ name }) => name === last) ?? (items?.length === 1 ? items[0] : undefined)
  if (straight && !all) return <Navigate to="/h/$handle" params={{ handle: straight.name }} replace />
  if (items?.length === 0 && offers.data?.items.length === 0) return <Navigate to="/new" replace />
  // It is not known yet where to go.
  if (!all && (handles.isPending || (items?.length === 0 && offers.isPending)))
    return <Skeleton h={160} radius="lg" />
  return (
    <Screen
      title={t.accounts.handles}
      hint={t.accounts.handlesHint}
      actions={
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          renderRoot={(props) => <Link to="/new" {...props} />}
        >
          {t.accounts.newHandle}
        </Button>
      }
    >
      <ErrorNotice error={handles.error} onRetry={handles.refetch} />
      {handles.isPending && <Skeleton h={72} radius="lg" />}
      <Stack gap="sm" component="ul" className="plain">
        {items?.map(({ id, name, displayName, url, role }) => (
          <li key={id}>
            <UnstyledButton
              className="card choice"
              renderRoot={(props) => <Link to="/h/$handle" params={{ handle: name }} {...props} />}
            >
              <Group justify="space-between" wrap="nowrap">
                <Stack gap={0} miw={0}>
                  <Text fw={600} className="cut">
                    {displayName}
                  </Text>
                  <Text size="sm" c="dimmed" className="cut">
                    {`${new URL(url).host} · ${t.accounts.roles[role]}`}
                  </Text>
                </Stack>
                <IconChevronRight size={18} />
              </Group>
            </UnstyledButton>
          </li>
        ))}
      </Stack>
      <Offers />
    </Screen>
  )
}
