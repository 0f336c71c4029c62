import { Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { AccountMenu } from './account-menu.tsx'
import { SchemeToggle } from './scheme-toggle.tsx'
import { Wordmark } from './wordmark.tsx'

/** Above all screens of somebody who is signed in. `menu` opens that of the handle on a phone. */
export const TopBar = ({ menu }: { menu?: ReactNode }) => (
  <Group h={64} px="md" justify="space-between" wrap="nowrap">
    <Group gap="sm" wrap="nowrap">
      {menu}
      <Wordmark />
    </Group>
    <Group gap="xs" wrap="nowrap">
      <SchemeToggle />
      <AccountMenu />
    </Group>
  </Group>
)
