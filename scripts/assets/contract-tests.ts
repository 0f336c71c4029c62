// @latchkey/contract-tests as it is published: one file that needs nothing but Node.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Asset } from './asset.ts'
import { bundle } from './bundle.ts'
import { pack, packageFolder, readPackageJson, writePackageJson } from './packed.ts'

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
    const input = { cli: join(source, 'src/cli.ts') }
    const modules = await bundle({ root, asset: contractTests, input, folder: join(target, 'dist') })
    writeFileSync(join(target, 'THIRD-PARTY-LICENSES'), licences(modules))
    const { devDependencies, dependencies, exports, ...manifest } = readPackageJson(source)
    writePackageJson(target, manifest)
    pack(folder, key, source, root)
  },
}

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
