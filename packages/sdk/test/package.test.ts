import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import preset from '@size-limit/preset-small-lib'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import sizeLimit from 'size-limit'
import { expect, test } from 'vitest'
import { buildShop, compile, entries, newConsumer, tarball, tsc } from './consumer.ts'
import { readmeBlocks } from './readme.ts'
import { resolutions, runs, writeTwenty, writeUses } from './uses.ts'

/** Bytes, minified and compressed by gzip, of the client with every operation and what it imports. */
const CLIENT_BYTES = 8_000
/** Of all that the entry exports. */
const ENTRY_BYTES = 11_500
/** Of a subpath by itself. */
const SUBPATH_BYTES = 2_000
/** What the compiler does for a consumer with twenty operations; somewhat above what it did when this was written (memory varies). */
const INSTANTIATIONS = 23_000
const MEMORY_KIBIBYTES = 48_000

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
  for (const name of [
    'README.md',
    'SKILL.md',
    'CHANGELOG.md',
    'LICENSE',
    'examples/walk-through.ts',
    'dist/index.js',
  ]) {
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

test.each(['import', 'require'] as const)('Node runs it by %s', (by) => {
  expect(runs(consumer, process.execPath, by)).toBe(true)
})

test.each(['nodenext', 'bundler'] as const)(
  'TypeScript compiles against it, the README too, by %s',
  (resolution) => {
    expect(readmeBlocks().length).toBeGreaterThan(3)
    const options = resolutions[resolution]
    expect(compile(consumer, tsc, { files: writeUses(consumer), options })).toBe('')
  },
)

test('compiling against it costs no more than before', () => {
  const name = writeTwenty(consumer)
  const twenty = readFileSync(join(consumer.folder, name), 'utf8')
  expect(new Set(twenty.match(/latchkey\.\w+\.\w+\(/g)).size).toBe(20)
  const said = compile(consumer, tsc, {
    files: [name],
    options: { ...resolutions.nodenext, skipLibCheck: true },
    // Several checkers would share the work differently each time.
    flags: ['--extendedDiagnostics', '--singleThreaded'],
  })
  const count = (what: string) => Number(new RegExp(`^${what}:\\s+(\\d+)K?$`, 'm').exec(said)?.[1])
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
  const client = await bytes('client', `export { createLatchkey } from '@latchkey/sdk'\n`)
  const entry = await bytes('entry', `export * from '@latchkey/sdk'\n`)
  console.log(`@latchkey/sdk: ${client} bytes for createLatchkey, ${entry} with all of the entry`)
  expect(client).toBeGreaterThan(1_000)
  expect(client).toBeLessThanOrEqual(CLIENT_BYTES)
  expect(entry).toBeLessThanOrEqual(ENTRY_BYTES)
  for (const [index, specifier] of entries(consumer).slice(1).entries()) {
    const subpath = await bytes(`subpath-${index}`, `export * from '${specifier}'\n`)
    console.log(`${specifier}: ${subpath} bytes`)
    expect(subpath).toBeLessThanOrEqual(SUBPATH_BYTES)
  }
})

test('what is not used is not loaded', async () => {
  expect(await bytes('unwrap', `export { unwrap } from '@latchkey/sdk'\n`)).toBeLessThan(200)
})

test('Vite builds with it, and says nothing', () => {
  buildShop(consumer)
  expect(globSync('built/**/*.js', { cwd: consumer.folder })).toHaveLength(1)
})

test('the stack of an error of the built client begins where the operation was called', async () => {
  const { createLatchkey } = await import(join(installed, 'dist/index.js'))
  const client = createLatchkey({
    baseUrl: 'https://latchkey.test',
    fetch: () => new Response(null, { status: 502 }),
  })
  const [here, call] = [new Error(), client.visitors.getVisitor().catch((error: Error) => error)]
  const first = (error: Error) => /package\.test\.ts:\d+/.exec(error.stack?.split('\n')[1] ?? '')?.[0]
  expect(first(here)).toMatch(/:\d+$/)
  expect(first(await call)).toBe(first(here))
})
