// The few forms of Markdown that the reference is written in.

/** Text as a cell of a table: on one line, its bars no borders. */
const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll(/\n\n+/g, '<br><br>').replaceAll('\n', ' ')

/** A table, or nothing without rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |\n`
  return `${line(head)}${line(head.map(() => '---'))}${rows.map(line).join('')}`
}

/** A span of code; one with a backtick has a longer fence. */
export const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``)

/** A block of code. */
export const block = (language: string, text: string): string =>
  `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`

/** A block of JSON. */
export const json = (value: unknown): string => block('json', JSON.stringify(value, null, 2))

export const link = (text: string, path: string): string => `[${text}](${path})`

export const list = (items: readonly string[]): string => items.map((item) => `- ${item}\n`).join('')

/** `a, b and c`. */
export const all = (items: readonly string[], word = 'and'): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`

type Part = string | false | null | undefined

/** Paragraphs, those that are empty left out. */
export const paragraphs = (...parts: Part[]): string =>
  parts
    .filter((part) => typeof part === 'string' && part !== '')
    .map((part) => String(part).trimEnd())
    .join('\n\n')

/** A section, or nothing where there is nothing to say. */
export const section = (title: string, ...parts: Part[]): string => {
  const text = paragraphs(...parts)
  return text && `## ${title}\n\n${text}`
}

/** The same, one level below. */
export const subsection = (title: string, ...parts: Part[]): string => {
  const text = paragraphs(...parts)
  return text && `### ${title}\n\n${text}`
}
