// The pages of the docs whose tables the benchmark writes, and the README, which quotes one of them.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'apps/docs/src/content/docs/operate')
const page = join(folder, 'performance.md')
const capacity = join(folder, 'capacity.md')
const readme = join(root, 'README.md')

const partOf = (name: string) => new RegExp(`(?<=<!-- npm run bench${name} -->\\n)[\\s\\S]*?(?=<!-- end -->)`)

export const readPage = (): string => readFileSync(page, 'utf8')
/** What the page on capacity has between the marks of this name. */
export const readCapacity = (name: string): string =>
  partOf(` -- ${name}`).exec(readFileSync(capacity, 'utf8'))?.[0].trim() ?? ''
export const readQuote = (): string => partOf('').exec(readFileSync(readme, 'utf8'))?.[0].trim() ?? ''

/** The cells of a table of the page, row by row, without its head. */
export const readTable = (name: string): string[][] =>
  (partOf(` -- ${name}`).exec(readPage())?.[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )

/** What the README says of the tables of the page: the ratios alone. */
export const quoteOf = (text: string): string => {
  const ratios = text.matchAll(/^\| ([^|]+) \|[^|]*\|[^|]*\| (\*\*[\d.]+\*\*) /gm)
  const rows = [['', 'Latchkey / bare'], ...[...ratios].map(([, what = '', ratio = '']) => [what, ratio])]
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[], filling: string) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, filling)).join(' | ')} |`
  const [head = [], ...rest] = rows
  return [line(head, ' '), line([], '-'), ...rest.map((row) => line(row, ' '))].join('\n')
}

function replace(file: string, name: string, table: string): void {
  const text = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    text.replace(partOf(name), () => `\n${table}\n\n`),
  )
}

/** Puts a table where a page has the one of this name, if one has it, and the ratios of the first into the README. */
export function writeTable(name: string, table: string): void {
  for (const file of [page, capacity]) replace(file, ` -- ${name}`, table)
  replace(readme, '', quoteOf(readPage()))
}
