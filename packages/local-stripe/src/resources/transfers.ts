import { isRefusal, missing, type Refusal, refuse } from '../api/errors.ts'
import { pageOf, pageParameters } from '../api/lists.ts'
import {
  bool,
  currency,
  inexpressible,
  integer,
  metadata,
  needed,
  text,
  type Values,
  withMetadata,
} from '../api/parameters.ts'
import { listRoute, retrieveRoute, route } from '../api/route.ts'
import { amountStep, formatAmount } from '../world/currencies.ts'
import { emit } from '../world/events.ts'
import { newId } from '../world/ids.ts'
import type { ApplicationFee, Charge, Refund, Transfer, TransferReversal } from '../world/objects.ts'
import { accountHolding, find, keep, must, seconds, type World } from '../world/world.ts'
import { canReceive, connectedAccount } from './accounts.ts'
import { feeShare, refundFee } from './application-fees.ts'
import { balanceOf, book } from './balance.ts'
import { blankCharge } from './charge-object.ts'
import { type Portion, portionOf } from './portions.ts'
import { settledAmount, settledCharge, settlementOf } from './settlement.ts'

interface TransferPlan {
  amount: number
  currency: string
  destination: string
  description?: string | undefined
  metadata?: Record<string, string>
  /** Our part of it. */
  fee?: number
  /** The charge the money comes from. */
  source: Charge | null
  transferGroup: string | null
}

/** Sends money to a connected account, where it shows as a payment (`py_…`). */
function newTransfer(world: World, owner: string, plan: TransferPlan): Transfer {
  const id = newId('tr')
  const payment = destinationPayment(world, id, plan)
  const transfer: Transfer = {
    id,
    object: 'transfer',
    amount: plan.amount,
    amount_reversed: 0,
    balance_transaction: book(world, {
      owner,
      type: 'transfer',
      reportingCategory: 'transfer',
      amount: -plan.amount,
      currency: plan.currency,
      source: id,
    }).id,
    created: seconds(world),
    currency: plan.currency,
    description: plan.description ?? null,
    destination: plan.destination,
    destination_payment: payment.id,
    livemode: false,
    metadata: plan.metadata ?? {},
    reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: plan.source?.id ?? null,
    source_type: 'card',
    transfer_group: plan.transferGroup,
  }
  return keep(world, world.state.transfers, owner, transfer)
}

/** The seller's part of a destination charge. */
export function transferOf(world: World, charge: Charge): Transfer | null {
  if (charge.transfer_data === null) return null
  return newTransfer(world, accountHolding(world, charge.id), {
    amount: settledAmount(world, charge, charge.transfer_data.amount ?? charge.amount),
    currency: settledCharge(world, charge).currency,
    destination: charge.transfer_data.destination,
    fee: settledAmount(world, charge, charge.application_fee_amount ?? 0),
    source: charge,
    transferGroup: charge.transfer_group,
  })
}

/** The transfer as the connected account sees it. */
function destinationPayment(world: World, transferId: string, plan: TransferPlan): Charge {
  const fee = plan.fee || null
  const payment: Charge = {
    ...blankCharge(world, 'py', { amount: plan.amount, currency: plan.currency }),
    amount_captured: plan.amount,
    application_fee_amount: fee,
    captured: true,
    paid: true,
    payment_method_details: { type: 'stripe_account', stripe_account: {} },
    source_transfer: transferId,
    status: 'succeeded',
    transfer_group: plan.transferGroup,
  }
  payment.balance_transaction = book(world, {
    owner: plan.destination,
    type: 'payment',
    reportingCategory: 'charge',
    amount: plan.amount,
    fee: fee ?? 0,
    feeType: 'application_fee',
    currency: plan.currency,
    source: payment.id,
  }).id
  return keep(world, world.state.charges, plan.destination, payment)
}

interface Reversal {
  amount: number
  metadata?: Record<string, string>
  refund?: Refund
}

