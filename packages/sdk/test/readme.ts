// The README's examples, as files that compile on their own.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Consumer, entries } from './consumer.ts'

/** What the examples leave to the reader; whatever the package exports is known to them as well. */
const leftToTheReader = `
  const latchkey: import('@latchkey/sdk').Latchkey
  const path: { handle: string; pageSlug: string }
  const fileId: string
  function show(what: unknown): void
  function askForSignIn(reason: string): void
  const secret: string
  function showMissing(...what: unknown[]): void
  function showLater(...what: unknown[]): void
  function report(...what: unknown[]): void
  function log(...what: unknown[]): void
  function record(...what: unknown[]): void
  function warn(...what: unknown[]): void
  function save(...what: unknown[]): Promise<void>
  function seenBefore(id: string): Promise<boolean>
  function welcome(...what: unknown[]): Promise<void>
  function writeFile(name: string, content: Uint8Array): Promise<void>
`

/** Every block of TypeScript in the README, and in what agents read. */
export const readmeBlocks = (): string[] =>
  ['../README.md', '../SKILL.md'].flatMap((name) =>
    [...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(/^```tsx?\n(.*?)^```/gms)].map(
      ([, block = '']) => block,
    ),
  )

/** The README's program, which runs as it is. */
export function readmeProgram(): string {
  const [, program] =
    /^```js\n(.*?)^```/ms.exec(readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')) ?? []
  if (!program) throw new Error('The README has no program.')
  return program
}

/** What it declares is its own, it is given an event (browsers have a global of that name), and it may `return` as inside the function that it is taken from. */
export function asModule(block: string): string {
  if (/^export /m.test(block)) return block
  const imports: string[] = block.match(/^import [\s\S]*? from '[^']+'$/gm) ?? []
  const rest = imports.reduce((text, each) => text.replace(each, ''), block)
  return `${imports.join('\n')}\nexport async function example(event: Parameters<typeof signWebhook>[0]) {\n${rest}\n}\n`
}

/** The text of a file that declares, for all others, what the package exports and examples leave to the reader. */
export function sharedDeclarations(consumer: Consumer, others: string): string {
  const specifiers = entries(consumer)
  const load = `const all = process.argv.slice(1).map(async (each) => Object.keys(await import(each)))
console.log(JSON.stringify(await Promise.all(all)))`
  const exported: string[][] = JSON.parse(
    consumer.run(process.execPath, '--input-type=module', '--eval', load, ...specifiers),
  )
  const declared = specifiers.flatMap((specifier, index) =>
    (exported[index] ?? []).map((name) => `  const ${name}: typeof import('${specifier}').${name}\n`),
  )
  return `export {}\ndeclare global {${leftToTheReader}${others}${declared.join('')}}\n`
}

/** Writes each block into a file of its own. @returns the names of the files, with that of what they share. */
export function writeReadme(consumer: Consumer): string[] {
  const environment = '  const process: { env: Record<string, string> }\n'
  consumer.write('readme/shared.d.ts', sharedDeclarations(consumer, environment))
  const blocks = readmeBlocks().map((block, index) => {
    const name = `readme/block-${index + 1}.ts`
    consumer.write(name, asModule(block))
    return name
  })
  return ['readme/shared.d.ts', ...blocks]
}
