import { readFileSync, writeFileSync } from 'node:fs'
import { everyMutant } from './all.ts'

const readme = new URL('../../README.md', import.meta.url)
const BEGIN = '<!-- faults: begin -->\n'
const END = '<!-- faults: end -->'

/** What a whole run found, by the names of the faults; what is missing was not tried. */
export type WholeRuns = Readonly<Record<string, boolean>>

const columns = ['fault', 'rule', 'found by the rule', 'found by a whole run']

/** The faults and what finds them, as a table of Markdown. */
export function mutantTable(whole: WholeRuns): string {
  const rows = everyMutant.map(({ name, rule, survives }) => {
    const found = whole[name]
    return [
      name,
      `\`${rule}\``,
      survives ? `no: ${survives}` : 'yes',
      found === undefined ? '–' : found ? 'yes' : 'no',
    ]
  })
  const caught = everyMutant.filter(({ survives }) => !survives).length
  return [
    `${caught} of ${everyMutant.length} faults are found. A dash: the whole run is made by \`npm run test:long\`, which fills this in.`,
    '',
    ...[columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n')
}

const parts = () => {
  const text = readFileSync(readme, 'utf8')
  const [before = '', rest = ''] = text.split(BEGIN)
  const [table = '', after = ''] = rest.split(END)
  return { before, table, after }
}

/** Without what formatters add. */
export const plain = (table: string): string =>
  table.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---').trim()

/** The table as it stands in the README. */
export const writtenTable = (): string => parts().table

/** What the README says of whole runs. */
export function writtenWholeRuns(): WholeRuns {
  const rows = writtenTable()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
  return Object.fromEntries(
    rows.flatMap(([, name = '', , , found = '']) =>
      /^(?:yes|no)$/.test(found) ? [[name, found === 'yes']] : [],
    ),
  )
}

export function writeTable(whole: WholeRuns): void {
  const { before, after } = parts()
  writeFileSync(readme, `${before}${BEGIN}${mutantTable(whole)}${END}${after}`)
}
