/**
 * Passes calls on: one at once, and those that come within `milliseconds` after it together when that time is over, with
 * the sum of what they say.
 */
export function gathered(pass: (count: number) => void, milliseconds: number) {
  let waiting = 0
  let timer: NodeJS.Timeout | null = null
  const now = (count: number) => {
    timer = setTimeout(later, milliseconds).unref()
    pass(count)
  }
  const later = () => {
    timer = null
    const count = waiting
    waiting = 0
    if (count > 0) now(count)
  }
  return {
    call(count: number): void {
      if (timer) waiting += count
      else now(count)
    },
    /** Forgets what waits. */
    stop(): void {
      if (timer) clearTimeout(timer)
      timer = null
      waiting = 0
    },
  }
}
