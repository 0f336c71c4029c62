import { setTimeout as pause } from 'node:timers/promises'

// Machines that do much else at once are slow; what never comes is still told from what is late.
const DEADLINE = 45_000

/** The first result of `look` that is there; looks again until then, for 45 seconds at most. */
export async function until<T>(what: string, look: () => Promise<T | null | undefined>): Promise<T> {
  const deadline = Date.now() + DEADLINE
  for (;;) {
    const found = await look()
    if (found !== null && found !== undefined) return found
    if (Date.now() > deadline) throw new Error(`Waited too long: ${what}.`)
    await pause(50)
  }
}
