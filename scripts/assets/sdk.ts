// @latchkey/sdk as it is published: ES modules, their types, and source maps.
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Asset } from './asset.ts'
import { pack, packageFolder, readPackageJson, SOURCE_CONDITION, writePackageJson } from './packed.ts'

export const sdk: Asset = {
  name: 'sdk',
  sources: ['packages/sdk/{src,examples}/**', 'packages/sdk/*.{md,json}', 'LICENSE', 'tsconfig.json'],
  async make(folder, key, root) {
    const source = join(root, 'packages/sdk')
    const target = packageFolder(folder)
    const dist = join(target, 'dist')
    execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', source, '--outDir', dist], { stdio: 'inherit' })
    for (const file of globSync('**/*.d.ts', { cwd: dist })) asJavaScript(join(dist, file))
    for (const file of globSync('**/*.js', { cwd: dist })) withOwnMap(dist, file)
    writePackageJson(target, published(source, root))
    cpSync(join(source, 'examples'), join(target, 'examples'), { recursive: true })
    pack(folder, key, source, root)
  },
}

/** Declarations import what is published; the compiler leaves in them the names of the sources. */
function asJavaScript(file: string): void {
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replaceAll(/((?:from|import)\s*\(?\s*['"]\.{1,2}\/[^'"]+)\.ts(?=['"])/g, '$1.js'))
}

/** Maps a module to its source by a path that is the same wherever it was built; the text is in the map. */
function withOwnMap(dist: string, name: string): void {
  const file = join(dist, name)
  if (/^export \{\};\n\/\/# sourceMappingURL=.*\s*$/.test(readFileSync(file, 'utf8'))) {
    // A module of types alone has nothing to debug, and its map would hold all of them: a megabyte.
    writeFileSync(file, 'export {};\n')
    rmSync(`${file}.map`)
    return
  }
  const map = JSON.parse(readFileSync(`${file}.map`, 'utf8'))
  const source = relative(dirname(name), join('../src', name.replace(/js$/, 'ts')))
  writeFileSync(`${file}.map`, JSON.stringify({ ...map, sources: [source] }))
}

/** Without what is for this workspace alone, and with the versions that it installs. */
function published(source: string, root: string) {
  const { devDependencies, ...manifest } = readPackageJson(source)
  const exports = Object.entries(manifest.exports ?? {}).map(
    ([subpath, { [SOURCE_CONDITION]: _, ...rest }]) => [subpath, rest],
  )
  const dependencies = Object.entries(manifest.dependencies ?? {}).map(([name, wanted]) => [
    name,
    wanted === 'catalog:' ? catalogVersion(name, root) : wanted,
  ])
  return {
    ...manifest,
    exports: { ...Object.fromEntries(exports), './package.json': './package.json' },
    dependencies: Object.fromEntries(dependencies),
  }
}

function catalogVersion(name: string, root: string): string {
  const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
  const line = catalog.split('\n').find((each) => each.replaceAll('"', '').startsWith(`  ${name}: `))
  if (!line) throw new Error(`The catalog of pnpm-workspace.yaml has no ${name}.`)
  return line.slice(line.lastIndexOf(' ') + 1)
}
