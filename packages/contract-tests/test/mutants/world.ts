import { afterAll } from 'vitest'
import { openSession } from '../../../server/src/features/accounts/service.ts'
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
