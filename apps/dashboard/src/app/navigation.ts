import {
  type Icon,
  IconCoins,
  IconFile,
  IconFileText,
  IconHome,
  IconLifebuoy,
  IconReceipt,
  IconSettings,
  IconTargetArrow,
  IconUsers,
} from '@tabler/icons-react'
import { t } from '../text/text.ts'

interface Area {
  readonly to:
    | '/h/$handle'
    | '/h/$handle/pages'
    | '/h/$handle/sales'
    | '/h/$handle/customers'
    | '/h/$handle/revenue'
    | '/h/$handle/group-buys'
    | '/h/$handle/files'
    | '/h/$handle/settings'
    | '/h/$handle/support'
  readonly label: string
  readonly Icon: Icon
  /** Only at this very path, not below it. */
  readonly exact?: boolean
}

/** The areas of a handle, in the order of the menu. */
export const areas: readonly Area[] = [
  { to: '/h/$handle', label: t.home.title, Icon: IconHome, exact: true },
  { to: '/h/$handle/pages', label: t.pages.title, Icon: IconFileText },
  { to: '/h/$handle/sales', label: t.sales.title, Icon: IconReceipt },
  { to: '/h/$handle/customers', label: t.customers.title, Icon: IconUsers },
  { to: '/h/$handle/revenue', label: t.revenue.title, Icon: IconCoins },
  { to: '/h/$handle/group-buys', label: t.groupBuys.title, Icon: IconTargetArrow },
  { to: '/h/$handle/files', label: t.files.title, Icon: IconFile },
  { to: '/h/$handle/settings', label: t.settings.title, Icon: IconSettings },
  { to: '/h/$handle/support', label: t.support.title, Icon: IconLifebuoy },
]
