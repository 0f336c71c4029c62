import { type Icon, IconFileText, IconHome } from '@tabler/icons-react'
import { t } from '../text/text.ts'

interface Area {
  readonly to: '/h/$handle' | '/h/$handle/pages'
  readonly label: string
  readonly Icon: Icon
  /** Only at this very path, not below it. */
  readonly exact?: boolean
}

/** The areas of a handle, in the order of the menu. */
export const areas: readonly Area[] = [
  { to: '/h/$handle', label: t.home.title, Icon: IconHome, exact: true },
  { to: '/h/$handle/pages', label: t.pages.title, Icon: IconFileText },
]
