import type { CoverageRow } from '../report.ts'

/** How many answers were not seen for which reason, most first. */
export function reasons(rows: readonly CoverageRow[]): string[] {
  const counts = new Map<string, number>()
  for (const { reason } of rows) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${String(count).padStart(6)}  ${reason}`)
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
