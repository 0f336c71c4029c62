import type { Log } from './log.ts'

/** Work that goes on after the answer was sent. Shutting down waits for it; a failure is logged, never lost silently. */
export class Background {
  readonly #running = new Set<Promise<void>>()
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  run(what: string, task: () => Promise<unknown>): void {
    const running = task()
      .then(
        () => undefined,
        (error: unknown) => this.#log.error({ err: error, what }, 'background work failed'),
      )
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  /** Resolves when nothing is running any more. */
  async drain(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }
}
