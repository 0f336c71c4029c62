// Finds the tables and columns that a source file names in its queries. It reads text, not types: what is put together
// at run time it cannot see, so tables are named where they are used.

/** A table that a query names. */
export interface NamedTable {
  readonly table: string
  /** What the query calls it; the name of the table, where it gives it no other. */
  readonly alias: string
  readonly write: boolean
}

/** A column that a query names, by the alias of its table; `*` for all of them. */
export interface NamedColumn {
  readonly alias: string
  readonly column: string
}

export interface SqlNames {
  readonly tables: readonly NamedTable[]
  readonly columns: readonly NamedColumn[]
}

const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$|\s\/\/ .*$/gm, '')

/** Parts the texts of SQL templates from the rest of the source; `?` stands for what is put into them. */
function parted(source: string): { templates: string[]; rest: string } {
  const templates: string[] = []
  let rest = ''
  let at = 0
  const template = (): string => {
    let text = ''
    while (at < source.length && source[at] !== '`') {
      if (source[at] === '\\') at += 2
      else if (source.startsWith('${', at)) {
        at += 2
        code('}')
        text += '?'
      } else text += source[at++]
    }
    at++
    return text
  }
  const code = (end: string): void => {
    for (let depth = 0; at < source.length; ) {
      const char = source[at] ?? ''
      if (char === end && depth === 0) {
        at++
        return
      }
      if (char === '{') depth++
      if (char === '}') depth--
      if (char === '`') {
        const isSql = /\b(?:sql(?:<[^`;]*>)?|prepared(?:<[^`;]*>)?\(\s*'\w+',\s*)$/.test(rest.slice(-400))
        at++
        const text = template()
        if (isSql) templates.push(text)
        continue
      }
      // Else an apostrophe in a regular expression.
      const quoted = char === "'" ? (/^'[^'\n]*'/.exec(source.slice(at))?.[0] ?? char) : char
      rest += quoted
      at += quoted.length
    }
  }
  code('')
  return { templates, rest }
}

const WRITES = 'insertInto|updateTable|deleteFrom|mergeInto|replaceInto'
const CALLS = new RegExp(
  `\\.(selectFrom|from|using|(?:inner|left|right|full|cross)Join(?:Lateral)?|${WRITES})(?:<[^(]*>)?\\(\\s*(\\[[^\\]]*\\]|'[^']*')`,
  'g',
)
/** The helper that removes by a column. */
const REMOVES = /\bremoveBefore\(\s*\w+,\s*'(\w+)'/g
/** Calls that name their table by a variable: it stands somewhere in the file. */
const BY_VARIABLE = new RegExp(`\\.(?:selectFrom|${WRITES})\\(\\s*[a-z]\\w*\\s*\\)|sql\\.table\\(`)
const PLAIN_COLUMN = /\.(?:select|where|orderBy|whereRef|groupBy)\(\s*\[?\s*'([a-z_]+)(?: as \w+)?'/g
const NO_ALIAS = new Set(
  'on set where join inner left right full cross order group limit for returning values using select union do and or when'.split(
    ' ',
  ),
)

/** @param isTable Tells the names of tables from those of common table expressions. */
export function sqlNames(source: string, isTable: (name: string) => boolean): SqlNames {
  const { templates, rest } = parted(withoutComments(source))
  const tables: NamedTable[] = []
  const columns: NamedColumn[] = []

  for (const { 1: call = '', 2: args = '', index } of rest.matchAll(CALLS)) {
    for (const [, name = ''] of args.matchAll(/'([^']*)'/g)) {
      const [table = '', alias = table] = name.split(/\s+as\s+/)
      if (!isTable(table)) continue
      tables.push({ table, alias, write: WRITES.split('|').includes(call) })
      // Columns without a table in front are those of the first table, as a rule.
      if (call !== 'selectFrom') continue
      const query = rest.slice(index + 1).split(/\.selectFrom\(|\n\n|\n}/, 2)[0] ?? ''
      for (const [, column = ''] of query.matchAll(PLAIN_COLUMN)) columns.push({ alias, column })
      if (/\.selectAll\(\s*\)/.test(query)) columns.push({ alias, column: '*' })
    }
  }
  for (const [, table = ''] of rest.matchAll(REMOVES)) tables.push({ table, alias: table, write: true })
  if (BY_VARIABLE.test(rest)) {
    for (const [, table = ''] of rest.matchAll(/'(\w+)'/g)) {
      if (isTable(table)) tables.push({ table, alias: table, write: true })
    }
  }
  for (const [, alias = '', column = ''] of rest.matchAll(/'([a-z_]+)\.([a-z_]+)(?: as \w+)?'/g)) {
    columns.push({ alias, column })
  }
  for (const [, alias = ''] of rest.matchAll(/\.selectAll\(\s*'([a-z_]+)'/g))
    columns.push({ alias, column: '*' })

  for (const template of templates) {
    const text = template.replace(/'[^']*'/g, "''").replace(/--.*$/gm, '')
    for (const { 1: table = '', index } of text.matchAll(/(?<![.\w"])([a-z_]+)(?![.\w"(])/g)) {
      if (!isTable(table)) continue
      const before = text.slice(0, index).trimEnd()
      if (/\bas$/.test(before)) continue
      const [, next = ''] = /^\s+(?:as\s+)?([a-z_]+)/.exec(text.slice(index + table.length)) ?? []
      const alias = next === '' || NO_ALIAS.has(next) ? table : next
      tables.push({ table, alias, write: /\b(?:update|into|delete\s+from|using)$/.test(before) })
    }
    for (const [, alias = '', column = ''] of text.matchAll(/(?<![.\w])([a-z_]+)\.([a-z_]+|\*)/g)) {
      columns.push({ alias, column })
    }
  }
  return { tables, columns }
}
