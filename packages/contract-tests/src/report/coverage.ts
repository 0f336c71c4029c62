import type { CoverageRow } from '../report.ts'

/** How many answers were not seen for which reason, most first. */
export function reasons(rows: readonly CoverageRow[]): string[] {
  const byReason = Map.groupBy(
    rows.filter(({ reason }) => reason !== null),
    ({ reason }) => reason,
  )
  return [...byReason]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([reason, answers]) => `${String(answers.length).padStart(6)}  ${reason}`)
}

/** Every declared answer, and why it was not seen. */
export function coverageTable(rows: readonly CoverageRow[]): string[] {
  const cells = rows.map(({ operation, status, code, reason }) => [
    operation.id,
    `${status} ${code ?? ''}`.trim(),
    reason ?? 'seen',
  ])
  const widths = [0, 1].map((index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)))
  return cells.map((row) => row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  '))
}
