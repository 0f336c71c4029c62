// The site as tests look at it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Asset, MANIFEST } from '../../../scripts/assets/asset.ts'

export const siteAsset: Asset = {
  name: 'docs',
  // Guides quote any file, so all of them count.
  sources: ['apps/**', 'packages/**/*.{ts,md,json}', 'openapi/**', '.changeset/*.md'],
  async make(folder, key, root) {
    const app = join(root, 'apps/docs')
    const { NODE_OPTIONS: _, ...environment } = process.env
    const child = spawn(
      process.execPath,
      ['--conditions=latchkey-source', join(app, 'node_modules/astro/bin/astro.mjs'), 'build'],
      {
        cwd: app,
        env: {
          ...environment,
          NODE_ENV: 'production',
          NODE_OPTIONS: '--conditions=latchkey-source',
          DOCS_OUT_DIR: join(folder, 'site'),
          ASTRO_TELEMETRY_DISABLED: '1',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        output += text
      })
    }
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`The docs were not built:\n${output}`)
    writeFileSync(join(folder, MANIFEST), `${JSON.stringify({ key })}\n`)
  },
}
