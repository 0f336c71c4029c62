import type { ChildProcess } from 'node:child_process'

/** Milliseconds between two looks. */
const LOOK_INTERVAL = 1000

/** Kills a process that is still there so many milliseconds after it should have ended. */
export function killWhenLate(child: ChildProcess, shouldHaveEnded: () => boolean, patience: number): void {
  let killing: NodeJS.Timeout | undefined
  const looking = setInterval(() => {
    if (!shouldHaveEnded()) return
    clearInterval(looking)
    killing = setTimeout(() => {
      console.error(`${child.spawnfile} does not end by itself, and is killed.`)
      child.kill('SIGKILL')
    }, patience)
  }, LOOK_INTERVAL)
  for (const end of ['exit', 'error']) {
    child.once(end, () => {
      clearInterval(looking)
      clearTimeout(killing)
    })
  }
}
