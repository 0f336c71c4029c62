// @latchkey/contract-tests as it is published: one file that needs nothing but Node.
import { join } from 'node:path'
import type { Asset } from './asset.ts'
import { bundle } from './bundle.ts'
import { writeLicences } from './licences.ts'
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
    writeLicences(await bundle({ root, asset: contractTests, input, folder: join(target, 'dist') }), target)
    const { devDependencies, dependencies, exports, ...manifest } = readPackageJson(source)
    writePackageJson(target, manifest)
    pack(folder, key, source, root)
  },
}
