import { main, type Terminal } from '../src/main.ts'
import type { Hooks } from '../src/run.ts'

/** Runs the command. @returns its exit code, and everything that it wrote. */
export async function check(args: readonly string[], hooks: Omit<Hooks, 'progress'> = {}) {
  const lines: string[] = []
  const write = (line: string) => void lines.push(line)
  const terminal: Terminal = { out: write, error: write }
  const code = await main(args, terminal, hooks)
  return { code, text: lines.join('\n') }
}
