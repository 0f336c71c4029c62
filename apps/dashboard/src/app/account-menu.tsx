import { ActionIcon, Menu } from '@mantine/core'
import { IconApps, IconLogout, IconUser, IconUserCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useAccount } from '../session/session.ts'
import { useSignOut } from '../session/use-sign-out.tsx'
import { t } from '../text/text.ts'

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const { start, question } = useSignOut()
  const { data: account } = useAccount()
  return (
    <>
      {question}
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t.app.account}>
            <IconUserCircle size={22} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {account && <Menu.Label className="cut">{account.email}</Menu.Label>}
          <Menu.Item
            leftSection={<IconUser size={16} />}
            renderRoot={(props) => <Link to="/account" {...props} />}
          >
            {t.app.account}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconApps size={16} />}
            renderRoot={(props) => <Link to="/" search={{ all: true }} {...props} />}
          >
            {t.app.allHandles}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={start}>
            {t.app.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
