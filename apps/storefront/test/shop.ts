// The storefront as somebody else would have it: built with the packed SDK, served on another site than Latchkey.
import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll } from 'vitest'
import { DEMO_STRIPE_ACCOUNT, loadDemo } from '../../../packages/server/src/demo.ts'
import { startLive } from '../../../packages/server/test/live.ts'
import { makeAsset } from '../../../scripts/assets/asset.ts'
import { sdk } from '../../../scripts/assets/sdk.ts'
import { storefrontServer } from '../../../scripts/storefront.ts'
import { allowOriginCommands, saveGuideFiles } from './guide.ts'

const root = join(import.meta.dirname, '../../..')
const require = createRequire(import.meta.url)

/** A folder outside this repository in which the packed SDK is installed. It goes away with the test file. */
export async function emptyProject(): Promise<string> {
  await makeAsset(sdk, root, join(root, 'dist'))
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'latchkey-shop-')))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const modules = join(folder, 'node_modules')
  const installed = join(modules, '@latchkey/sdk')
  mkdirSync(installed, { recursive: true })
  const tarball = join(root, 'dist/sdk/latchkey-sdk.tgz')
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components', '1'])
  symlinkSync(
    realpathSync(join(root, 'packages/sdk/node_modules/openapi-fetch')),
    join(modules, 'openapi-fetch'),
  )
  return folder
}

/** Has Vite build the project in a folder. @returns where the files for browsers are. */
export function buildWithVite(folder: string): string {
  const vite = join(require.resolve('vite/package.json'), '../bin/vite.js')
  const { NODE_ENV: _, ...env } = process.env
  execFileSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: folder,
    env,
    stdio: 'inherit',
  })
  return join(folder, 'dist')
}

/** Starts Latchkey with the demo and, on another site, the shop that the guide has its readers build. */
export async function openStorefront() {
  const live = await startLive('localhost', { inbox: true })
  await loadDemo(live.deps.config.DATABASE_URL)
  await live.stripe.dashboard.createReadyAccount({ id: DEMO_STRIPE_ACCOUNT })
  const folder = await emptyProject()
  saveGuideFiles(folder)
  const config = { latchkey: live.origin(), handle: 'demo', name: 'Demo Studio' }
  const server = storefrontServer(buildWithVite(folder), config).listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => void server.close())
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address?.port}`
  await promisify(execFile)('sh', ['-ec', allowOriginCommands(live.origin(), origin)])
  const handles = live.deps.db.selectFrom('handles').select(['id', 'name', 'allowed_origins as origins'])
  const handle = await handles.where('name', '=', 'demo').executeTakeFirstOrThrow()
  return { live, origin, handle, folder }
}
