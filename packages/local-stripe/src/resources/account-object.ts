import {
  bool,
  currency,
  email,
  hash,
  metadata,
  oneOf,
  text,
  type Values,
  webAddress,
  withMetadata,
} from '../api/parameters.ts'
import { newId } from '../world/ids.ts'
import type { Account } from '../world/objects.ts'
import { seconds, type World } from '../world/world.ts'
import { descriptor } from './descriptors.ts'

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

export const changeable = {
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
    card_payments: hash({ statement_descriptor_prefix: descriptor(2, 10) }),
    payments: hash({ statement_descriptor: descriptor(5) }),
    payouts: hash({ debit_negative_balances: bool, statement_descriptor: text(22) }),
  }),
}
type Change = Values<typeof changeable>

export const controller = hash({
  fees: hash({ payer: oneOf('account', 'application') }),
  losses: hash({ payments: oneOf('application', 'stripe') }),
  requirement_collection: oneOf('application', 'stripe'),
  stripe_dashboard: hash({ type: oneOf('express', 'full', 'none') }),
})

export type AccountKind = 'custom' | 'express' | 'none' | 'standard'

export function newAccount(
  world: World,
  data: {
    id?: string | undefined
    type: AccountKind
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

export function applyChange(account: Account, change: Change): void {
  if (change.business_profile !== undefined)
    Object.assign(account.business_profile ?? {}, change.business_profile)
  if (change.business_type !== undefined) account.business_type = change.business_type
  if (change.default_currency !== undefined) account.default_currency = change.default_currency
  if (change.email !== undefined) account.email = change.email
  account.metadata = withMetadata(account.metadata ?? {}, change.metadata)
  Object.assign(account.settings?.card_payments ?? {}, change.settings?.card_payments)
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

/** What card statements begin with. */
export function descriptorPrefix(account: Account): string | null {
  return account.settings?.card_payments?.statement_descriptor_prefix ?? null
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

export function controllerOf(type: AccountKind): NonNullable<Account['controller']> {
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

/** Everything was given: charges, payouts and the requested capabilities are active. */
export function makeReady(world: World, account: Account): void {
  account.details_submitted = true
  account.charges_enabled = true
  account.payouts_enabled = true
  account.requirements = requirements([], null)
  account.tos_acceptance = { date: seconds(world) }
  for (const name of ['card_payments', 'transfers'] as const) {
    if (account.capabilities?.[name] !== undefined) account.capabilities[name] = 'active'
  }
}
