import type { contract } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { readCustomer } from './customer.ts'

/** What the contract's `checkout` says of one person, who has things of many areas. */
export const customerHandlers: Pick<Handlers<typeof contract.checkout>, 'getCustomer'> = {
  async getCustomer({ deps, subject, params }) {
    const seller = { handleId: subject.handleId, handle: params.handle }
    const customer = await readCustomer(deps, seller, params.visitorId)
    return isFailure(customer) ? customer : { status: 200, body: customer }
  },
}
