import { Menu } from '@mantine/core'
import { IconLifebuoy } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { t } from '../text/text.ts'
import { useIsOperator } from './is-operator.ts'

/** The way to the queues of the platform, for those who work there. Asked when the menu is opened. */
export function OperatorEntry() {
  const { isOperator } = useIsOperator()
  if (!isOperator) return null
  return (
    <Menu.Item
      leftSection={<IconLifebuoy size={16} />}
      renderRoot={(props) => <Link to="/operator" {...props} />}
    >
      {t.operator.title}
    </Menu.Item>
  )
}
