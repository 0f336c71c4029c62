import { apiVersion } from '../world/events.ts'
import type { World } from '../world/world.ts'
import type { Refusal } from './errors.ts'

/** An answer before it becomes a response. */
export interface Reply {
  status: number
  body: string
  headers: Record<string, string>
}

/** An object, pretty-printed as Stripe does. */
export function success(object: object): Reply {
  return { status: 200, body: JSON.stringify(object, null, 2), headers: {} }
}

/** `{error: {…}}` with the links Stripe adds. */
export function failure(
  world: World,
  requestId: string,
  { refused: { status, error, keep } }: Refusal,
): Reply {
  const page = error.code?.replaceAll('_', '-')
  const body = {
    error: {
      ...error,
      ...(page === undefined ? {} : { doc_url: `https://stripe.com/docs/error-codes/${page}` }),
      request_log_url: `https://dashboard.stripe.com/${world.state.platform}/test/logs/${requestId}`,
    },
  }
  // A fault that is kept under the key would only be answered again.
  const noRetry: Record<string, string> = status >= 500 && keep ? { 'stripe-should-retry': 'false' } : {}
  return { status, body: JSON.stringify(body, null, 2), headers: noRetry }
}

/** Headers of every answer; account, key and version come back as they were sent. */
export function commonHeaders(requestId: string, sent: Headers): Record<string, string> {
  const echoed = ['stripe-account', 'idempotency-key'].flatMap((name): [string, string][] => {
    const value = sent.get(name)
    return value === null ? [] : [[name, value]]
  })
  return {
    'content-type': 'application/json',
    'request-id': requestId,
    'stripe-version': sent.get('stripe-version') ?? apiVersion,
    ...Object.fromEntries(echoed),
  }
}
