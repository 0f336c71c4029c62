import type { Answer } from './coverage.ts'
import type { Finding } from './findings.ts'
import type { Mask } from './mask.ts'
import type { RuleId } from './rules.ts'

/** A declared answer, and why it was not seen. */
export interface CoverageRow extends Answer {
  /** `null` when it was seen. */
  readonly reason: string | null
}

/** What came of a run. */
export interface Report {
  /** Hides every secret that the run came across. */
  readonly mask: Mask
  readonly origin: string
  /** `info.version` of the document. */
  readonly version: string
  readonly findings: readonly Finding[]
  /** The rules that were looked at. */
  readonly rules: readonly RuleId[]
  readonly requests: number
  readonly seconds: number
  readonly covered: number
  readonly declared: number
  readonly coverage: readonly CoverageRow[]
  /** Operations that gave an answer of theirs, of how many. */
  readonly reached: number
  readonly operations: number
  /** Whether any operation did, of those that nobody asked about too. */
  readonly isLatchkey: boolean
  /** What a reader should know, as sentences. */
  readonly notes: readonly string[]
  /** Why it ended early, as a sentence; `null` when it did not. */
  readonly stopped: string | null
  /** Ended by Ctrl-C. */
  readonly interrupted: boolean
}

/** Whether nothing was checked: nothing was found either, or what answers is no Latchkey. */
const isEmpty = ({ findings, reached, isLatchkey }: Report) =>
  reached === 0 && (findings.length === 0 || !isLatchkey)

/** 0 everything holds, 1 something does not, 2 it could not be checked, 130 it was interrupted (128 + SIGINT). */
export function exitCodeOf(report: Report): number {
  if (report.interrupted) return 130
  if (report.stopped !== null || isEmpty(report)) return 2
  return report.findings.length > 0 ? 1 : 0
}

/** What it comes to, as one sentence. */
export function verdictOf(report: Report): string {
  const { findings, operations, stopped, interrupted, mask } = report
  if (interrupted) return 'Interrupted; this is what was found until then.'
  if (stopped !== null) return `Stopped: ${mask.text(stopped)}`
  if (isEmpty(report))
    return `None of ${operations} operations gave an answer that it declares, so nothing was checked. Is this a Latchkey, and is it up?`
  if (findings.length === 0) return 'Everything that was looked at holds.'
  return findings.length === 1 ? '1 finding.' : `${findings.length} findings.`
}
