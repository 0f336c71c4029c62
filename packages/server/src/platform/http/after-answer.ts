let waiting: (() => void)[] = []

/** Does what still waits. */
export function doneByNow(): void {
  const those = waiting
  waiting = []
  for (const each of those) each()
}

/** Does what does not serve the request once its answer, and those of the requests beside it, are on their way. */
export function afterAnswer(task: () => void): void {
  if (waiting.push(task) === 1) setImmediate(doneByNow)
}
