import { Button, Container, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { handlesQuery } from '../../app/handles.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'

export function Handles() {
  const { data, error, refetch } = useQuery(handlesQuery)
  return (
    <Container component="main" id="main" size={560} py="xl">
      <Stack>
        <Title order={1}>{t.accounts.handles}</Title>
        <ErrorNotice error={error} onRetry={refetch} />
        {data?.items.map(({ id, name, displayName }) => (
          <Button
            key={id}
            renderRoot={(props) => <Link to="/h/$handle" params={{ handle: name }} {...props} />}
          >
            {displayName}
          </Button>
        ))}
      </Stack>
    </Container>
  )
}
