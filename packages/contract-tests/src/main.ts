import { CannotCheck } from './cannot-check.ts'
import { readOptions, UsageError, usage } from './options.ts'
import { textReport } from './report/text.ts'
import { run } from './run.ts'

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
    const report = await run(options)
    terminal.out(textReport(report))
    return report.findings.length === 0 ? 0 : 1
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof CannotCheck)) throw error
    terminal.error(error.message)
    if (error instanceof UsageError) terminal.error('`latchkey-contract-tests --help` lists all options.')
    return 2
  }
}
