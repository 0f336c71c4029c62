// Calls that found nobody signed in while a screen is open: they wait for the sign-in, and then go on.

let isOpen = false
const waiting = new Set<() => void>()

/** Lets all that wait go on. */
export function letGo(): void {
  for (const resolve of waiting) resolve()
  waiting.clear()
}

/** Whether calls wait: while there is a screen over which one can be asked to sign in again. */
export function holdCalls(hold: boolean): void {
  isOpen = hold
  if (!hold) letGo()
}

/** Whether they do. */
export const areHeld = (): boolean => isOpen

/** Waits until somebody has signed in, or has left the screen; not at all where there is none. */
export const signedInAgain = (): Promise<void> =>
  isOpen ? new Promise((resolve) => void waiting.add(resolve)) : Promise.resolve()
