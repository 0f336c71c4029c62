import { ActionIcon, Badge, Indicator, Menu } from '@mantine/core'
import { IconApps, IconLogout, IconMail, IconUser, IconUserCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useAccount } from '../session/session.ts'
import { useSignOut } from '../session/use-sign-out.tsx'
import { t } from '../text/text.ts'
import { useOffers } from './offers.ts'
import { OperatorEntry } from './operator-entry.tsx'

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const { start, question } = useSignOut()
  const { data: account } = useAccount()
  const offers = useOffers().data?.items.length ?? 0
  return (
    <>
      {question}
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t.app.account}>
            <Indicator disabled={offers === 0} size={8} offset={3}>
              <IconUserCircle size={22} />
            </Indicator>
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
          {offers > 0 && (
            <Menu.Item
              leftSection={<IconMail size={16} />}
              rightSection={<Badge size="sm">{offers}</Badge>}
              renderRoot={(props) => <Link to="/account" hash="offers" {...props} />}
            >
              {t.accounts.offers}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconApps size={16} />}
            renderRoot={(props) => <Link to="/" search={{ all: true }} {...props} />}
          >
            {t.app.allHandles}
          </Menu.Item>
          <OperatorEntry />
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={start}>
            {t.app.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
