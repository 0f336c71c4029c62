// The dashboard as the server serves it, in the folder `site`.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Asset, MANIFEST } from './asset.ts'
import { filesBelow } from './files.ts'
import { SOURCE_CONDITION } from './packed.ts'

export const dashboard: Asset = {
  name: 'dashboard',
  isApp: true,
  sources: [
    'apps/dashboard/{src,public}/**',
    'apps/dashboard/*.{html,json,ts}',
    'packages/contract/src/**',
    'packages/sdk/src/**',
    'packages/{contract,sdk}/package.json',
    'tsconfig.json',
  ],
  async make(folder, key, root) {
    const cwd = join(root, 'apps/dashboard')
    const site = join(folder, 'site')
    const vite = createRequire(join(cwd, 'package.json')).resolve('vite/package.json')
    const program = join(vite, '../bin/vite.js')
    const options = ['--outDir', site, '--emptyOutDir', '--logLevel', 'warn']
    // Tests have another idea of where it runs.
    const { NODE_ENV: _, ...environment } = process.env
    const env = { ...environment, NODE_OPTIONS: `--conditions=${SOURCE_CONDITION}` }
    execFileSync(process.execPath, [program, 'build', ...options], { cwd, env, stdio: 'inherit' })
    writeFileSync(join(folder, MANIFEST), `${JSON.stringify({ key, files: filesBelow(site) })}\n`)
  },
}
