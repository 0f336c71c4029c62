import { type ReactNode, useEffect, useRef } from 'react'
import { explain } from './error-notice.tsx'
import { placer } from './placed.ts'

export { issuesOf } from './placed.ts'

/** Puts an error of a write at the fields of its form: `const { at, rest } = placed(create.error, ['title'])`. */
export const placed = placer(explain)

interface FormProps {
  /** What the last try was answered with: when it changes, the first field that is wrong gets the focus. */
  readonly error: unknown
  readonly onSubmit: () => void
  readonly className?: string
  readonly children: ReactNode
}

/** A form that is sent by script. */
export function Form({ error, onSubmit, className, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [error])
  return (
    <form
      ref={form}
      className={className}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}
