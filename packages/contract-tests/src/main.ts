import { writeFileSync } from 'node:fs'
import { CannotCheck } from './cannot-check.ts'
import { type Options, readOptions, UsageError, usage } from './options.ts'
import { replayReport } from './replay-report.ts'
import { jsonReport } from './report/json.ts'
import { junitReport } from './report/junit.ts'
import { textReport } from './report/text.ts'
import { exitCodeOf, type Report } from './report.ts'
import { type Hooks, run } from './run.ts'
import { UNSEEN } from './unseen.ts'

/** Where the command writes. */
export interface Terminal {
  out(line: string): void
  error(line: string): void
  /** Shows how far it is, in place of what it showed before; `null` clears it. Only where somebody looks on. */
  progress?(text: string | null): void
}

/** The command, with its arguments. @returns its exit code. */
export async function main(
  args: readonly string[],
  given: Terminal,
  hooks: Omit<Hooks, 'progress'> = {},
): Promise<number> {
  const terminal = printable(given)
  try {
    const options = readOptions(args)
    if (options === 'help') {
      terminal.out(usage)
      return 0
    }
    if (options.replay !== null) {
      const { lines, broken, unknown } = await replayReport(options, options.replay, hooks)
      for (const line of lines) terminal.out(line)
      return broken > 0 ? 1 : unknown > 0 ? 2 : 0
    }
    const report = await run(options, {
      ...hooks,
      progress: ({ checks, of, requests }) =>
        terminal.progress?.(`Checking ${options.origin}: ${checks} of ${of} checks, ${requests} requests`),
    }).finally(() => terminal.progress?.(null))
    terminal.out(textReport(report, options))
    writeFiles(options, report)
    return exitCodeOf(report)
  } catch (error) {
    if (hooks.signal?.aborted) return 130
    const isExpected = error instanceof UsageError || error instanceof CannotCheck
    // Not 1, which says that the server is at fault.
    if (isExpected) terminal.error(error.message)
    else terminal.error(`This is a fault of latchkey-contract-tests; please report it. ${stackOf(error)}`)
    if (error instanceof UsageError) terminal.error('`latchkey-contract-tests --help` lists all options.')
    return 2
  }
}

/**
 * What servers say is printed, too, and must neither write over lines nor turn their order around: a terminal is sent no
 * control characters but tab and line feed, and no bidirectional ones.
 */
function printable(terminal: Terminal): Terminal {
  const clean = (line: string) =>
    line.replaceAll(UNSEEN, (unit) => (unit === '\n' || unit === '\t' ? unit : '\ufffd'))
  return {
    ...terminal,
    out: (line) => terminal.out(clean(line)),
    error: (line) => terminal.error(clean(line)),
  }
}

const stackOf = (error: unknown) => (error instanceof Error ? error.stack : String(error))

function writeFiles({ junit, json }: Options, report: Report) {
  const files: [file: string | null, content: (report: Report) => string][] = [
    [junit, junitReport],
    [json, jsonReport],
  ]
  for (const [file, content] of files) {
    if (file === null) continue
    try {
      writeFileSync(file, content(report))
    } catch (error) {
      throw new CannotCheck(`${file} cannot be written: ${error instanceof Error ? error.message : error}.`)
    }
  }
}
