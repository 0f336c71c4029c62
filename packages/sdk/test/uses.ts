// What people do with the installed package: run it, and compile against it.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Consumer, entries } from './consumer.ts'
import { writeReadme } from './readme.ts'

const program = (consumer: Consumer, load: (specifier: string) => string) => `
const { createLatchkey } = ${load('@latchkey/sdk')}
const fetch = () => Response.json({ visitor: { id: 'vis_1' } })
const { data } = await createLatchkey({ baseUrl: 'https://latchkey.test', fetch }).visitors.getVisitor()
const loaded = [${entries(consumer).map(load).join(', ')}]
console.log(data.visitor.id, ...loaded.map((exported) => Object.keys(exported).length > 0))
`

/** Has a Node load every entry and make a call, as an ES module or by `require`. @returns whether all went well. */
export function runs(consumer: Consumer, node: string, by: 'import' | 'require'): boolean {
  const file =
    by === 'import'
      ? consumer.write(
          'check.mjs',
          program(consumer, (specifier) => `await import('${specifier}')`),
        )
      : consumer.write(
          'check.cjs',
          `const check = async () => {${program(consumer, (specifier) => `require('${specifier}')`)}}\ncheck()`,
        )
  return consumer.run(node, file) === `vis_1${' true'.repeat(entries(consumer).length)}\n`
}

/** How TypeScript finds modules, and what else people ask of it. */
export const resolutions = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler', exactOptionalPropertyTypes: true },
  node16: { module: 'node16', moduleResolution: 'node16' },
}

/** Writes the back office that calls twenty operations. @returns its name. */
export function writeTwenty(consumer: Consumer): string {
  const name = 'twenty-operations.ts'
  consumer.write(name, readFileSync(join(import.meta.dirname, name), 'utf8'))
  return name
}

/** Writes all that must compile: every entry, twenty operations, the examples, the README. @returns the files. */
export function writeUses(consumer: Consumer): string[] {
  const all = entries(consumer).map((specifier, index) => `export * as entry${index} from '${specifier}'\n`)
  consumer.write('entries.ts', all.join(''))
  const installed = join(consumer.folder, 'node_modules/@latchkey/sdk')
  const examples = globSync('examples/*.ts', { cwd: installed })
  for (const name of examples) consumer.write(name, readFileSync(join(installed, name), 'utf8'))
  return ['entries.ts', writeTwenty(consumer), ...examples, ...writeReadme(consumer)]
}
