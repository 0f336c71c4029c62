import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import preset from '@size-limit/preset-small-lib'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import sizeLimit from 'size-limit'
import { expect, test } from 'vitest'
import { buildShop, compile, entries, newConsumer, tarball, tsc } from './consumer.ts'
import { readmeBlocks, writeReadme } from './readme.ts'

/** Bytes, minified and compressed by gzip, of all that is loaded. */
const CLIENT_BYTES = 8_000
/** Bytes that a subpath may add to it. */
const SUBPATH_BYTES = 2_000
/** What the compiler does for a consumer with twenty operations; a tenth above what it did when this was written. */
const INSTANTIATIONS = 21_500
const MEMORY_KIBIBYTES = 39_000

const consumer = await newConsumer()
const installed = join(consumer.folder, 'node_modules/@latchkey/sdk')
const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))

test('publint has nothing to say', async () => {
  const bytes = new Uint8Array(readFileSync(tarball)).buffer
  const { messages, pkg } = await publint({ strict: true, pack: { tarball: bytes } })
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
})

test('the types are right for ES modules and bundlers', async () => {
  const result = await checkPackage(createPackageFromTarballData(readFileSync(tarball)))
  if (!result.types) throw new Error('The package has no types.')
  // The profile esm-only: neither Node 10, nor `require` as TypeScript saw it before Node 20.19.
  const problems = result.problems.filter(
    (problem) => !('resolutionKind' in problem) || ['node16-esm', 'bundler'].includes(problem.resolutionKind),
  )
  expect(problems).toEqual([])
})

test('it holds what a user needs, and nothing of this workspace', () => {
  const files = globSync('**', { cwd: installed, exclude: ['node_modules'] })
  for (const name of ['README.md', 'CHANGELOG.md', 'LICENSE', 'examples/walk-through.ts', 'dist/index.js']) {
    expect(files).toContain(name)
  }
  expect(files.filter((name) => /^(?:src|test)\b|tsconfig/.test(name))).toEqual([])
  expect(Object.keys(manifest.dependencies)).toEqual(['openapi-fetch'])
  expect(manifest).not.toHaveProperty('devDependencies')
  expect(manifest.engines.node).toBe('>=20.19')
  expect(JSON.stringify(manifest)).not.toMatch(/latchkey-source|catalog:|workspace:|\/src\//)
  for (const name of globSync('dist/**/*.d.ts', { cwd: installed })) {
    expect(readFileSync(join(installed, name), 'utf8')).not.toMatch(/from '\..*\.ts'/)
  }
  for (const name of globSync('dist/**/*.js', { cwd: installed })) {
    const code = readFileSync(join(installed, name), 'utf8')
    if (code === 'export {};\n') continue
    const [, map = ''] = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(code) ?? []
    const { sources, sourcesContent } = JSON.parse(readFileSync(join(installed, name, '..', map), 'utf8'))
    expect([map, sources.length, sourcesContent.length]).toEqual([`${basename(name)}.map`, 1, 1])
  }
})

/** What runs in each runtime: a call, and every subpath. */
const program = (load: (specifier: string) => string) => `
const { createLatchkey } = ${load('@latchkey/sdk')}
const fetch = () => new Response('{"visitor":{"id":"vis_1"}}')
const { data } = await createLatchkey({ baseUrl: 'https://latchkey.test', fetch }).visitors.getVisitor()
const loaded = [${entries(consumer).map(load).join(', ')}]
console.log(data.visitor.id, ...loaded.map((exported) => Object.keys(exported).length > 0))
`
const ran = `vis_1${' true'.repeat(entries(consumer).length)}\n`

test('Node runs it as ES modules', () => {
  consumer.write(
    'check.mjs',
    program((specifier) => `await import('${specifier}')`),
  )
  expect(consumer.run(process.execPath, 'check.mjs')).toBe(ran)
})

test('Node runs it by require', () => {
  consumer.write(
    'check.cjs',
    `const check = async () => {${program((specifier) => `require('${specifier}')`)}}\ncheck()`,
  )
  expect(consumer.run(process.execPath, 'check.cjs')).toBe(ran)
})

const resolutions = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler', exactOptionalPropertyTypes: true },
}

test.each(Object.entries(resolutions))(
  'TypeScript compiles against it, with the README and by %s',
  (_, options) => {
    expect(readmeBlocks().length).toBeGreaterThan(3)
    const twenty = readFileSync(join(import.meta.dirname, 'twenty-operations.ts'), 'utf8')
    consumer.write('twenty-operations.ts', twenty)
    const all = entries(consumer).map((specifier, index) => `export * as entry${index} from '${specifier}'\n`)
    consumer.write('entries.ts', all.join(''))
    const examples = globSync('examples/*.ts', { cwd: installed }).map((name) => {
      consumer.write(name, readFileSync(join(installed, name), 'utf8'))
      return name
    })
    const files = ['entries.ts', 'twenty-operations.ts', ...examples, ...writeReadme(consumer)]
    expect(compile(consumer, tsc, { files, options })).toBe('')
  },
)

test('compiling against it costs no more than before', () => {
  const twenty = readFileSync(join(import.meta.dirname, 'twenty-operations.ts'), 'utf8')
  consumer.write('twenty-operations.ts', twenty)
  expect(new Set(twenty.match(/latchkey\.\w+\.\w+\(/g)).size).toBe(20)
  const said = compile(consumer, tsc, {
    files: ['twenty-operations.ts'],
    options: { ...resolutions.nodenext, skipLibCheck: true },
    // Several checkers would share the work differently each time.
    flags: ['--extendedDiagnostics', '--singleThreaded'],
  })
  const count = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)K?$`, 'm').exec(said)?.[1])
  console.log(
    `@latchkey/sdk: ${count('Instantiations')} instantiations, ${count('Memory used')} KiB to compile`,
  )
  expect(count('Instantiations')).toBeLessThanOrEqual(INSTANTIATIONS)
  expect(count('Memory used')).toBeLessThanOrEqual(MEMORY_KIBIBYTES)
})

/** Bytes of an entry with all that it imports, peers left out. */
async function bytes(name: string, code: string): Promise<number> {
  const files = [consumer.write(`size/${name}.js`, code)]
  const ignore = Object.keys(manifest.peerDependencies ?? {})
  const checks = [{ files, ignore, gzip: true }]
  const [result] = (await sizeLimit(preset, { cwd: consumer.folder, checks })) as { size: number }[]
  return result?.size ?? Number.NaN
}

test('it stays small', async () => {
  const all = `export * from '@latchkey/sdk'\n`
  const client = await bytes('client', `export { createLatchkey } from '@latchkey/sdk'\n`)
  const everything = await bytes('everything', all)
  console.log(`@latchkey/sdk: ${client} bytes for createLatchkey, ${everything} with all of the entry`)
  expect(client).toBeGreaterThan(1_000)
  expect(everything).toBeLessThanOrEqual(CLIENT_BYTES)
  for (const [index, specifier] of entries(consumer).slice(1).entries()) {
    const added =
      (await bytes(`subpath-${index}`, `${all}export * as subpath from '${specifier}'\n`)) - everything
    console.log(`${specifier}: ${added} bytes more`)
    expect(added).toBeLessThanOrEqual(SUBPATH_BYTES)
  }
})

test('what is not used is not loaded', async () => {
  expect(await bytes('unwrap', `export { unwrap } from '@latchkey/sdk'\n`)).toBeLessThan(200)
})

test('Vite builds with it, and says nothing', () => {
  buildShop(consumer)
  expect(globSync('built/**/*.js', { cwd: consumer.folder })).toHaveLength(1)
})