/** Takes money back from the seller; the caller checked that so much is left. */
export function reverseTransfer(world: World, transfer: Transfer, reversal: Reversal): TransferReversal {
  const id = newId('trr')
  const payment = must(world.state.charges, transfer.destination_payment)
  payment.amount_refunded += reversal.amount
  payment.refunded = payment.amount_refunded === payment.amount
  book(world, {
    owner: transfer.destination,
    type: 'payment_refund',
    reportingCategory: 'refund',
    amount: -reversal.amount,
    currency: transfer.currency,
    source: payment.id,
  })
  const made: TransferReversal = {
    id,
    object: 'transfer_reversal',
    amount: reversal.amount,
    balance_transaction: book(world, {
      owner: accountHolding(world, transfer.id),
      type: 'transfer_refund',
      reportingCategory: 'transfer_reversal',
      amount: reversal.amount,
      currency: transfer.currency,
      source: transfer.id,
    }).id,
    created: seconds(world),
    currency: transfer.currency,
    destination_payment_refund: null,
    metadata: reversal.metadata ?? {},
    source_refund: reversal.refund?.id ?? null,
    transfer: transfer.id,
  }
  transfer.reversals.data.unshift(made)
  transfer.amount_reversed += reversal.amount
  transfer.reversed = transfer.amount_reversed === transfer.amount
  emit(world, 'transfer.reversed', transfer)
  return made
}

function createReversal(
  world: World,
  transfer: Transfer,
  params: {
    amount?: number | undefined
    description?: string | undefined
    metadata?: Record<string, string> | null | undefined
    refund_application_fee?: boolean | undefined
  },
): TransferReversal | Refusal {
  const amount = params.amount ?? transfer.amount - transfer.amount_reversed
  const refusal = reversalObjection(transfer, amount)
  if (refusal !== null) return refusal
  const fee = params.refund_application_fee === true ? feeOf(world, transfer) : null
  if (fee === undefined) {
    return refuse(undefined, 'There is no application fee to refund.', 'refund_application_fee')
  }
  const portion = { before: transfer.amount_reversed, part: amount, whole: transfer.amount }
  const feeBack = fee === null ? 0 : feeShare(fee, portion)
  if (isRefusal(feeBack)) return feeBack
  const uncovered = coverObjection(world, transfer, amount - feeBack)
  if (uncovered !== null) return uncovered
  if (fee !== null && feeBack > 0) refundFee(world, fee, feeBack)
  return reverseTransfer(world, transfer, { amount, metadata: withMetadata({}, params.metadata ?? {}) })
}

/** The fee of a transfer that a destination charge made; other transfers have none. */
function feeOf(world: World, transfer: Transfer): ApplicationFee | undefined {
  if (!isDestinationTransfer(world, transfer)) return undefined
  const charge = must(world.state.charges, transfer.source_transaction ?? '')
  return world.state.applicationFees[charge.application_fee ?? '']
}

/**
 * Why so much cannot be taken back. Stripe has a message for each case and no code (stripe/stripe-ruby issue 1058).
 * [types: TransferResource.createReversal]
 */
function reversalObjection(transfer: Transfer, amount: number): Refusal | null {
  const left = transfer.amount - transfer.amount_reversed
  if (left === 0) return refuse(undefined, `The transfer ${transfer.id} is already fully reversed.`)
  if (amount <= left) return inexpressible(amount, transfer.currency, 'amount')
  const [asked, rest] = [amount, left].map((value) => formatAmount(value, transfer.currency))
  const message = `Transfer reversal amount (${asked}) is greater than unreversed amount on transfer (${rest})`
  return refuse(undefined, message, 'amount')
}

/**
 * Why a seller cannot pay so much back. The transfer of a destination charge may leave the account in debt, unless its
 * balance must cover its debits; any other transfer must always be covered. [docs: TransferReversal]
 */
export function coverObjection(world: World, transfer: Transfer, amount: number): Refusal | null {
  const { currency, destination } = transfer
  const mayOwe = isDestinationTransfer(world, transfer) && world.state.mustCover[destination] === undefined
  if (mayOwe || amount <= balanceOf(world, destination, currency)) return null
  const message = `The balance of account ${destination} is too low for this reversal.`
  return refuse('balance_insufficient', message)
}

function isDestinationTransfer(world: World, transfer: Transfer): boolean {
  return world.state.charges[transfer.source_transaction ?? '']?.transfer === transfer.id
}

/** The transfer's part of a refund; refused when more than rounding is missing of it. */
export function reversalShare(transfer: Transfer, portion: Portion): number | Refusal {
  const step = amountStep(transfer.currency)
  const amount = portionOf(transfer.amount, portion, step)
  const left = transfer.amount - transfer.amount_reversed
  if (amount === 0 || (left > 0 && amount <= left + step)) return Math.min(amount, left)
  return reversalObjection(transfer, amount) ?? amount
}

const lacking =
  'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance.'

