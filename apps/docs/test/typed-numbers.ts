// Finds numbers with a unit that somebody typed into a guide: they go stale when the constant changes.

const few =
  'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|million'
const times = 'milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|years?'
const sizes = 'bytes?|kilobytes?|megabytes?|gigabytes?|[kKMG]B|[KMG]iB|bits?'
const counts = 'tries|times|attempts?|guesses|failures?|characters?|letters?|digits?|percent'
const things =
  'requests?|connections?|addresses|cores?|processes|mails?|emails?|writes?|slots?|tokens?|files?'

const unit = `(?:${times}|${sizes}|${counts})\\b`
/** What stands between a number and its unit: nothing, a hyphen, or words such as `wrong` that belong to the unit. */
const between = '(?:\\s+|-|\\s+(?:more|further|wrong|working|calendar)\\s+)?'

const typed = new RegExp(
  [
    `\\b\\d[\\d,.]*${between}(?:${unit}|(?:${things})\\b|%)`,
    `\\b\\d[\\d,.]*\\s+(?:ms|s|min|h)\\b`,
    `\\b\\d[\\d,.]*\\s+(?:per|an?)\\s+(?:${times})\\b`,
    `\\b(?:${few})${between}${unit}`,
    `\\b(?:${few})\\s+(?:per|an?)\\s+(?:${times})\\b`,
  ].join('|'),
  'gi',
)

const marker = /<!-- number: \S.*?-->/

/** A number that was typed, or a mark on a line that has none. */
export interface Finding {
  readonly line: number
  readonly what: string
}

const blank = (text: string) => text.replaceAll(/[^\n]/g, ' ')

/**
 * Looks through the source of a page, its code aside.
 * @returns numbers with a unit on lines that no `<!-- number: why -->` excuses, and marks that excuse nothing.
 */
export function typedNumbers(source: string): Finding[] {
  const lines = source.split('\n')
  const text = source
    .replaceAll(/^( *)(`{3,})[^\n]*\n.*?^ *\2 *$/gms, blank)
    // What a command has measured and written.
    .replaceAll(/<!-- npm run [^>]*-->.*?<!-- end -->/gs, blank)
    .replaceAll(/<!--.*?-->/gs, blank)
    // What a placeholder stands for is no number of ours, whatever its name is.
    .replaceAll(/\{\{[^}]*\}\}/g, (placeholder) => 'x'.repeat(placeholder.length))
    .replaceAll(/[`*]/g, '')
    .replaceAll(/^ *\d+\. /gm, blank)
  // Marks of code and emphasis are left out, so lines, not columns, tell where something is.
  const excused = new Set<number>()
  const findings: Finding[] = []
  for (const { index, 0: what } of text.matchAll(typed)) {
    const first = text.slice(0, index).split('\n').length
    const last = first + what.split('\n').length - 1
    const marked = [first, last].filter((line) => marker.test(lines[line - 1] ?? ''))
    if (marked.length === 0) findings.push({ line: first, what: what.replaceAll(/\s+/g, ' ') })
    for (const line of marked) excused.add(line)
  }
  const idle = lines.flatMap((line, at) =>
    marker.test(line) && !excused.has(at + 1) ? [{ line: at + 1, what: 'the mark excuses nothing' }] : [],
  )
  return [...findings, ...idle].toSorted((a, b) => a.line - b.line)
}
