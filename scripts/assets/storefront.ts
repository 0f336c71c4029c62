// The example of a shop on an origin of its own, in the folder `site` as any static host would serve it.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Asset, MANIFEST } from './asset.ts'

export const storefront: Asset = {
  name: 'storefront',
  isApp: true,
  sources: [
    'apps/storefront/{src,public}/**',
    'apps/storefront/*.{html,ts,json}',
    'packages/sdk/src/**',
    'packages/sdk/package.json',
    'tsconfig.json',
  ],
  async make(folder, key, root) {
    const cwd = join(root, 'apps/storefront')
    const vite = createRequire(join(cwd, 'package.json')).resolve('vite/package.json')
    const program = join(vite, '../bin/vite.js')
    const options = ['--outDir', join(folder, 'site'), '--emptyOutDir', '--logLevel', 'warn']
    // Tests have another idea of where it runs.
    const { NODE_ENV: _, ...env } = process.env
    execFileSync(process.execPath, [program, 'build', ...options], { cwd, env, stdio: 'inherit' })
    writeFileSync(join(folder, MANIFEST), `${JSON.stringify({ key }, null, 2)}\n`)
  },
}
