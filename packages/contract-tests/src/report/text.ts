import { type Report, verdictOf } from '../report.ts'
import { rules } from '../rules.ts'
import { coverageTable, reasons } from './coverage.ts'
import { shown } from './exchange.ts'

/** Where rules are described. */
const PAGE = 'rules.md'

/** The report as a person reads it in a terminal. */
export function textReport(report: Report, { coverage }: { readonly coverage: boolean }): string {
  const { mask } = report
  const findings = report.findings.flatMap(({ rule, where, sentence, exchanges }) => [
    `✗ ${mask.text(where)}: ${mask.text(sentence)}`,
    `  ${rules[rule].says} (${PAGE}#${rule})`,
    ...exchanges.map((exchange) => `  ${shown(exchange, mask)}`),
    '',
  ])
  const { origin, requests, seconds, reached, operations, covered, declared } = report
  return [
    ...findings,
    ...(coverage ? [...coverageTable(report.coverage), ''] : []),
    `${origin}, version ${report.version}: ${requests} requests in ${seconds.toFixed(1)} s.`,
    `${reached} of ${operations} operations reached; ${covered} of ${declared} declared answers seen. Not seen:`,
    ...reasons(report.coverage),
    ...report.notes.map((note) => mask.text(note)),
    verdictOf(report),
  ].join('\n')
}
