import type { contract } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { readCustomer } from './customer.ts'

/** What the contract's `checkout` says of one person, who has things of many areas. */
export const customerHandlers: Pick<Handlers<typeof contract.checkout>, 'getCustomer'> = {
  async getCustomer({ deps, caller, params }) {
    const customer = await readCustomer(deps, caller, params.visitorId)
    return isFailure(customer) ? customer : { status: 200, body: customer }
  },
}
