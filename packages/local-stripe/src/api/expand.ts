import type { Table } from '../world/state.ts'
import { must, type World } from '../world/world.ts'
import { pageOf } from './lists.ts'

type Node = { [name: string]: unknown }

interface Reference {
  to: Kind
  /** Members that are not ids but made when asked for. */
  make?: (world: World, object: Node) => unknown
}

type Kind =
  | 'account'
  | 'application_fee'
  | 'balance_transaction'
  | 'charge'
  | 'checkout.session'
  | 'dispute'
  | 'fee_refund'
  | 'item'
  | 'payment_intent'
  | 'payout'
  | 'price'
  | 'radar.early_fraud_warning'
  | 'product'
  | 'refund'
  | 'transfer'
  | 'transfer_reversal'
  | 'list:item'
  | 'list:refund'

/** What a route answers with: an object, or a list of such objects. */
export type Expandable =
  | Kind
  | `list:${Kind}`
  | 'account_link'
  | 'balance'
  | 'event'
  | 'list:event'
  | 'list:webhook_endpoint'
  | 'login_link'
  | 'webhook_endpoint'

const account: Reference = { to: 'account' }
const transaction: Reference = { to: 'balance_transaction' }
const payment: Reference = { to: 'payment_intent' }
const charge: Reference = { to: 'charge' }

/** Which members can be expanded; nested ones are written with a dot. [types: `string | Object` members] */
const references: Record<string, Record<string, Reference>> = {
  'checkout.session': {
    payment_intent: payment,
    line_items: { to: 'list:item', make: lineItems },
  },
  payment_intent: {
    latest_charge: charge,
    on_behalf_of: account,
    'transfer_data.destination': account,
  },
  charge: {
    application_fee: { to: 'application_fee' },
    balance_transaction: transaction,
    on_behalf_of: account,
    payment_intent: payment,
    refunds: { to: 'list:refund', make: refundsOf },
    source_transfer: { to: 'transfer' },
    transfer: { to: 'transfer' },
    'transfer_data.destination': account,
  },
  refund: {
    balance_transaction: transaction,
    charge,
    failure_balance_transaction: transaction,
    payment_intent: payment,
    source_transfer_reversal: { to: 'transfer_reversal' },
    transfer_reversal: { to: 'transfer_reversal' },
  },
  transfer: {
    balance_transaction: transaction,
    destination: account,
    destination_payment: charge,
    source_transaction: charge,
  },
  transfer_reversal: {
    balance_transaction: transaction,
    source_refund: { to: 'refund' },
    transfer: { to: 'transfer' },
  },
  application_fee: {
    account,
    balance_transaction: transaction,
    charge,
    originating_transaction: charge,
  },
  fee_refund: { balance_transaction: transaction, fee: { to: 'application_fee' } },
  dispute: { charge, payment_intent: payment },
  'radar.early_fraud_warning': { charge, payment_intent: payment },
  balance_transaction: { source: charge },
  item: { 'price.product': { to: 'product' } },
  payout: { balance_transaction: transaction, failure_balance_transaction: transaction },
  price: { product: { to: 'product' } },
  product: { default_price: { to: 'price' } },
}

/** Why a path cannot be expanded in this answer; null when it can. */
export function isExpandable(answer: Expandable, path: string): string | null {
  const segments = path.split('.')
  if (segments.length > 4) return 'You cannot expand more than 4 levels of a property'
  let kind: string = answer
  let rest = segments
  while (rest.length > 0) {
    if (kind.startsWith('list:')) {
      if (rest[0] !== 'data') return `This property cannot be expanded (${path}).`
      kind = kind.slice('list:'.length)
      rest = rest.slice(1)
      continue
    }
    const step = stepOf(kind, rest)
    if (step === null) return `This property cannot be expanded (${path}).`
    kind = step.reference.to
    rest = rest.slice(step.names.length)
  }
  return null
}

function stepOf(kind: string, rest: string[]): { names: string[]; reference: Reference } | null {
  for (const length of [1, 2]) {
    const names = rest.slice(0, length)
    const reference = references[kind]?.[names.join('.')]
    if (reference !== undefined && names.length === length) return { names, reference }
  }
  return null
}

/** A copy of the answer with these paths expanded. */
export function expanded(world: World, answer: object, paths: string[]): Node {
  const copy = structuredClone(answer) as Node
  for (const path of paths) expandPath(world, copy, path.split('.'))
  return copy
}

function expandPath(world: World, node: Node, path: string[]): void {
  if (path.length === 0) return
  if (node.object === 'list') {
    for (const item of node.data as Node[]) expandPath(world, item, path.slice(1))
    return
  }
  const step = stepOf(String(node.object), path)
  if (step === null) return
  const [first = '', second] = step.names
  const parent = second === undefined ? node : (node[first] as Node | null)
  if (parent === null || parent === undefined) return
  const member = second ?? first
  const { make } = step.reference
  if (make !== undefined) parent[member] ??= structuredClone(make(world, node))
  const value = parent[member]
  if (typeof value === 'string') parent[member] = structuredClone(lookUp(world, value))
  const inside = parent[member]
  if (typeof inside === 'object' && inside !== null)
    expandPath(world, inside as Node, path.slice(step.names.length))
}

/** Finds an object by its id alone: the prefix tells the table. */
function lookUp(world: World, id: string): unknown {
  const { state } = world
  const tables: Record<string, Table<unknown>> = {
    acct: state.accounts,
    ch: state.charges,
    cs: state.sessions,
    du: state.disputes,
    fee: state.applicationFees,
    issfr: state.earlyFraudWarnings,
    pi: state.paymentIntents,
    po: state.payouts,
    price: state.prices,
    prod: state.products,
    py: state.charges,
    re: state.refunds,
    tr: state.transfers,
    txn: state.balanceTransactions,
  }
  if (id.startsWith('trr_')) {
    return Object.values(state.transfers)
      .flatMap((transfer) => transfer.reversals.data)
      .find((reversal) => reversal.id === id)
  }
  return must(tables[id.slice(0, id.indexOf('_'))] ?? {}, id)
}

function lineItems(world: World, session: Node): unknown {
  const id = String(session.id)
  return pageOf(must(world.state.sessionPlans, id).lineItems, {}, `/v1/checkout/sessions/${id}/line_items`)
}

function refundsOf(world: World, object: Node): unknown {
  const id = String(object.id)
  const own = Object.values(world.state.refunds).filter((refund) => refund.charge === id)
  return pageOf(own.toReversed(), {}, `/v1/charges/${id}/refunds`)
}
