import { type Failure, fail } from './failure.ts'

/** Who waits for a turn. */
export interface Client {
  /** The network a request came from: each has one turn at a time. */
  readonly network: string
  /** Aborted when the client left. */
  readonly signal: AbortSignal
}

/** How many tasks run at once, and how many wait at most. */
export interface QueueSize {
  readonly running: number
  readonly waiting: number
  /** Of one network; default: as many as of all. */
  readonly waitingOfOne?: number
}

/**
 * Runs some tasks at once and has a bounded number of others wait, one turn for each network in rotation: however many
 * requests one of them sends, another waits for as many turns as there are networks.
 */
export class FairQueue {
  readonly #places: number
  readonly #placesOfOne: number
  #free: number
  /** What waits by network, in order; the network whose turn is next comes first. */
  readonly #lines = new Map<string, ((turn: boolean) => void)[]>()
  #waiting = 0

  constructor({ running, waiting, waitingOfOne = waiting }: QueueSize) {
    this.#free = running
    this.#places = waiting
    this.#placesOfOne = waitingOfOne
  }

  /** @returns what the task returned; `unavailable` when there was no place, or the client left before its turn. */
  async run<T>(client: Client, task: () => Promise<T>): Promise<T | Failure<'unavailable'>> {
    if (client.signal.aborted) return fail('unavailable')
    if (this.#free > 0) this.#free--
    else if (!(await this.#turn(client))) return fail('unavailable')
    try {
      return await task()
    } finally {
      this.#next()
    }
  }

  /** Waits for a turn. @returns `false` when there will be none. */
  #turn({ network, signal }: Client): Promise<boolean> {
    const full = this.#waiting >= this.#places && !this.#makeRoom(network)
    if (full || (this.#lines.get(network)?.length ?? 0) >= this.#placesOfOne) return Promise.resolve(false)
    return new Promise((resolve) => {
      const leave = () => this.#remove(network, settle)
      const settle = (turn: boolean) => {
        this.#waiting--
        signal.removeEventListener('abort', leave)
        resolve(turn)
      }
      const line = this.#lines.get(network) ?? []
      line.push(settle)
      this.#lines.set(network, line)
      this.#waiting++
      signal.addEventListener('abort', leave)
    })
  }

  #next(): void {
    const [first] = this.#lines
    if (!first) {
      this.#free++
      return
    }
    const [network, line] = first
    const settle = line.shift()
    // To the end of the rotation, unless that was all.
    this.#lines.delete(network)
    if (line.length > 0) this.#lines.set(network, line)
    settle?.(true)
  }

  /** Turns away the newest of the network that has most waiting, if that leaves it no less than who comes now. */
  #makeRoom(newcomer: string): boolean {
    const [longest] = [...this.#lines].sort(([, one], [, other]) => other.length - one.length)
    const [network = '', line = []] = longest ?? []
    const newest = line.at(-1)
    if (!newest || line.length < (this.#lines.get(newcomer)?.length ?? 0) + 2) return false
    this.#remove(network, newest)
    return true
  }

  #remove(network: string, settle: (turn: boolean) => void): void {
    const line = this.#lines.get(network)?.filter((waiting) => waiting !== settle) ?? []
    // An empty line would be given a turn; one that stays keeps its place in the rotation.
    if (line.length > 0) this.#lines.set(network, line)
    else this.#lines.delete(network)
    settle(false)
  }
}
