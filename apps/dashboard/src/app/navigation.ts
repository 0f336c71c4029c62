import {
  type Icon,
  IconFiles,
  IconHome,
  IconLifebuoy,
  IconSettings,
  IconUsersGroup,
} from '@tabler/icons-react'
import { t } from '../text/text.ts'

interface Area {
  readonly to:
    | '/h/$handle'
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
  { to: '/h/$handle/group-buys', label: t.groupBuys.title, Icon: IconUsersGroup },
  { to: '/h/$handle/files', label: t.files.title, Icon: IconFiles },
  { to: '/h/$handle/settings', label: t.settings.title, Icon: IconSettings },
  { to: '/h/$handle/support', label: t.support.title, Icon: IconLifebuoy },
]
