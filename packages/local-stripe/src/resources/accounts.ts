import { denied, invalid, isRefusal, type Refusal } from '../api/errors.ts'
import { pageOf, pageParameters } from '../api/lists.ts'
import { moment, oneOf, text } from '../api/parameters.ts'
import { route } from '../api/route.ts'
import { emit } from '../world/events.ts'
import type { Account } from '../world/objects.ts'
import { entryOf, must, type World } from '../world/world.ts'
import {
  type AccountKind,
  applyChange,
  changeable,
  controller,
  controllerOf,
  makeReady,
  newAccount,
} from './account-object.ts'

/** The connected account, unless it is unknown or has disconnected: both look alike. */
export function connectedAccount(world: World, id: string): Account | Refusal {
  const account = entryOf(world.state.accounts, id)
  if (account !== undefined && id !== world.state.platform) return account
  const message =
    `The provided key 'sk_test_***' does not have access to account '${id}' (or that account does not exist). ` +
    'Application access may have been revoked.'
  return denied(403, message, 'account_invalid')
}

/** Whether money can be sent to an account. */
export function canReceive(world: World, id: string): boolean {
  const account = connectedAccount(world, id)
  return !isRefusal(account) && account.capabilities?.transfers === 'active'
}

/** The seller gave everything: charges, payouts and the requested capabilities become active. */
export function completeOnboarding(
  world: World,
  account: Account,
  given: { name?: string; email?: string } = {},
): void {
  makeReady(world, account)
  if (given.email !== undefined) account.email = given.email
  if (given.name !== undefined && account.business_profile) account.business_profile.name = given.name
  announce(world, account)
}

/** `account.updated` comes to Connect endpoints, as an event of the account. */
export function announce(world: World, account: Account): void {
  emit(world, 'account.updated', account, { account: account.id })
}

/** The seller disconnects from the platform; the account is out of reach from then on. */
export function deauthorize(world: World, account: Account): void {
  const application = {
    id: `ca_${world.state.platform.slice('acct_'.length)}`,
    object: 'application',
    name: 'Platform',
  }
  emit(world, 'account.application.deauthorized', application, { account: account.id })
  delete world.state.accounts[account.id]
}

/** Makes the platform's own account when the state is new. */
export function ensurePlatformAccount(world: World): void {
  const id = world.state.platform
  if (!Object.hasOwn(world.state.accounts, id)) {
    const change = { settings: { card_payments: { statement_descriptor_prefix: 'LATCHKEY' } } }
    makeReady(world, newAccount(world, { id, type: 'standard', change }))
  }
}

const accountShape = {
  ...changeable,
  controller,
  country: text(2),
  type: oneOf('custom', 'express', 'standard'),
}

export const accountRoutes = [
  route({
    method: 'POST',
    path: '/v1/accounts',
    answers: 'account',
    parameters: accountShape,
    handle(world, { params: { controller: wanted, country, type, ...change } }) {
      if (wanted !== undefined && type !== undefined) {
        return invalid(
          'You may only specify one of these parameters: type, controller.',
          'controller',
          'parameters_exclusive',
        )
      }
      if (country !== undefined && !/^[A-Z]{2}$/.test(country)) {
        return invalid(
          `Country '${country}' is unknown. Try using a 2-character alphanumeric country code instead.`,
          'country',
          'country_unsupported',
        )
      }
      const dashboard = wanted?.stripe_dashboard?.type ?? 'full'
      const kind: AccountKind = type ?? (wanted === undefined || dashboard === 'full' ? 'standard' : 'none')
      return newAccount(world, {
        type: kind,
        country,
        change,
        ...(wanted === undefined
          ? {}
          : { controller: { ...controllerOf(kind), ...(wanted as Partial<Account['controller']>) } }),
      })
    },
  }),
  route({
    method: 'GET',
    path: '/v1/account',
    answers: 'account',
    parameters: {},
    handle: (world, { owner }) =>
      owner === world.state.platform
        ? must(world.state.accounts, world.state.platform)
        : connectedAccount(world, owner),
  }),
  route({
    method: 'GET',
    path: '/v1/accounts/:id',
    answers: 'account',
    parameters: {},
    handle: (world, { path: { id = '' } }) =>
      id === world.state.platform
        ? must(world.state.accounts, world.state.platform)
        : connectedAccount(world, id),
  }),
  route({
    method: 'POST',
    path: '/v1/accounts/:id',
    answers: 'account',
    parameters: changeable,
    handle(world, { params, path: { id = '' } }) {
      const account = connectedAccount(world, id)
      if (isRefusal(account)) return account
      applyChange(account, params)
      announce(world, account)
      return account
    },
  }),
  route({
    method: 'GET',
    path: '/v1/accounts',
    answers: 'list:account',
    parameters: { ...pageParameters, created: moment },
    handle(world, { params }) {
      const connected = Object.values(world.state.accounts).filter(({ id }) => id !== world.state.platform)
      const wanted = connected.filter(({ created }) => params.created?.(created ?? 0) ?? true)
      return pageOf(wanted.toReversed(), params, '/v1/accounts')
    },
  }),
]
