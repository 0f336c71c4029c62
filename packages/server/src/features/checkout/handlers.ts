import type { contract } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import type { Call, Handlers } from '../../platform/http/operation.ts'
import { createCheckout } from './create-checkout.ts'
import { type Endpoint, receiveEvent } from './events.ts'
import { confirmCheckout } from './service.ts'

type Checkout = typeof contract.checkout

export const checkoutHandlers: Pick<
  Handlers<Checkout>,
  'createCheckout' | 'confirmCheckout' | 'receiveStripeEvent' | 'receiveStripeConnectEvent'
> = {
  async createCheckout({ deps, subject, params, body }) {
    const checkout = await createCheckout(deps, subject, { ...params, ...body })
    if (isFailure(checkout)) return checkout
    return { status: 200, body: { ...checkout, expiresAt: checkout.expiresAt.toISOString() } }
  },

  async confirmCheckout({ deps, subject, params }) {
    const confirmation = await confirmCheckout(deps, subject, params)
    if (isFailure(confirmation)) return confirmation
    const { status, hasAccess } = confirmation
    return { status: 200, body: { status, hasAccess } }
  },

  receiveStripeEvent: (call) => receive(call, 'platform'),
  receiveStripeConnectEvent: (call) => receive(call, 'connect'),
}

/** Both endpoints differ only in the secret, and in whose events they take. */
async function receive(
  { deps, request, rawBody }: Pick<Call<Checkout['receiveStripeEvent']>, 'deps' | 'request' | 'rawBody'>,
  endpoint: Endpoint,
) {
  const refused = await receiveEvent(deps, endpoint, rawBody, request.header('stripe-signature'))
  return refused ?? ({ status: 200, body: { received: true } } as const)
}
