import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { type Failure, isFailure } from './failure.ts'
import { type Client, FairQueue, type QueueSize } from './fair-queue.ts'

// OWASP's minimum for argon2id: 19 MiB, two passes, one lane.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Keyboards and systems write the same character differently (NIST SP 800-63B §5.1.1.2). */
const normalized = (password: string): string => password.normalize('NFKC')

/** argon2id hash of a password, in PHC form. For set-up: what a request asks for waits for its turn in `Passwords`. */
export const hashPassword = (password: string): Promise<string> => hash(normalized(password), parameters)

const running = Math.max(1, Math.floor(availableParallelism() / 2))

/** Hashes that wait for each that runs: as many as are done within seconds. Whoever comes then is told to come again. */
const WAITING_FOR_EACH = 32

// A hash costs as much CPU as dozens of other requests, so only some run at once.
const size: QueueSize = { running, waiting: WAITING_FOR_EACH * running }

/** Hashes and checks passwords, in fair turns. */
export class Passwords {
  readonly #queue: FairQueue

  constructor(queueSize = size) {
    this.#queue = new FairQueue(queueSize)
  }

  async hash(client: Client, password: string): Promise<string | Failure<'unavailable'>> {
    return await this.#queue.run(client, () => hashPassword(password))
  }

  /** Whether the password fits. Without a stored hash the same work is done, and the answer is no. */
  async fits(
    client: Client,
    stored: string | undefined,
    password: string,
  ): Promise<boolean | Failure<'unavailable'>> {
    if (stored !== undefined) return await this.#queue.run(client, () => verify(stored, normalized(password)))
    const stand = await this.hash(client, password)
    return isFailure(stand) ? stand : false
  }
}
