let waiting: (() => void)[] = []

/**
 * Does what still waits.
 * @throws what one of them threw, when all are done.
 */
export function doneByNow(): void {
  const those = waiting
  waiting = []
  let broken: { error: unknown } | undefined
  for (const each of those) {
    try {
      each()
    } catch (error) {
      broken ??= { error }
    }
  }
  if (broken) throw broken.error
}

/** Does what does not serve the request once its answer, and those of the requests beside it, are on their way. */
export function afterAnswer(task: () => void): void {
  if (waiting.push(task) === 1) setImmediate(doneByNow)
}
