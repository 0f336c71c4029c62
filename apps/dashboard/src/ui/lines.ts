/** Comparisons of lines that are made at most; longer texts are marked as a whole. */
const MOST = 4_000_000

/** Which lines of two texts have no counterpart in the other, in order (longest common subsequence). */
export function differingLines(
  one: string,
  other: string,
): { one: readonly boolean[]; other: readonly boolean[] } {
  const a = one.split('\n')
  const b = other.split('\n')
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const rows = a.length - start - end
  const columns = b.length - start - end
  const marked = (length: number) =>
    Array.from({ length }, (_, index) => index >= start && index < length - end)
  const marks = { one: marked(a.length), other: marked(b.length) }
  if (rows * columns > MOST) return marks

  // lengths[row][column]: of the longest sequence that is common to what follows both.
  const lengths = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1))
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0
  const alike = (row: number, column: number) => a[start + row] === b[start + column]
  for (let row = rows - 1; row >= 0; row--)
    for (let column = columns - 1; column >= 0; column--) {
      const line = lengths[row]
      if (line)
        line[column] = alike(row, column)
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1))
    }
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (alike(row, column)) {
      marks.one[start + row++] = false
      marks.other[start + column++] = false
    } else if (at(row + 1, column) >= at(row, column + 1)) row++
    else column++
  }
  return marks
}
