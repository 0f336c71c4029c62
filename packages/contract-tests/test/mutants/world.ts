import { openSession } from '../../../server/src/features/accounts/service.ts'
import type { Live } from '../../../server/test/live.ts'

/** What the examples of the document name, and the options by which it is looked at. */
export async function makeWorld({ make, deps }: Live): Promise<string[]> {
  const handle = await make.handle({ name: 'demo' })
  await make.page({ handle, slug: 'premium' })
  const { accessToken } = await openSession(deps, handle.owner.id)
  const { token } = await make.visitorSession()
  return ['--account-token', accessToken, '--visitor-token', token]
}
