import { main } from '../src/main.ts'

/** Runs the command as a terminal would, with its lines as one text. */
export async function command(...args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = []
  const code = await main(args, { out: (line) => lines.push(line), error: (line) => lines.push(line) })
  return { code, text: lines.join('\n') }
}
