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
import { firstFiles, guideFiles, save } from './guide.ts'

const root = join(import.meta.dirname, '../../..')
const require = createRequire(import.meta.url)

/** A folder outside this repository in which the packed SDK is installed. It goes away with the test file. */
async function emptyProject(): Promise<string> {
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

/** Has Vite build the project in a folder. */
function buildWithVite(folder: string): void {
  const vite = join(require.resolve('vite/package.json'), '../bin/vite.js')
  const { NODE_ENV: _, ...env } = process.env
  execFileSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: folder,
    env,
    stdio: 'inherit',
  })
}

type Settings = Parameters<typeof storefrontServer>[1]

/** Serves what Vite makes of a project, on a port that is free. @returns its origin. */
async function serve(folder: string, settings: Settings): Promise<string> {
  const server = storefrontServer(folder, settings).listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => void server.close())
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address?.port}`
}

/** Starts Latchkey with the demo and, on another site, the two shops that the guide has its readers build. */
export async function openStorefront() {
  const live = await startLive('localhost', { inbox: true })
  await loadDemo(live.deps.config.DATABASE_URL)
  await live.stripe.dashboard.createReadyAccount({ id: DEMO_STRIPE_ACCOUNT })
  const folder = await emptyProject()
  const config = { latchkey: live.origin(), handle: 'demo', name: 'Demo Studio' }
  const first = join(folder, 'first-shop')
  const [firstOrigin, origin] = [
    await serve(join(first, 'dist'), config),
    await serve(join(folder, 'dist'), config),
  ]
  save(guideFiles, folder)
  buildWithVite(folder)
  // Each is allowed by the program of the guide, which keeps what was allowed before.
  for (const each of [origin, firstOrigin]) {
    save(firstFiles(live.origin(), each), first)
    await promisify(execFile)(process.execPath, ['allow-origin.mjs'], { cwd: first })
  }
  buildWithVite(first)
  const handles = live.deps.db.selectFrom('handles').select(['id', 'name', 'allowed_origins as origins'])
  const handle = await handles.where('name', '=', 'demo').executeTakeFirstOrThrow()
  return { live, origin, firstOrigin, handle, folder }
}
