// Runs a Node program beside us and hands on what it prints, line by line.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface Service {
  name: string
  /** Resolves when it has ended, whatever the reason. */
  ended: Promise<void>
  stop(): Promise<void>
}

export interface NodeProgram {
  name: string
  file: string
  args?: string[]
  /** Modules that are loaded before it. */
  preloads?: string[]
  env: NodeJS.ProcessEnv
  /** Milliseconds between asking it to end and ending it. */
  patience: number
  onLine: (line: string) => void
}

export function startNode(program: NodeProgram): Service {
  const { name, file, args = [], preloads = [], env, patience, onLine } = program
  const imports = [join(import.meta.dirname, 'stop-with-parent.mjs'), ...preloads].flatMap((path) => [
    '--import',
    path,
  ])
  const child = spawn(process.execPath, [...imports, file, ...args], {
    env,
    // A session of its own, so that Ctrl-C in the terminal reaches only us and the order of stopping is ours.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', onLine)
  }
  const ended = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      onLine(error.message)
      resolve()
    })
    child.on('exit', () => resolve())
  })
  return {
    name,
    ended,
    async stop() {
      child.kill('SIGTERM')
      const impatience = setTimeout(() => child.kill('SIGKILL'), patience)
      await ended
      clearTimeout(impatience)
    },
  }
}
