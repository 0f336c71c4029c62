// The page of the docs whose tables the benchmark writes.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const page = join(import.meta.dirname, '../../apps/docs/src/content/docs/operate/performance.md')

/** Puts a table where the page has the one of this name. */
export function writeTable(name: string, table: string): void {
  const text = readFileSync(page, 'utf8')
  const part = new RegExp(`(?<=<!-- npm run bench -- ${name} -->\\n)[\\s\\S]*?(?=<!-- end -->)`)
  if (!part.test(text)) throw new Error(`The page has no place for the table of ${name}.`)
  writeFileSync(
    page,
    text.replace(part, () => `\n${table}\n\n`),
  )
}
