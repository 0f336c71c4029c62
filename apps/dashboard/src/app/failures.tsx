import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core'
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { t } from '../text/text.ts'
import { ErrorNotice } from '../ui/error-notice.tsx'

/** At a path where there is no screen. */
export const NotFound = () => (
  <Center component="main" id="main" mih="60dvh" p="md">
    <Stack align="center" maw={440} ta="center">
      <Title order={1}>{t.app.notFound}</Title>
      <Text c="dimmed">{t.app.notFoundHint}</Text>
      <Button renderRoot={(props) => <Link to="/" {...props} />}>{t.app.toStart}</Button>
    </Stack>
  </Center>
)

/** While it is not known yet who is signed in. */
export const Pending = () => (
  <Center component="main" id="main" mih="100dvh">
    <Loader role="status" aria-label={t.ui.loading} />
  </Center>
)

/** In place of a screen that cannot be shown. */
export function Failed({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const again = () => {
    reset()
    router.invalidate()
  }
  return (
    <Center component="main" id="main" mih="60dvh" p="md">
      <Stack maw={520}>
        <Title order={1}>{t.app.failed}</Title>
        <ErrorNotice error={error} onRetry={again} />
      </Stack>
    </Center>
  )
}
