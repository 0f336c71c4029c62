import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { newId } from './ids.ts'
import type {
  Account,
  ApplicationFee,
  BalanceTransaction,
  Charge,
  Dispute,
  EarlyFraudWarning,
  LineItem,
  PaymentIntent,
  Payout,
  Price,
  Product,
  Refund,
  Session,
  StripeEvent,
  Transfer,
} from './objects.ts'

export type Table<T> = Record<string, T>

/** What `payment_intent_data` said; the payment is made from it when the buyer confirms. */
export interface PaymentPlan {
  applicationFee: number | null
  destination: string | null
  transferAmount: number | null
  description: string | null
  metadata: Record<string, string>
  onBehalfOf: string | null
  receiptEmail: string | null
  statementDescriptor: string | null
  statementDescriptorSuffix: string | null
  transferGroup: string | null
}

/** What the API does not show of a session. */
export interface SessionPlan {
  lineItems: LineItem[]
  payment: PaymentPlan
}

/** Something that happens by itself at a time (milliseconds since 1970). */
export type Task = { at: number; order: number } & TaskWork
export type TaskWork =
  | { kind: 'expire_session'; id: string }
  | { kind: 'settle_payment'; id: string; outcome: 'succeeded' | 'failed' }
  | { kind: 'expire_voucher'; id: string }
  | { kind: 'settle_refund'; id: string; status: 'succeeded' | 'failed' }
  | { kind: 'refund'; id: string; amount: number }
  | { kind: 'open_dispute'; id: string; inquiry: boolean; reason: string }
  | { kind: 'close_dispute'; id: string; outcome: 'won' | 'lost' }
  | { kind: 'deliver'; id: string }

/** One event on its way to one endpoint. */
export interface Delivery {
  id: string
  event: string
  /** Key of the endpoint, see webhooks.ts. */
  endpoint: string
  attempts: number
  state: 'pending' | 'delivered' | 'failed' | 'lost'
  lastStatus: number | null
}

/** A page that works once: onboarding and Express dashboard links. */
export interface Link {
  account: string
  kind: 'onboarding' | 'express'
  expiresAt: number
  used: boolean
  returnUrl: string | null
  refreshUrl: string | null
  /** Given to the one browser that opened the link. */
  visit: string
}

export interface IdempotencyRecord {
  request: string
  requestId: string
  createdAt: number
  status: number
  body: string
}

/** Everything this Stripe knows; plain JSON, so that it survives a restart. */
export interface State {
  /** Id of the platform's own account. */
  platform: string
  clockOffset: number
  taskOrder: number
  /** Objects that belong to a connected account; all others are the platform's. */
  owners: Table<string>
  sessions: Table<Session>
  sessionPlans: Table<SessionPlan>
  paymentIntents: Table<PaymentIntent>
  charges: Table<Charge>
  refunds: Table<Refund>
  transfers: Table<Transfer>
  applicationFees: Table<ApplicationFee>
  disputes: Table<Dispute>
  earlyFraudWarnings: Table<EarlyFraudWarning>
  accounts: Table<Account>
  balanceTransactions: Table<BalanceTransaction>
  products: Table<Product>
  prices: Table<Price>
  payouts: Table<Payout>
  events: Table<StripeEvent>
  deliveries: Table<Delivery>
  links: Table<Link>
  idempotency: Table<IdempotencyRecord>
  tasks: Task[]
  /** Behaviour of test cards that shows later: charge id to what becomes of its refunds. */
  refundOutcomes: Table<'pending-succeeded' | 'pending-failed' | 'failed' | 'requires-action'>
  /** Connected accounts whose balance must cover what is taken back from them. */
  mustCover: Table<true>
  /** Refunds wait and transfers are refused while the platform's balance lacks. */
  platformLacks: boolean
}

function emptyState(): State {
  return {
    platform: newId('acct'),
    clockOffset: 0,
    taskOrder: 0,
    owners: {},
    sessions: {},
    sessionPlans: {},
    paymentIntents: {},
    charges: {},
    refunds: {},
    transfers: {},
    applicationFees: {},
    disputes: {},
    earlyFraudWarnings: {},
    accounts: {},
    balanceTransactions: {},
    products: {},
    prices: {},
    payouts: {},
    events: {},
    deliveries: {},
    links: {},
    idempotency: {},
    tasks: [],
    refundOutcomes: {},
    mustCover: {},
    platformLacks: false,
  }
}

/** Reads the state file; a new state without one. A file that is not ours is a fault: better stop than overwrite it. */
export function loadState(file: string | undefined): State {
  if (file === undefined || !existsSync(file)) return emptyState()
  const saved: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof saved !== 'object' || saved === null || !('platform' in saved)) {
    throw new Error(`${file} is not a state file of local Stripe`)
  }
  return { ...emptyState(), ...(saved as State) }
}

/** Forgets what is past its time: events and their deliveries after 30 days, answers under keys after 24 hours. */
export function prune(state: State, time: number): void {
  const day = 24 * 3600 * 1000
  for (const event of Object.values(state.events)) {
    if (event.created * 1000 < time - 30 * day) delete state.events[event.id]
  }
  for (const delivery of Object.values(state.deliveries)) {
    if (state.events[delivery.event] === undefined) delete state.deliveries[delivery.id]
  }
  for (const [scope, record] of Object.entries(state.idempotency)) {
    if (record.createdAt < time - day) delete state.idempotency[scope]
  }
}

/** Replaces the file in one step, so that a crash leaves either the old state or the new. */
export function saveState(file: string, state: State): void {
  const next = `${file}.next`
  writeFileSync(next, JSON.stringify(state), { mode: 0o600 })
  renameSync(next, file)
}
