import type { Exchange } from './exchange.ts'

/** Headers that curl sends by itself. */
const OWN = new Set(['content-length', 'host'])

/** Characters of a body that are shown; a report has all of it for `--replay`. */
const SHOWN = 4000

/** The request as a command that sends it again. */
export function curlOf({ method, url, headers, body }: Exchange['request']): string {
  const parts = [
    ...(method === 'HEAD' ? ['-I'] : method === 'GET' && body === null ? [] : ['-X', method]),
    // Brackets and braces mean something to curl.
    ...(/[[\]{}]/.test(url) ? ['-g'] : []),
    quoted(url),
    ...Object.entries(headers)
      .filter(([name]) => !OWN.has(name))
      .flatMap(([name, value]) => ['-H', quoted(value === '' ? `${name};` : `${name}: ${value}`)]),
    ...(body === null ? [] : ['--data-raw', quoted(shortened(Buffer.from(body).toString()))]),
  ]
  return ['curl', ...parts].join(' ')
}

const shortened = (text: string) =>
  text.length > SHOWN ? `${text.slice(0, 100)}…(${Buffer.byteLength(text)} bytes)` : text

/** As a shell reads it back; what cannot be seen is spelled out (`$'…'`, POSIX.1-2024). */
function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*$/u.test(text)) {
    return `'${text.replaceAll("'", `'\\''`)}'`
  }
  const spelled = text.replaceAll(/[\\']/g, '\\$&').replaceAll(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is spelled out.
    /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu,
    (unit) => [...Buffer.from(unit)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
  )
  return `$'${spelled}'`
}