const transferShape = {
  amount: needed(integer(1)),
  currency: needed(currency),
  description: text(),
  destination: needed(text()),
  metadata,
  source_transaction: text(),
  transfer_group: text(),
}

function createTransfer(
  world: World,
  owner: string,
  params: Values<typeof transferShape>,
): Transfer | Refusal {
  const { destination, source_transaction: source } = params
  if (isRefusal(connectedAccount(world, destination))) {
    return refuse('resource_missing', `No such destination: '${destination}'`, 'destination')
  }
  if (!canReceive(world, destination)) {
    const message =
      'Your destination account needs to have at least one of the following capabilities enabled: transfers'
    return refuse('insufficient_capabilities_for_transfer', message, 'destination')
  }
  const charge = source === undefined ? null : (find(world, world.state.charges, owner, source) ?? null)
  if (source !== undefined && charge === null) return missing('charge', source, 'source_transaction')
  const refusal =
    inexpressible(params.amount, params.currency, 'amount') ??
    (charge === null ? null : sourceObjection(world, charge, params))
  if (refusal !== null) return refusal
  // Money that comes from a charge needs no balance. [docs: Separate charges and transfers, source_transaction]
  const lacks = world.state.platformLacks || settlementOf(world, owner, params.currency).rate !== null
  if (charge === null && lacks) return refuse('balance_insufficient', lacking)
  const transfer = newTransfer(world, owner, {
    amount: params.amount,
    currency: params.currency,
    destination,
    description: params.description,
    metadata: withMetadata({}, params.metadata),
    source: charge,
    transferGroup: params.transfer_group ?? charge?.transfer_group ?? null,
  })
  emit(world, 'transfer.created', transfer)
  return transfer
}

/** Transfers from one charge may not exceed it together. [docs: Separate charges and transfers, source_transaction] */
function sourceObjection(
  world: World,
  charge: Charge,
  { amount, currency: wanted }: { amount: number; currency: string },
): Refusal | null {
  const settled = settledCharge(world, charge)
  if (settled.currency !== wanted) {
    const message =
      `The currency of the source_transaction's balance transaction (${settled.currency}) must be the same as the ` +
      `transfer currency (${wanted}).`
    return refuse(undefined, message, 'currency')
  }
  const spent = Object.values(world.state.transfers)
    .filter(({ source_transaction: source }) => source === charge.id)
    .reduce((sum, transfer) => sum + transfer.amount - transfer.amount_reversed, 0)
  if (spent + amount <= settled.amount) return null
  const message = 'Transfer amount is greater than what is left of the source transaction.'
  return refuse(undefined, message, 'amount')
}

export const transferRoutes = [
  route({
    method: 'POST',
    path: '/v1/transfers',
    answers: 'transfer',
    parameters: transferShape,
    handle: (world, { params, owner }) => createTransfer(world, owner, params),
  }),
  retrieveRoute('/v1/transfers/:id', 'transfer', ({ state }) => state.transfers),
  listRoute(
    '/v1/transfers',
    'transfer',
    ({ state }) => state.transfers,
    { destination: text(), transfer_group: text() },
    (params) => (transfer) =>
      (params.destination ?? transfer.destination) === transfer.destination &&
      (params.transfer_group ?? transfer.transfer_group) === transfer.transfer_group,
  ),
  route({
    method: 'POST',
    path: '/v1/transfers/:id/reversals',
    answers: 'transfer_reversal',
    parameters: { amount: integer(1), description: text(), metadata, refund_application_fee: bool },
    handle(world, { params, path: { id = '' }, owner }) {
      const transfer = find(world, world.state.transfers, owner, id)
      if (transfer === undefined) return missing('transfer', id, 'id')
      return createReversal(world, transfer, params)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/transfers/:id/reversals',
    answers: 'list:transfer_reversal',
    parameters: pageParameters,
    handle(world, { params, path: { id = '' }, owner }) {
      const transfer = find(world, world.state.transfers, owner, id)
      if (transfer === undefined) return missing('transfer', id, 'id')
      return pageOf(transfer.reversals.data, params, transfer.reversals.url)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/transfers/:id/reversals/:reversal',
    answers: 'transfer_reversal',
    parameters: {},
    handle(world, { path: { id = '', reversal = '' }, owner }) {
      const transfer = find(world, world.state.transfers, owner, id)
      const found = transfer?.reversals.data.find((candidate) => candidate.id === reversal)
      return found ?? missing('transfer reversal', reversal, 'id')
    },
  }),
]
