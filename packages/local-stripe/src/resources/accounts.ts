import { denied, invalid, isRefusal, type Refusal } from '../api/errors.ts'
import { pageOf, pageParameters } from '../api/lists.ts'
import {
  bool,
  currency,
  email,
  hash,
  metadata,
  moment,
  oneOf,
  text,
  type Values,
  webAddress,
  withMetadata,
} from '../api/parameters.ts'
import { route } from '../api/route.ts'
import { emit } from '../world/events.ts'
import { newId } from '../world/ids.ts'
import type { Account } from '../world/objects.ts'
import { seconds, type World } from '../world/world.ts'

/** What must be given before an account can be paid. */
const onboardingNeeds = [
  'business_profile.url',
  'external_account',
  'individual.first_name',
  'individual.last_name',
  'tos_acceptance.date',
  'tos_acceptance.ip',
]

const capability = hash({ requested: bool })

const changeable = {
  business_profile: hash({
    mcc: text(4),
    name: text(),
    product_description: text(),
    support_email: email,
    support_phone: text(),
    support_url: webAddress,
    url: webAddress,
  }),
  business_type: oneOf('company', 'government_entity', 'individual', 'non_profit'),
  capabilities: hash({ card_payments: capability, transfers: capability }),
  default_currency: currency,
  email,
  metadata,
  settings: hash({
    payments: hash({ statement_descriptor: text(22) }),
    payouts: hash({ debit_negative_balances: bool, statement_descriptor: text(22) }),
  }),
}
type Change = Values<typeof changeable>

const controller = hash({
  fees: hash({ payer: oneOf('account', 'application') }),
  losses: hash({ payments: oneOf('application', 'stripe') }),
  requirement_collection: oneOf('application', 'stripe'),
  stripe_dashboard: hash({ type: oneOf('express', 'full', 'none') }),
})

type Kind = 'custom' | 'express' | 'none' | 'standard'

/** The connected account, unless it is unknown or has disconnected: both look alike. */
export function connectedAccount(world: World, id: string): Account | Refusal {
  const account = Object.hasOwn(world.state.accounts, id) ? world.state.accounts[id] : undefined
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

export function newAccount(
  world: World,
  data: {
    id?: string | undefined
    type: Kind
    country?: string | undefined
    change?: Change
    controller?: Account['controller']
  },
): Account {
  const requested = data.change?.capabilities ?? {
    card_payments: { requested: true },
    transfers: { requested: true },
  }
  const account: Account = {
    id: data.id ?? newId('acct'),
    object: 'account',
    business_profile: {
      mcc: null,
      minority_owned_business_designation: null,
      name: null,
      product_description: null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
    },
    business_type: null,
    capabilities: {},
    charges_enabled: false,
    controller: data.controller ?? controllerOf(data.type),
    country: data.country ?? 'US',
    created: seconds(world),
    default_currency: 'usd',
    details_submitted: false,
    email: null,
    future_requirements: requirements([], null),
    metadata: {},
    payouts_enabled: false,
    requirements: requirements(onboardingNeeds, 'requirements.past_due'),
    settings: {
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      card_payments: {
        statement_descriptor_prefix: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      dashboard: { display_name: null, timezone: 'Etc/UTC' },
      payments: {
        statement_descriptor: null,
        statement_descriptor_kana: null,
        statement_descriptor_kanji: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      payouts: {
        debit_negative_balances: true,
        schedule: { delay_days: 2, interval: 'daily' },
        statement_descriptor: null,
      },
    },
    tos_acceptance: { date: null },
    type: data.type,
  }
  applyChange(account, { ...data.change, capabilities: requested })
  world.state.accounts[account.id] = account
  return account
}

function applyChange(account: Account, change: Change): void {
  if (change.business_profile !== undefined)
    Object.assign(account.business_profile ?? {}, change.business_profile)
  if (change.business_type !== undefined) account.business_type = change.business_type
  if (change.default_currency !== undefined) account.default_currency = change.default_currency
  if (change.email !== undefined) account.email = change.email
  account.metadata = withMetadata(account.metadata ?? {}, change.metadata)
  Object.assign(account.settings?.payments ?? {}, change.settings?.payments)
  Object.assign(account.settings?.payouts ?? {}, change.settings?.payouts)
  const status = account.details_submitted ? 'active' : 'inactive'
  const capabilities = account.capabilities ?? {}
  for (const name of ['card_payments', 'transfers'] as const) {
    const requested = change.capabilities?.[name]?.requested
    if (requested === true) capabilities[name] ??= status
    if (requested === false) delete capabilities[name]
  }
  account.capabilities = capabilities
}

function requirements(
  due: string[],
  disabled: 'requirements.past_due' | null,
): NonNullable<Account['requirements']> {
  return {
    alternatives: [],
    current_deadline: null,
    currently_due: [...due],
    disabled_reason: disabled,
    errors: [],
    eventually_due: [...due],
    past_due: [...due],
    pending_verification: [],
  }
}

function controllerOf(type: Kind): NonNullable<Account['controller']> {
  return {
    fees: {
      payer:
        type === 'standard' ? 'account' : type === 'express' ? 'application_express' : 'application_custom',
    },
    is_controller: true,
    losses: { payments: type === 'standard' ? 'stripe' : 'application' },
    requirement_collection: type === 'custom' ? 'application' : 'stripe',
    stripe_dashboard: { type: type === 'standard' ? 'full' : type === 'express' ? 'express' : 'none' },
    type: 'application',
  }
}

/** The seller gave everything: charges, payouts and the requested capabilities become active. */
export function completeOnboarding(
  world: World,
  account: Account,
  given: { name?: string; email?: string } = {},
): void {
  account.details_submitted = true
  account.charges_enabled = true
  account.payouts_enabled = true
  account.requirements = requirements([], null)
  account.tos_acceptance = { date: seconds(world) }
  if (given.email !== undefined) account.email = given.email
  if (given.name !== undefined && account.business_profile) account.business_profile.name = given.name
  for (const name of ['card_payments', 'transfers'] as const) {
    if (account.capabilities?.[name] !== undefined) account.capabilities[name] = 'active'
  }
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

function platformAccount(world: World, owner: string): Account | Refusal {
  if (owner !== world.state.platform) return connectedAccount(world, owner)
  const account = world.state.accounts[owner] ?? newAccount(world, { id: owner, type: 'standard' })
  if (!account.details_submitted) {
    Object.assign(account, {
      charges_enabled: true,
      details_submitted: true,
      payouts_enabled: true,
      requirements: requirements([], null),
      capabilities: { card_payments: 'active', transfers: 'active' },
    })
  }
  return account
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
      const kind: Kind = type ?? (wanted === undefined || dashboard === 'full' ? 'standard' : 'none')
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
    handle: (world, { owner }) => platformAccount(world, owner),
  }),
  route({
    method: 'GET',
    path: '/v1/accounts/:id',
    answers: 'account',
    parameters: {},
    handle: (world, { path: { id = '' } }) =>
      id === world.state.platform ? platformAccount(world, id) : connectedAccount(world, id),
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
