import { ActionIcon, Menu } from '@mantine/core'
import { IconLogout, IconUser, IconUserCircle } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { signOut } from '../session/sign-out.ts'
import { t } from '../text/text.ts'
import { OperatorEntry } from './operator-entry.tsx'

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const navigate = useNavigate()
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t.app.account}>
          <IconUserCircle size={22} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconUser size={16} />}
          renderRoot={(props) => <Link to="/account" {...props} />}
        >
          {t.app.account}
        </Menu.Item>
        <OperatorEntry />
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={async () => {
            await signOut()
            await navigate({ to: '/sign-in' })
          }}
        >
          {t.app.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
