import { Box, Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

interface SectionProps {
  readonly title: string
  readonly hint?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A part of a screen, with its heading. */
export function Section({ title, hint, actions, children }: SectionProps) {
  const id = useId()
  return (
    <Stack component="section" className="card" gap="md" aria-labelledby={id}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Box>
          <Title order={2} size="h4" id={id}>
            {title}
          </Title>
          {hint && (
            <Text size="sm" c="dimmed">
              {hint}
            </Text>
          )}
        </Box>
        {actions}
      </Group>
      {children}
    </Stack>
  )
}
