import { setTimeout as wait } from 'node:timers/promises'
import { inspect } from 'node:util'

/** Milliseconds between two looks, and how often is looked: for three minutes at least. */
const PAUSE = 50
const LOOKS = 3600

/**
 * Waits until something holds.
 * @param instead what there is while it does not: told when it never does.
 * @throws after thousands of looks.
 */
export async function patiently(
  what: string,
  holds: () => boolean | Promise<boolean>,
  instead: () => unknown = () => null,
): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    if (await holds()) return
    await wait(PAUSE)
  }
  throw new Error(`It does not come to pass: ${what}. ${inspect(await instead(), { depth: 4 })}`)
}

/** Waits for work that must not take for ever. @throws after thousands of looks at whether it has ended. */
export async function inTime<T>(what: string, work: T | Promise<T>): Promise<T> {
  let ended = false
  const watched = Promise.resolve(work).finally(() => {
    ended = true
  })
  return await Promise.race([watched, patiently(what, () => ended).then(() => watched)])
}
