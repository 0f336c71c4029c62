import type { Clock } from '../src/platform/clock.ts'

/** A clock that stands still until it is moved. It starts well after the real time, see jobs.ts. */
export class TestClock implements Clock {
  #now = new Date('2030-01-01T12:00:00.000Z')
  readonly #followers: ((milliseconds: number) => Promise<void>)[] = []

  now(): Date {
    return new Date(this.#now)
  }

  /** Moves the clock at once; awaited, also what follows it (the local Stripe) has moved. */
  async advance(seconds: number): Promise<void> {
    this.#now = new Date(this.#now.getTime() + seconds * 1000)
    for (const follow of this.#followers) await follow(seconds * 1000)
  }

  /** Jumps to a time; nothing follows. */
  set(now: Date): void {
    this.#now = now
  }

  /** Has `follow` called with the milliseconds of every `advance`. */
  followedBy(follow: (milliseconds: number) => Promise<void>): void {
    this.#followers.push(follow)
  }
}
