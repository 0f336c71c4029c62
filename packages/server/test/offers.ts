import { unwrap } from '@latchkey/sdk'
import type { TestApp } from './app.ts'
import type { TestAccount } from './factories.ts'

/** The newest offer to an account. */
export async function newestOffer(t: TestApp, account: Pick<TestAccount, 'id'>) {
  const { items } = await unwrap((await t.as(account)).accounts.listOffers())
  const [offer] = items
  if (!offer) throw new Error('Nothing is offered to the account.')
  return offer
}

/** Has an account accept what was offered to it last. */
export async function acceptNewest(t: TestApp, account: Pick<TestAccount, 'id'>) {
  const { id } = await newestOffer(t, account)
  return await unwrap((await t.as(account)).accounts.acceptOffer({ path: { offerId: id } }))
}
