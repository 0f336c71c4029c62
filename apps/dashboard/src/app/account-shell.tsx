import { Box, Container } from '@mantine/core'
import { Outlet } from '@tanstack/react-router'
import { TopBar } from './top-bar.tsx'

/** Around screens that belong to the account and not to a handle. */
export const AccountShell = () => (
  <Box mih="100dvh">
    <header className="top">
      <TopBar />
    </header>
    <Container component="main" id="main" size={760} py="lg">
      <Outlet />
    </Container>
  </Box>
)
