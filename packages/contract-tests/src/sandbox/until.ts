import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds after which nothing is waited for any more. */
const PATIENCE = 60_000

/**
 * Asks again and again until there is something.
 * @returns `null` when nothing came within a minute.
 */
export async function until<T>(
  ask: () => Promise<T | null | undefined | false>,
  signal?: AbortSignal,
): Promise<T | null> {
  const deadline = performance.now() + PATIENCE
  for (let pause = 10; ; pause = Math.min(pause * 1.5, 250)) {
    const found = await ask()
    if (found) return found
    if (performance.now() > deadline) return null
    await sleep(pause, undefined, { signal })
  }
}
