// `npm run build`: makes @latchkey/sdk as it is published, and packs it, in packages/sdk/dist.
import { execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const source = join(root, 'packages/sdk')
const target = join(source, 'dist')

rmSync(target, { recursive: true, force: true })
execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', source, '--outDir', target], { stdio: 'inherit' })

const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
const published = {
  ...manifest,
  exports: {
    '.': { types: './index.d.ts', default: './index.js' },
    './webhooks': { types: './webhooks.d.ts', default: './webhooks.js' },
  },
  devDependencies: undefined,
  'size-limit': undefined,
}
writeFileSync(join(target, 'package.json'), `${JSON.stringify(published, null, 2)}\n`)
copyFileSync(join(source, 'README.md'), join(target, 'README.md'))
copyFileSync(join(root, 'LICENSE'), join(target, 'LICENSE'))
execFileSync('npm', ['pack', '--silent'], { cwd: target, stdio: ['ignore', 'inherit', 'inherit'] })
