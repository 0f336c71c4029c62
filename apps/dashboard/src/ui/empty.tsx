import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface EmptyProps {
  readonly title: string
  readonly hint: ReactNode
  /** What to do about it. */
  readonly action?: ReactNode
}

/** In place of a list that holds nothing: what will be here, and how it gets here. */
export const Empty = ({ title, hint, action }: EmptyProps) => (
  <Stack className="card" align="center" ta="center" gap="xs" py="xl">
    <Title order={2} size="h4">
      {title}
    </Title>
    <Text c="dimmed" maw={440}>
      {hint}
    </Text>
    {action}
  </Stack>
)
