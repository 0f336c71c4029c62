// @latchkey/contract-tests as it is published: one file that needs nothing but Node.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { rolldown } from 'rolldown'
import { type Asset, sourcesOf } from './asset.ts'
import { pack, packageFolder, readPackageJson, SOURCE_CONDITION, writePackageJson } from './packed.ts'

export const contractTests: Asset = {
  name: 'contract-tests',
  sources: [
    'packages/{contract-tests,sdk}/src/**',
    'packages/{contract-tests,sdk}/package.json',
    'packages/contract-tests/*.md',
    'LICENSE',
    'tsconfig.json',
  ],
  async make(folder, key, root) {
    const source = join(root, 'packages/contract-tests')
    const target = packageFolder(folder)
    const modules = await bundle(root, join(source, 'src/cli.ts'), join(target, 'dist/cli.js'))
    const known = new Set(sourcesOf(contractTests, root))
    const unknown = modules.filter((id) => isOwn(id) && !known.has(relative(root, id)))
    if (unknown.length > 0) throw new Error(`Add to the sources in scripts/assets: ${unknown.join(', ')}`)
    writeFileSync(join(target, 'THIRD-PARTY-LICENSES'), licences(modules))
    const { devDependencies, dependencies, exports, ...manifest } = readPackageJson(source)
    writePackageJson(target, manifest)
    pack(folder, key, source, root)
  },
}

/** Makes one file of a program with all that it imports. @returns the files that went into it. */
async function bundle(root: string, input: string, file: string): Promise<string[]> {
  const built = await rolldown({
    input,
    cwd: root,
    platform: 'node',
    external: [...builtinModules, /^node:/],
    resolve: { conditionNames: [SOURCE_CONDITION, 'import', 'node', 'default'] },
    // What it cannot find it would leave to be found where it runs.
    onLog(_level, log) {
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message)
    },
    // Comments that name files of this machine.
    experimental: { attachDebugInfo: 'none' },
  })
  const { output } = await built.write({
    file,
    format: 'esm',
    codeSplitting: false,
    sourcemap: true,
    sourcemapPathTransform: (path, map) => publicName(relative(root, resolve(dirname(map), path))),
  })
  await built.close()
  return output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []))
}

/** Whether a module is a file of this repository, neither installed nor made by the bundler. */
const isOwn = (id: string) => !id.includes('/node_modules/') && !id.startsWith('\0')

/** A source's name without the place where it was installed. */
const publicName = (path: string) =>
  path.replace(/^.*\bnode_modules\/(?:\.pnpm\/[^/]+\/node_modules\/)?/, 'node_modules/')

/** What the licences of the packages in a bundle ask for: their text goes with it. */
function licences(modules: readonly string[]): string {
  const folders = new Set(
    modules.flatMap(
      (id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id.replaceAll('\0', ''))?.[0] ?? [],
    ),
  )
  const texts = [...folders].map((folder) => {
    const { name, version, license } = readPackageJson(folder)
    const [file] = globSync('{LICEN[CS]E,licen[cs]e,COPYING}*', { cwd: folder }).toSorted()
    if (!file && !license) throw new Error(`${name} does not say under which licence it is.`)
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license}`
    return `${name} ${version}\n\n${text}\n`
  })
  return texts.toSorted().join(`\n${'-'.repeat(80)}\n\n`)
}
