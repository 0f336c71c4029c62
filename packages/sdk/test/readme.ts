// The README's examples, as files that compile on their own.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Consumer } from './consumer.ts'

/** What the examples leave to the reader; whatever the package exports is known to them as well. */
const leftToTheReader = `
  const latchkey: import('@latchkey/sdk').Latchkey
  const path: { handle: string; pageSlug: string }
  const fileId: string
  function show(what: unknown): void
  function askForSignIn(reason: string): void
  function writeFile(name: string, content: Uint8Array): Promise<void>
`

/** Every block of TypeScript in the README. */
export const readmeBlocks = (): string[] =>
  [...readFileSync(join(import.meta.dirname, '../README.md'), 'utf8').matchAll(/^```tsx?\n(.*?)^```/gms)].map(
    ([, block = '']) => block,
  )

/** Writes each block into a file of its own. @returns the names of the files, with that of what they share. */
export function writeReadme(consumer: Consumer): string[] {
  const names: string[] = JSON.parse(
    consumer.run(
      process.execPath,
      '--input-type=module',
      '--eval',
      `console.log(JSON.stringify(Object.keys(await import('@latchkey/sdk'))))`,
    ),
  )
  const exported = names.map((name) => `  const ${name}: typeof import('@latchkey/sdk').${name}\n`)
  const shared = `export {}\ndeclare global {${leftToTheReader}${exported.join('')}}\n`
  consumer.write('readme/shared.d.ts', shared)
  const blocks = readmeBlocks().map((block, index) => {
    const name = `readme/block-${index + 1}.ts`
    // Made a module, so that what it declares is its own.
    consumer.write(name, `${block}\nexport {}\n`)
    return name
  })
  return ['readme/shared.d.ts', ...blocks]
}
