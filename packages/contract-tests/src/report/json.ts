import { record } from '../replay.ts'
import { exitCodeOf, type Report, verdictOf } from '../report.ts'
import { rules } from '../rules.ts'
import { shown } from './exchange.ts'

/** The report for programs. */
export function jsonReport(report: Report): string {
  const { findings, coverage, rules: looked, mask, notes, stopped, ...numbers } = report
  const object = {
    ...numbers,
    notes: notes.map((note) => mask.text(note)),
    stopped: stopped === null ? null : mask.text(stopped),
    exitCode: exitCodeOf(report),
    verdict: verdictOf(report),
    findings: findings.map(({ rule, where, sentence, exchanges }) => ({
      rule,
      says: rules[rule].says,
      where: mask.text(where),
      sentence: mask.text(sentence),
      requests: exchanges.map((exchange) => ({ ...record(exchange, mask), shown: shown(exchange, mask) })),
    })),
    rules: looked,
    coverage: coverage.map(({ operation, status, code, reason }) => ({
      operation: operation.id,
      status,
      code,
      seen: reason === null,
      reason,
    })),
  }
  return `${JSON.stringify(object, null, 2)}\n`
}
