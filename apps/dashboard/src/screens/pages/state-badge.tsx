import { Badge } from '@mantine/core'
import { t } from '../../text/text.ts'
import type { PageState } from './state.ts'

const colors: Readonly<Record<PageState, string>> = { PUBLISHED: 'green', DRAFT: 'brass', ARCHIVED: 'gray' }

/** Who sees the page. */
export const StateBadge = ({ state }: { state: PageState | (string & {}) }) => {
  const known = Object.hasOwn(colors, state) ? (state as PageState) : null
  return (
    <Badge variant="light" tt="none" fw={600} color={known ? colors[known] : 'gray'}>
      {known ? t.pages.states[known] : state}
    </Badge>
  )
}
