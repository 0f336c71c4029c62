import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'

/** The way to the sections of an area: one `SectionButton` each. */
export const SectionNav = ({ label, children }: { label: string; children: ReactNode }) => (
  <Group component="nav" gap={4} aria-label={label} className="sections">
    {children}
  </Group>
)

/** The way to one of them; it is rendered as the link, whose `aria-current` marks where one is. */
export const SectionButton = Button.withProps({
  size: 'compact-sm',
  variant: 'subtle',
  color: 'gray',
  c: 'var(--mantine-color-text)',
  className: 'section',
})
