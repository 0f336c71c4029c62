import { Box, Button, Container, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link, Outlet } from '@tanstack/react-router'
import { useIsOperator } from '../../app/is-operator.ts'
import { TopBar } from '../../app/top-bar.tsx'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SectionButton, SectionNav } from '../../ui/section-nav.tsx'

const sections = [
  { to: '/operator', label: t.operator.reports },
  { to: '/operator/abuse', label: t.operator.contentReports },
  { to: '/operator/dead-jobs', label: t.operator.deadJobs },
  { to: '/operator/unmatched-payments', label: t.operator.payments },
] as const

/** Around the queues of those who run the platform. */
export function OperatorShell() {
  const { isOperator, error, refetch } = useIsOperator()
  return (
    <Box mih="100dvh">
      <header className="top">
        <TopBar />
      </header>
      <Container component="main" id="main" size={1132} py="md">
        {isOperator && (
          <Stack gap="xl">
            <SectionNav label={t.operator.sections}>
              {sections.map(({ to, label }) => (
                <SectionButton
                  key={to}
                  renderRoot={(props) => (
                    <Link
                      to={to}
                      activeOptions={{ exact: true }}
                      activeProps={{ 'aria-current': 'page' }}
                      {...props}
                    />
                  )}
                >
                  {label}
                </SectionButton>
              ))}
            </SectionNav>
            <Outlet />
          </Stack>
        )}
        {isOperator === null && !error && <Skeleton h={240} />}
        {isOperator === null && <ErrorNotice error={error} onRetry={refetch} />}
        {isOperator === false && (
          <Stack align="flex-start">
            <Title order={1} size="h2">
              {t.operator.notAllowed}
            </Title>
            <Text c="dimmed">{t.operator.notAllowedHint}</Text>
            <Button renderRoot={(props) => <Link to="/" {...props} />}>{t.operator.back}</Button>
          </Stack>
        )}
      </Container>
    </Box>
  )
}
