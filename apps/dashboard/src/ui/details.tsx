import type { ReactNode } from 'react'

/** More about something, for those who ask. */
export const Details = ({ label, children }: { label: string; children: ReactNode }) => (
  <details className="details">
    <summary>{label}</summary>
    {children}
  </details>
)
