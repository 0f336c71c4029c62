import { IconArchive, IconPencil, IconPointFilled, IconWorld } from '@tabler/icons-react'
import { t } from '../../text/text.ts'
import { Mark } from '../../ui/mark.tsx'

const marks = {
  PUBLISHED: { tone: 'good', Icon: IconWorld },
  DRAFT: { tone: 'warning', Icon: IconPencil },
  ARCHIVED: { tone: 'quiet', Icon: IconArchive },
} as const

const isKnown = (state: string): state is keyof typeof marks => Object.hasOwn(marks, state)

/** Who sees the page. What a newer server calls it is shown as it is. */
export const StateBadge = ({ state }: { state: string }) => (
  <Mark {...(isKnown(state) ? marks[state] : { tone: 'quiet', Icon: IconPointFilled })}>
    {isKnown(state) ? t.pages.states[state] : state}
  </Mark>
)
