import { setTimeout as pause } from 'node:timers/promises'

const DEADLINE = 15_000

/** The first result of `look` that is there; looks again until then, for 15 seconds at most. */
export async function until<T>(what: string, look: () => Promise<T | null | undefined>): Promise<T> {
  const deadline = Date.now() + DEADLINE
  for (;;) {
    const found = await look()
    if (found !== null && found !== undefined) return found
    if (Date.now() > deadline) throw new Error(`Waited too long: ${what}.`)
    await pause(50)
  }
}
