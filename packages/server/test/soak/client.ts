import { setTimeout as wait } from 'node:timers/promises'
import { createLatchkey, type Latchkey, type LatchkeyError, TransportError } from '@latchkey/sdk'
import type { Tally } from './tally.ts'

/** Milliseconds after which people try again, and that they take from one step to the next. */
const PAUSE = 300

/** A step that was refused, which trying again does not change. */
export class Refused extends Error {
  readonly code: string
  /** Whether an answer was lost before, so that what was asked for may have happened. */
  readonly mayHaveHappened: boolean

  constructor(error: LatchkeyError, mayHaveHappened: boolean) {
    super(`${error.code}: ${error.message} (${error.requestId})`)
    this.code = error.rawCode
    this.mayHaveHappened = mayHaveHappened
  }
}

type Ended = { data?: unknown; error?: LatchkeyError | undefined; response: Response }
type Succeeded<R> = Extract<R, { error?: undefined }>

/** People with a browser: they try again what failed, for as long as it takes. */
export class People {
  readonly #baseUrl: string
  readonly #tally: Tally
  readonly #pause: () => Promise<void>

  /** @param givenUp when aborted, whoever would try again throws. */
  constructor(baseUrl: string, tally: Tally, givenUp: AbortSignal) {
    this.#baseUrl = baseUrl
    this.#tally = tally
    this.#pause = () => wait(PAUSE, undefined, { signal: givenUp })
  }

  /** A client as front ends make it. */
  client(token?: string): Latchkey {
    return createLatchkey({
      baseUrl: this.#baseUrl,
      ...(token !== undefined && { token }),
      onRetry: () => {
        this.#tally.retried++
      },
    })
  }

  /**
   * Takes one step: again while no answer comes, or one that says to try again.
   * @throws Refused for any other.
   */
  async step<R extends Ended>(
    call: () => Promise<R>,
  ): Promise<{ data: Succeeded<R> extends { data: infer D } ? D : never; requestId: string }> {
    await this.#pause()
    return await this.#tally.step(async () => {
      let mayHaveHappened = false
      for (;;) {
        try {
          const { data, error, response } = await call()
          if (!error) return { data: data as never, requestId: response.headers.get('x-request-id') ?? '' }
          if (error.retry === 'never') throw new Refused(error, mayHaveHappened)
          mayHaveHappened ||= error.status >= 500
        } catch (error) {
          if (!TransportError.is(error)) throw error
          mayHaveHappened = true
        }
        this.#tally.retried++
        await this.#pause()
      }
    })
  }

  /** Waits for a mail, as a step. */
  mailed = <T>(wait: () => Promise<T>): Promise<T> => this.#tally.step(wait)

  /** Sends a content as browsers do; again while no answer comes, or none of a file that is there. */
  async upload(url: string, content: Uint8Array<ArrayBuffer>): Promise<'there' | 'in progress'> {
    return await this.#tally.step(async () => {
      for (;;) {
        const response = await fetch(url, { method: 'PUT', body: content }).catch(() => null)
        const text = (await response?.text().catch(() => '')) ?? ''
        if (response?.status === 204 || text.includes('"file_already_uploaded"')) return 'there'
        // Its process was killed: the file is locked for a while, and people choose another one.
        if (text.includes('"file_upload_in_progress"')) return 'in progress'
        if (response && response.status < 500) throw new Error(`The upload: ${response.status} ${text}`)
        this.#tally.retried++
        await this.#pause()
      }
    })
  }
}
