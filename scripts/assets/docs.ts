// The docs as the server serves them: pages with placeholders for its origins, in the folder `site`.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Asset, MANIFEST } from './asset.ts'
import { filesBelow } from './files.ts'
import { SOURCE_CONDITION } from './packed.ts'

export const docs: Asset = {
  name: 'docs',
  isApp: true,
  sources: [
    'apps/docs/{src,public}/**',
    'apps/docs/*.{ts,json}',
    'packages/contract/src/**',
    'packages/{contract,sdk}/package.json',
    // What guides quote, and what the changelog is made of.
    'apps/storefront/{src,public}/**',
    'apps/storefront/*.{html,json,ts}',
    'packages/sdk/{src,examples}/**',
    'packages/sdk/*.md',
    'packages/contract-tests/CHANGELOG.md',
    'openapi/**',
    '.changeset/*.md',
    'tsconfig.json',
  ],
  async make(folder, key, root) {
    const site = join(folder, 'site')
    await build(join(root, 'apps/docs'), site)
    rmSync(join(folder, 'cache'), { recursive: true, force: true })
    writeFileSync(join(folder, MANIFEST), `${JSON.stringify({ key, files: filesBelow(site) })}\n`)
  },
}

/** Preloaded: it does not outlive who started it. */
const withParent = `data:text/javascript,process.on('disconnect',()=>process.exit(1));process.channel?.unref()`

/** Runs Astro. @throws with all that it said. */
async function build(app: string, outFolder: string): Promise<void> {
  // Vite lets variables of these names overrule what it knows, and test runners set them.
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:DEV|PROD|MODE|SSR|BASE_URL)$/.test(name)),
  )
  const program = join(app, 'node_modules/astro/bin/astro.mjs')
  const child = spawn(process.execPath, ['--import', withParent, program, 'build'], {
    cwd: app,
    env: {
      ...environment,
      NODE_ENV: 'production',
      NODE_OPTIONS: `--conditions=${SOURCE_CONDITION}`,
      DOCS_OUT_DIR: outFolder,
      ASTRO_TELEMETRY_DISABLED: '1',
      NO_COLOR: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`Astro built no docs:\n${output}`)
}
