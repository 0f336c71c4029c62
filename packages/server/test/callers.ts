import type { Auth } from '@latchkey/contract'
import { shop } from '@latchkey/contract/example-shop'
import { openSession } from '../src/features/accounts/service.ts'
import type { TestApp } from './app.ts'
import type { TestHandle } from './factories.ts'

/** One caller of each kind, so that every operation finds one it accepts. */
export interface Callers {
  /**
   * Named as the examples of the contract have it, so that it cannot be renamed to that; with a payment, so that it
   * cannot be deleted.
   */
  readonly handle: TestHandle
  /** Bearer tokens by whom they are for; accounts and OAuth tokens are those of the handle's owner. */
  readonly tokens: { readonly anyone: null } & Readonly<Record<Exclude<Auth['subject'], 'anyone'>, string>>
}

export async function makeCallers({ make, deps }: TestApp): Promise<Callers> {
  const handle = await make.handle({ name: shop.newName })
  await make.purchase({
    page: await make.page({ handle, accessMode: 'PAID' }),
    visitor: await make.visitor(),
  })
  const operator = await make.account({ email: 'operator@latchkey.test' })
  return {
    handle,
    tokens: {
      anyone: null,
      visitor: (await make.visitorSession()).token,
      account: (await openSession(deps, handle.owner.id)).accessToken,
      platform_operator: (await openSession(deps, operator.id)).accessToken,
      token: (await make.oauthToken({ account: handle.owner })).token,
    },
  }
}
