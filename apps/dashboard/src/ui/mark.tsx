import './mark.css'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

export type Tone = 'good' | 'warning' | 'bad' | 'quiet'

interface MarkProps {
  readonly tone: Tone
  readonly Icon: Icon
  readonly children: ReactNode
}

/** How something stands, in words; the icon and its color say it again to who looks over a list. */
export const Mark = ({ tone, Icon, children }: MarkProps) => (
  <span className="mark" data-tone={tone}>
    <Icon size={16} stroke={2} aria-hidden="true" />
    <span>{children}</span>
  </span>
)
