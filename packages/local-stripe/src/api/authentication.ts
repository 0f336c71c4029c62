import { connectedAccount } from '../resources/accounts.ts'
import type { World } from '../world/world.ts'
import { denied, isRefusal, type Refusal } from './errors.ts'

/** The account a call is made for: the key's own, or the connected one in `Stripe-Account`. */
export function authenticate(world: World, headers: Headers, secretKey: string): string | Refusal {
  const key = keyOf(headers.get('authorization') ?? '')
  if (key === '') {
    const message =
      'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer ' +
      "auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
    return denied(401, message)
  }
  if (key !== secretKey) {
    return denied(401, `Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`)
  }
  const version = headers.get('stripe-version')
  if (version !== null && !/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version)) {
    return denied(400, `Invalid Stripe API version: ${version}`)
  }
  const account = headers.get('stripe-account')
  if (account === null) return world.state.platform
  const connected = connectedAccount(world, account)
  return isRefusal(connected) ? connected : account
}

/** The key as Bearer token, or as the user name of Basic authentication. */
function keyOf(authorization: string): string {
  const [scheme = '', credentials = ''] = authorization.split(' ')
  if (scheme.toLowerCase() !== 'basic') return credentials
  return Buffer.from(credentials, 'base64').toString().split(':')[0] ?? ''
}
