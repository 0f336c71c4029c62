import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { builtAsset } from '../../../scripts/assets/built.ts'

const command = [join(await builtAsset('server'), 'main.js')]

/** A server as operators run it: a process of its own. It is killed with the test that started it. */
export class ServerProcess {
  readonly #child: ChildProcess
  readonly #ended: Promise<number | null>
  #output = ''

  /**
   * Starts it with exactly this environment, and what `npm test` has compiled before.
   * @param how what Node is told, and where; the server as it is built otherwise.
   */
  constructor(
    env: Record<string, string>,
    { args = command, cwd }: { args?: readonly string[]; cwd?: string } = {},
  ) {
    const { NODE_COMPILE_CACHE } = process.env
    this.#child = spawn(process.execPath, args, {
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

  get pid(): number {
    return this.#child.pid ?? 0
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
