import { setMaxListeners } from 'node:events'
import { Worker } from 'node:worker_threads'
import { isFailure } from '../failure.ts'
import { FairQueue } from '../fair-queue.ts'
import { Unavailable } from '../http/faults.ts'
import type { Log } from '../log.ts'

/** A text to render, and what its ids begin with. */
export interface Source {
  readonly text: string
  readonly prefix: string
}

/** The HTML, or why there is none: it would be too much, or takes too long. */
export type Rendered = { readonly html: string } | { readonly refused: 'large' | 'complex' }

/** What the thread says: that it can begin, or what became of a text. */
export type ThreadMessage = 'ready' | (Rendered & { readonly error?: string })

export interface RendererOptions {
  /** Milliseconds that one text may take. */
  readonly timeLimit?: number
  /** What runs in the thread. */
  readonly thread?: URL
}

const THREAD = new URL('./thread.ts', import.meta.url)

/** Honest texts of the greatest length take some tenths of a second, and ten times that on a busy machine. */
const TIME_LIMIT = 5000
/** Milliseconds in which a thread must be ready. */
const START_LIMIT = 30_000

/** Texts that wait, of all and of one who asks. */
const WAITING = 64
const WAITING_OF_ONE = 8

interface Job {
  readonly source: Source
  resolve(rendered: Rendered): void
  reject(error: Error): void
}

/**
 * Renders Markdown in a thread of its own, so that no text, however odd, keeps requests waiting: bounded in time, in
 * memory and in what waits. Whoever asks gets turns in rotation with the others. A thread that fails or takes too long
 * is replaced.
 */
export class MarkdownRenderer {
  readonly #log: Log
  readonly #timeLimit: number
  readonly #file: URL
  readonly #queue = new FairQueue({ running: 1, waiting: WAITING, waitingOfOne: WAITING_OF_ONE })
  readonly #closing = new AbortController()
  #current: Job | null = null
  #thread: { readonly worker: Worker; ready: boolean } | null = null
  #timer: NodeJS.Timeout | undefined

  constructor(log: Log, { timeLimit = TIME_LIMIT, thread = THREAD }: RendererOptions = {}) {
    this.#log = log
    this.#timeLimit = timeLimit
    this.#file = thread
    // Every text that waits listens to it.
    setMaxListeners(0, this.#closing.signal)
  }

  /**
   * @param by who asks, such as the id of a handle.
   * @throws Unavailable when too much is waiting.
   */
  async render(by: string, source: Source): Promise<Rendered> {
    if (source.text === '') return { html: '' }
    const client = { network: by, signal: this.#closing.signal }
    const rendered = await this.#queue.run(client, () => this.#work(source))
    if (!isFailure(rendered)) return rendered
    const why = this.#closing.signal.aborted ? 'the server is closing' : 'too many texts wait to be rendered'
    throw new Unavailable(why)
  }

  /** Ends the thread. What waits is not rendered any more. */
  async close(): Promise<void> {
    this.#closing.abort()
    clearTimeout(this.#timer)
    this.#current?.reject(new Unavailable('the server is closing'))
    this.#current = null
    const thread = this.#thread
    this.#thread = null
    await thread?.worker.terminate()
  }

  /** Has the thread render a text; one at a time. */
  #work(source: Source): Promise<Rendered> {
    return new Promise((resolve, reject) => {
      this.#current = { source, resolve, reject }
      if (this.#thread?.ready) this.#begin()
      else this.#start()
    })
  }

  #begin(): void {
    this.#timer = setTimeout(() => this.#replace({ refused: 'complex' }), this.#timeLimit)
    this.#thread?.worker.postMessage(this.#current?.source)
  }

  #start(): void {
    const worker = new Worker(this.#file, {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 },
    })
    // Idle, it keeps no process from ending; at work, the timer does.
    worker.unref()
    const thread = { worker, ready: false }
    this.#thread = thread
    this.#timer = setTimeout(() => this.#replace(new Error('the thread did not start')), START_LIMIT)
    // After it was replaced nothing counts that it still says.
    const whileItCounts =
      <T>(listener: (value: T) => void) =>
      (value: T) => {
        if (this.#thread === thread) listener(value)
      }
    worker.on(
      'message',
      whileItCounts((message: ThreadMessage) => {
        clearTimeout(this.#timer)
        if (message === 'ready') {
          thread.ready = true
          this.#begin()
        } else this.#settle(message)
      }),
    )
    const failed = (error: Error) => {
      this.#log.error({ err: error }, 'the Markdown thread failed')
      const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      this.#replace(thread.ready && outOfMemory ? { refused: 'large' } : error)
    }
    worker.on('error', whileItCounts(failed))
    worker.on(
      'exit',
      whileItCounts(() => failed(new Error('the thread ended'))),
    )
  }

  /** Takes another thread for the next text. */
  #replace(outcome: Rendered | Error): void {
    clearTimeout(this.#timer)
    const thread = this.#thread
    this.#thread = null
    void thread?.worker.terminate()
    this.#settle(outcome)
  }

  #settle(outcome: (Rendered & { error?: string }) | Error): void {
    const job = this.#current
    this.#current = null
    if (outcome instanceof Error) job?.reject(outcome)
    else {
      // A fault of the renderer, which this text brings out.
      if (outcome.error) this.#log.error({ err: outcome.error }, 'a text could not be rendered')
      job?.resolve('html' in outcome ? { html: outcome.html } : { refused: outcome.refused })
    }
  }
}
