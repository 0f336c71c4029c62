/** Whether load balancers shall send requests to this process, and whether it works on jobs if that is all it does. */
export class Readiness {
  #stopping = false
  readonly #parts = new Map<string, () => boolean>()

  /** A part without which this process is of no use; `otherwise` is what is said then. */
  require(otherwise: string, ready: () => boolean): void {
    this.#parts.set(otherwise, ready)
  }

  /** What is said of the parts that are not ready. */
  get lacking(): string[] {
    return [...this.#parts].flatMap(([otherwise, ready]) => (ready() ? [] : [otherwise]))
  }

  /** Whether this process is about to end. */
  get stopping(): boolean {
    return this.#stopping
  }

  /** From now on this process asks to be left alone. */
  stop(): void {
    this.#stopping = true
  }
}
