import { AppShell, Burger, Group, NavLink, ScrollArea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, Outlet, useParams, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { t } from '../text/text.ts'
import { AccountMenu } from './account-menu.tsx'
import { HandleSwitcher } from './handle-switcher.tsx'
import { areas } from './navigation.ts'
import { SchemeToggle } from './scheme-toggle.tsx'
import { Wordmark } from './wordmark.tsx'

/** Around the screens of a handle: where one can go, and whose screens these are. */
export function HandleShell() {
  const { handle } = useParams({ from: '/signed-in/h/$handle' })
  const [isOpen, { toggle, close }] = useDisclosure()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  // On a phone the menu has covered what was chosen in it.
  useEffect(close, [path])

  return (
    <AppShell
      header={{ height: 64 }}
      navbar={{ width: 248, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <AppShell.Header px="md" bg="var(--mantine-color-body)">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isOpen ? t.app.closeMenu : t.app.openMenu}
            />
            <Wordmark />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <SchemeToggle />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="md" bg="var(--mantine-color-body)" aria-label={t.app.areas}>
        <AppShell.Section mb="md">
          <HandleSwitcher handle={handle} />
        </AppShell.Section>
        <AppShell.Section grow component={ScrollArea}>
          {areas.map(({ to, label, Icon, exact }) => (
            <NavLink
              key={to}
              label={label}
              leftSection={<Icon size={18} stroke={1.6} />}
              renderRoot={(props) => (
                <Link
                  to={to}
                  params={{ handle }}
                  activeOptions={{ exact: exact ?? false }}
                  activeProps={{ 'data-active': true, 'aria-current': 'page' }}
                  {...props}
                />
              )}
            />
          ))}
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main">
        <Outlet />
      </AppShell.Main>
    </AppShell>
  )
}
