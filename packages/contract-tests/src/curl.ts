import type { Exchange } from './exchange.ts'
import { UNSEEN } from './unseen.ts'

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
  if (text.search(UNSEEN) === -1) return `'${text.replaceAll("'", `'\\''`)}'`
  const spelled = text
    .replaceAll(/[\\']/g, '\\$&')
    .replaceAll(UNSEEN, (unit) =>
      [...Buffer.from(unit)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
    )
  return `$'${spelled}'`
}
