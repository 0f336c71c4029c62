// Compares the drawing in ARCHITECTURE.md with the folders and with what their files import.
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const cwd = dirname(import.meta.dirname)
const read = (file: string) => readFileSync(join(cwd, file), 'utf8')
const page = read('ARCHITECTURE.md')

/** `│ pages   what it is for   → checkout purchases` */
const drawn = [...page.matchAll(/^(?:│ )?([a-z][a-z-]*) {2,}(.*)$/gm)].map(([, unit = '', rest = '']) => ({
  unit,
  uses: rest.split(' → ')[1]?.split(' ') ?? [],
}))
const units = drawn.map(({ unit }) => unit)

/** The part of the drawing that a file belongs to. */
function unitOf(file: string): string {
  const [, area] = /^packages\/server\/src\/features\/([^/]+)\//.exec(file) ?? []
  if (area) return area
  const [, part] = /^packages\/server\/src\/(hosted|platform)\//.exec(file) ?? []
  if (part) return part
  if (file.startsWith('packages/server/src/')) return 'composition'
  return /^(?:apps|packages)\/([^/]+)/.exec(file)?.[1] ?? 'scripts'
}

interface Import {
  readonly file: string
  readonly from: string
  readonly to: string
  /** The file that is imported; of a package its name. */
  readonly target: string
}

const inServer = (unit: string) =>
  !['scripts', 'docs', 'dashboard', 'storefront', 'contract', 'sdk', 'local-stripe', 'server'].includes(unit)

const imports = globSync(['{apps,packages}/*/src/**/*.{ts,tsx}', 'scripts/*.{ts,mjs}'], { cwd })
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap((file): Import[] => {
    const specifiers = /(?:\bfrom|\bimport)\s*\(?\s*'((?:\.|@latchkey\/)[^']*)'/g
    return [...read(file).matchAll(specifiers)].map(([, specifier = '']) => {
      const relative = specifier.startsWith('.')
      const target = relative ? normalize(join(dirname(file), specifier)) : specifier
      const to = relative ? unitOf(target) : (specifier.split('/')[1] ?? '')
      const from = unitOf(file)
      // To the other packages the server is one.
      const leaves = inServer(from) !== inServer(to)
      return { file, from: leaves && inServer(from) ? 'server' : from, to, target }
    })
  })
  .filter(({ from, to }) => from !== to)

// `everything below`, and `platform`, which all others use.
const free = ({ from, to }: { from: string; to: string }) => from === 'composition' || to === 'platform'
const arrows = drawn
  .filter(({ unit }) => unit !== 'composition')
  .flatMap(({ unit, uses }) => uses.map((to) => ({ from: unit, to })))
const edge = ({ from, to }: { from: string; to: string }) => `${from} → ${to}`

test('imports lead only where the drawing has an arrow', () => {
  expect(imports.length).toBeGreaterThan(500)
  const allowed = new Set(arrows.map(edge))
  const others = imports.filter((each) => !free(each) && !allowed.has(edge(each)))
  expect(others.map((each) => `${edge(each)} in ${each.file}`)).toEqual([])
})

test('every arrow stands for an import', () => {
  const made = new Set(imports.map(edge))
  expect(arrows.map(edge).filter((arrow) => !made.has(arrow))).toEqual([])
})

test('arrows lead down', () => {
  const up = arrows.filter(({ from, to }) => units.indexOf(to) <= units.indexOf(from))
  expect(up.map(edge)).toEqual([])
})

test('areas, hosted pages and the demo use of another area only its service', () => {
  const inside = imports.filter(
    ({ from, file, target }) =>
      (from !== 'composition' || file === 'packages/server/src/demo.ts') &&
      /\/features\/(?!.*\/service\.ts$)/.test(target),
  )
  expect(inside.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
})

test('every folder is in the drawing, and nothing else is', () => {
  const folders = (path: string) =>
    readdirSync(join(cwd, path), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() && !/^[.]|^(?:node_modules|dist|coverage)$/.test(entry.name) ? [entry.name] : [],
    )
  const own = ['scripts', 'composition', 'hosted', 'platform']
  expect(folders('packages/server/src').toSorted()).toEqual(['features', 'hosted', 'platform'])
  expect(units.toSorted()).toEqual(
    [
      ...own,
      ...folders('apps'),
      ...folders('packages'),
      ...folders('packages/server/src/features'),
    ].toSorted(),
  )
  expect(folders('.').filter((name) => !page.includes(`\`${name}`) && !page.includes(`${name}/`))).toEqual([])
})
