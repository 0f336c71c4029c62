import { Client, LeavesTrace } from './client.ts'
import { fetchDocument } from './fetch-document.ts'
import { Mask } from './mask.ts'
import type { Options } from './options.ts'
import { NoReplay, type RecordedFinding, readFindings, repeat } from './replay.ts'
import { answerRules } from './rules/answers.ts'
import { fuzzRules } from './rules/fuzz.ts'
import { credentialsOf, type Hooks, run } from './run.ts'
import { readAnnouncement } from './sandbox/announcement.ts'
import { traceOf } from './trace.ts'

/** What came of the findings of a report when they were looked for again. */
export interface ReplayReport {
  readonly lines: readonly string[]
  readonly held: number
  readonly broken: number
  /** Those that could not be repeated. */
  readonly unknown: number
}

/**
 * Looks again for each finding of a report. Of an answer, its requests are sent again; what took a check of its own to
 * find, that check looks for, as what it made then is gone.
 * @throws NoReplay when the file cannot be read.
 * @throws CannotCheck when the server serves no document, or is asked for its sandbox and has none.
 */
export async function replayReport(
  options: Options,
  file: string,
  hooks: Omit<Hooks, 'progress'> = {},
): Promise<ReplayReport> {
  const findings = await readFindings(file)
  const document = await fetchDocument(options.origin, hooks.signal)
  // What a report tells to send is written only where a run would write.
  if (options.sandbox) await readAnnouncement(document, options.origin)
  const credentials = credentialsOf(options)
  const mask = new Mask()
  const client = new Client({
    origin: options.origin,
    signal: hooks.signal,
    wait: hooks.wait,
    traceOf: options.sandbox ? undefined : (spec) => traceOf(document, spec),
    onExchange: (exchange) => mask.learn(exchange),
  })
  const lookAgain = async (finding: RecordedFinding): Promise<string | null> => {
    const { rule, where } = finding
    if (Object.hasOwn(answerRules, rule) || Object.hasOwn(fuzzRules, rule)) {
      return await repeat(finding, document, client, credentials)
    }
    const only = document.operations.some(({ id }) => id === where) ? [rule, where] : [rule]
    const again = await run({ ...options, only, skip: [], fuzz: 0 }, hooks)
    return again.findings.find((one) => one.rule === rule && one.where === where)?.sentence ?? null
  }
  const lines: string[] = []
  const counts = { held: 0, broken: 0, unknown: 0 }
  for (const finding of findings) {
    const { rule, where } = finding
    try {
      const sentence = await lookAgain(finding)
      counts[sentence === null ? 'held' : 'broken'] += 1
      lines.push(
        sentence === null
          ? `✓ ${where}: ${rule} holds now.`
          : `✗ ${where}: ${mask.text(sentence)}\n  ${rule} still does not hold.`,
      )
    } catch (error) {
      if (!(error instanceof NoReplay || error instanceof LeavesTrace)) throw error
      counts.unknown += 1
      lines.push(`? ${where}: ${mask.text(error.message)}`)
    }
  }
  lines.push(
    `Of ${findings.length} findings, ${counts.broken} are still there, ${counts.held} are not` +
      (counts.unknown > 0 ? `, and ${counts.unknown} could not be repeated.` : '.'),
  )
  return { lines, ...counts }
}
