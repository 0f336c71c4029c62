import { rules } from '../rules.ts'
import type { Report } from '../run.ts'

/** The report as a person reads it in a terminal. */
export function textReport(report: Report): string {
  const { origin, findings, requests, covered, declared, notes } = report
  const lines = findings.flatMap(({ rule, where, sentence }) => [
    `✗ ${where}: ${sentence}`,
    `  ${rule}: ${rules[rule].says}`,
    '',
  ])
  const result =
    findings.length === 0 ? 'Everything that was looked at holds.' : `${findings.length} findings.`
  return [
    ...lines,
    ...notes,
    `${origin}: ${requests} requests; ${covered} of ${declared} declared answers seen.`,
    result,
  ].join('\n')
}
