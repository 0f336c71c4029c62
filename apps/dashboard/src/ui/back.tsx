import { IconArrowLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** What stands in the link from one thing to the list it is in. */
export const Back = ({ children }: { children: ReactNode }) => (
  <span style={{ display: 'inline-flex', alignItems: 'center', gap: '0.35em' }}>
    <IconArrowLeft size={16} aria-hidden="true" />
    {children}
  </span>
)
