/** Whether load balancers shall send requests to this process. */
export class Readiness {
  #stopping = false

  /** Whether this process is about to end. */
  get stopping(): boolean {
    return this.#stopping
  }

  /** From now on this process asks to be left alone. */
  stop(): void {
    this.#stopping = true
  }
}
