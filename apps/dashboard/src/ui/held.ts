import { useState } from 'react'

/** What a question does to that which it is about. */
export interface Asking {
  readonly onOpen: () => void
  readonly onClose: () => void
}

/**
 * What a question is about, as it was when it was asked: what is read anew meanwhile takes no question away before it is
 * answered, and changes none. Give `asking` to the `useDisclosure` of each question.
 */
export function useHeld<T>(current: T): { readonly value: T; readonly asking: Asking } {
  const [held, setHeld] = useState<{ readonly value: T } | null>(null)
  return {
    value: held ? held.value : current,
    asking: { onOpen: () => setHeld({ value: current }), onClose: () => setHeld(null) },
  }
}
