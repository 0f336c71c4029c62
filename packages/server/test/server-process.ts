import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** A server as operators run it: a process of its own. It is killed with the test that started it. */
export class ServerProcess {
  readonly #child: ChildProcess
  readonly #ended: Promise<number | null>
  #output = ''

  /**
   * Starts it with exactly this environment, and what `npm test` has compiled before; that of another checkout, when
   * `file` and its working directory are given.
   */
  constructor(env: Record<string, string>, { file = main, cwd }: { file?: string; cwd?: string } = {}) {
    const { NODE_COMPILE_CACHE } = process.env
    this.#child = spawn(process.execPath, [file], {
      ...(cwd && { cwd }),
      env: { ...env, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk) => {
        this.#output += chunk
      })
    }
    this.#ended = once(this.#child, 'exit').then(([code]) => code)
    onTestFinished(() => {
      this.#child.kill('SIGKILL')
    })
  }

  /** What it has written so far, to stdout and stderr. */
  get output(): string {
    return this.#output
  }

  /** The exit code, once it has ended by itself; `null` when a signal ended it. */
  get ended(): Promise<number | null> {
    return this.#ended
  }

  /** The URL it listens on, once it does. */
  async listening(): Promise<string> {
    for (;;) {
      const [, port] = /"port":(\d+)/.exec(this.#output) ?? []
      if (port) return `http://localhost:${port}`
      const ended = await Promise.race([this.#ended.then(() => true), wait(20).then(() => false)])
      if (ended) throw new Error(`The server ended before it listened:\n${this.#output}`)
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
