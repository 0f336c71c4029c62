import { afterAll } from 'vitest'
import { generousLimits } from '../../../../scripts/dev-plan.ts'
import { openSession } from '../../../server/src/features/accounts/service.ts'
import { loadDemo } from '../../../server/src/index.ts'
import { type Live, startLive } from '../../../server/test/live.ts'
import { startProxy } from './proxy.ts'

/** What the examples of the document name, and the options by which it is looked at. */
async function makeWorld({ make, deps }: Live): Promise<string[]> {
  const handle = await make.handle({ name: 'demo' })
  await make.page({ handle, slug: 'premium' })
  const { accessToken } = await openSession(deps, handle.owner.id)
  const { token } = await make.visitorSession()
  return ['--account-token', accessToken, '--visitor-token', token]
}

/** A server, a proxy in front of it, and the options by which a run looks at it through that; for the test file that asks. */
export async function behindProxy() {
  const live = await startLive('localhost')
  const proxy = await startProxy(live.origin())
  afterAll(() => proxy.close())
  return { live, proxy, options: [...(await makeWorld(live)), '--base-url', proxy.origin] }
}

/** As `npm start` has them, but for the one that a run uses up. */
function sandboxLimits() {
  const generous = JSON.parse(generousLimits())
  return JSON.stringify({ ...generous, forgotPassword: { ...generous.forgotPassword, email: '20/1h' } })
}

/** A server to try everything on, as `npm start` starts it, and a proxy in front of it; for the test file that asks. */
export async function sandboxBehindProxy() {
  const live = await startLive('localhost', {
    inbox: true,
    env: { LIMITS: sandboxLimits(), PLATFORM_OPERATORS: 'operator@latchkey.test' },
  })
  await loadDemo(live.deps.config.DATABASE_URL)
  const proxy = await startProxy(live.origin())
  afterAll(() => proxy.close())
  return { live, proxy }
}
