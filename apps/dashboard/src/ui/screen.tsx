import { PLATFORM_NAME } from 'virtual:contract'
import { Box, Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'

let hasArrived = false

interface ScreenProps {
  readonly title: string
  readonly hint?: ReactNode
  /** The way to the list that this is of: a `Back`. */
  readonly back?: ReactNode
  /** What one comes here to do. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A screen: its heading, which is read out when one arrives, what can be done, and what it shows. */
export function Screen({ title, hint, back, actions, children }: ScreenProps) {
  useDocumentTitle(`${title} · ${PLATFORM_NAME}`)
  const heading = useRef<HTMLHeadingElement>(null)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  useEffect(() => {
    // The first screen leaves the focus at the top, where the keyboard finds the link that skips the menu.
    if (hasArrived) heading.current?.focus({ preventScroll: true })
    hasArrived = true
  }, [path])
  return (
    <Stack gap="lg" maw={1100}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Box miw={0}>
          {back}
          <Title order={1} size="h2" tabIndex={-1} ref={heading} className="breaks">
            {title}
          </Title>
          {hint && <Text c="dimmed">{hint}</Text>}
        </Box>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  )
}
