import { Box, Container, Group } from '@mantine/core'
import { Outlet } from '@tanstack/react-router'
import { t } from '../text/text.ts'
import { SchemeToggle } from './scheme-toggle.tsx'
import { Wordmark } from './wordmark.tsx'

/** Around every screen. */
export function Root() {
  return (
    <>
      <a className="skip" href="#main">
        {t.app.skip}
      </a>
      <Outlet />
    </>
  )
}

/** Around screens for those who are not signed in: one column. */
export function Guest() {
  return (
    <Box mih="100dvh">
      <Group component="header" justify="space-between" px="md" h={64}>
        <Wordmark />
        <SchemeToggle />
      </Group>
      <Container component="main" id="main" size={460} py="xl">
        <Outlet />
      </Container>
    </Box>
  )
}
