import { readOptions, UsageError, usage } from './options.ts'
import { NoReplay } from './replay.ts'
import { replayReport } from './replay-report.ts'
import { textReport } from './report/text.ts'
import { CannotCheck, run } from './run.ts'

/** Where the command writes. */
export interface Terminal {
  out(line: string): void
  error(line: string): void
}

/** The command, with its arguments. @returns its exit code. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const options = readOptions(args)
    if (options === 'help') {
      terminal.out(usage)
      return 0
    }
    if (options.replay !== null) {
      const { lines, broken, unknown } = await replayReport(options, options.replay)
      for (const line of lines) terminal.out(line)
      return broken > 0 ? 1 : unknown > 0 ? 2 : 0
    }
    const report = await run(options)
    terminal.out(textReport(report))
    return report.findings.length === 0 ? 0 : 1
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof CannotCheck || error instanceof NoReplay))
      throw error
    terminal.error(error.message)
    if (error instanceof UsageError) terminal.error('`latchkey-contract-tests --help` lists all options.')
    return 2
  }
}
