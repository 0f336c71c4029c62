// Values as people write them in TypeScript.

const WIDTH = 88
const quoted = (text: string): string =>
  text.includes("'") && !text.includes('"')
    ? JSON.stringify(text)
    : `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
const key = (name: string): string => (/^[a-zA-Z_$][\w$]*$/.test(name) ? name : quoted(name))

/**
 * A JSON value as a literal of TypeScript, on one line if it is short.
 * @param column where its lines begin, in characters.
 * @param taken how much of its first line is taken.
 */
export function literal(value: unknown, column = 0, taken = column): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const isList = Array.isArray(value)
  const parts = (at: number) =>
    isList
      ? value.map((each) => literal(each, at))
      : Object.entries(value).map(
          ([name, each]) => `${key(name)}: ${literal(each, at, at + key(name).length + 2)}`,
        )
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  const inline = parts(column)
  if (inline.length === 0) return `${open}${close}`
  const pad = isList ? '' : ' '
  const line = `${open}${pad}${inline.join(', ')}${pad}${close}`
  if (!line.includes('\n') && taken + line.length <= WIDTH) return line
  const indent = ' '.repeat(column)
  return `${open}\n${parts(column + 2)
    .map((part) => `${indent}  ${part},\n`)
    .join('')}${indent}${close}`
}

/** A text as one word of a shell. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
