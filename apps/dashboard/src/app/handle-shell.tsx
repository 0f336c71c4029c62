import { Alert, AppShell, Burger, Button, NavLink, ScrollArea, Stack, Text } from '@mantine/core'
import { useDisclosure, useWindowEvent } from '@mantine/hooks'
import { IconUserOff } from '@tabler/icons-react'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { t } from '../text/text.ts'
import { Screen } from '../ui/screen.tsx'
import { HandleSwitcher } from './handle-switcher.tsx'
import { rememberHandle, useHandle, useHandles } from './handles.ts'
import { areas } from './navigation.ts'
import { TopBar } from './top-bar.tsx'

/** Around the screens of a handle: where one can go, and whose screens these are. */
export function HandleShell() {
  const { name: handle } = useHandle()
  const [isOpen, { toggle, close }] = useDisclosure()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  // On a phone the menu has covered what was chosen in it.
  useEffect(close, [path])
  useWindowEvent('keydown', ({ key }) => key === 'Escape' && close())

  return (
    <AppShell
      header={{ height: 64 }}
      navbar={{ width: 248, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <AppShell.Header bg="var(--mantine-color-body)">
        <TopBar
          menu={
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isOpen ? t.app.closeMenu : t.app.openMenu}
              aria-expanded={isOpen}
            />
          }
        />
      </AppShell.Header>
      <AppShell.Navbar
        p="md"
        bg="var(--mantine-color-body)"
        aria-label={t.app.areas}
        className="menu"
        mod={{ open: isOpen }}
      >
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
        <OfHandle key={handle} />
      </AppShell.Main>
    </AppShell>
  )
}

/**
 * The screen, for those who have a role on the handle. Who loses it while the screen is open keeps what is on it, and is
 * told.
 */
function OfHandle() {
  const { data } = useHandles()
  const { name, role } = useHandle()
  const had = useRef(false)
  if (role) had.current = true
  useEffect(() => {
    if (role) rememberHandle(name)
  }, [role, name])

  // Beyond the first hundred, the server tells.
  const isRefused = data !== undefined && data.nextCursor === null && role === undefined
  if (isRefused && !had.current) return <NoRole />
  return (
    <>
      {isRefused && (
        <Alert role="alert" color="red" icon={<IconUserOff />} title={t.app.roleLost(name)} mb="lg">
          <Text size="sm">{t.app.roleLostHint}</Text>
        </Alert>
      )}
      <Outlet />
    </>
  )
}

function NoRole() {
  const { name } = useHandle()
  return (
    <Screen title={t.app.noRole(name)}>
      <Stack align="flex-start">
        <Text>{t.app.noRoleHint}</Text>
        <Button renderRoot={(props) => <Link to="/" search={{ all: true }} {...props} />}>
          {t.app.allHandles}
        </Button>
      </Stack>
    </Screen>
  )
}
