import { refundFee } from './application-fees.ts'
import { book } from './balance.ts'
import { missing, type Refusal, refuse } from './errors.ts'
import { emit } from './events.ts'
import { newId } from './ids.ts'
import { pageOf, pageParameters } from './lists.ts'
import type { Charge, Refund, Transfer, TransferReversal } from './objects.ts'
import { bool, integer, metadata, text, withMetadata } from './parameters.ts'
import { listRoute, retrieveRoute, route } from './route.ts'
import { find, keep, must, ownerOf, seconds, type World } from './world.ts'

/** Sends the seller's part of a destination charge to the account, where it shows as a payment (`py_…`). */
export function newTransfer(world: World, charge: Charge): Transfer {
  const owner = ownerOf(world, charge.id)
  const destination = charge.transfer_data?.destination ?? ''
  const amount = charge.transfer_data?.amount ?? charge.amount
  const id = newId('tr')
  const payment = destinationPayment(world, charge, { id, amount, destination })
  const transfer: Transfer = {
    id,
    object: 'transfer',
    amount,
    amount_reversed: 0,
    balance_transaction: book(world, {
      owner,
      type: 'transfer',
      reportingCategory: 'transfer',
      amount: -amount,
      currency: charge.currency,
      source: id,
    }).id,
    created: seconds(world),
    currency: charge.currency,
    description: null,
    destination,
    destination_payment: payment.id,
    livemode: false,
    metadata: {},
    reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: charge.id,
    source_type: 'card',
    transfer_group: charge.transfer_group,
  }
  return keep(world, world.state.transfers, owner, transfer)
}

/** The transfer as the connected account sees it. */
function destinationPayment(
  world: World,
  charge: Charge,
  transfer: { id: string; amount: number; destination: string },
): Charge {
  const id = newId('py')
  const { transfer: _, ...copied } = charge
  const payment: Charge = {
    ...structuredClone(copied),
    id,
    amount: transfer.amount,
    amount_captured: transfer.amount,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    metadata: {},
    payment_intent: null,
    payment_method: null,
    payment_method_details: { type: 'stripe_account', stripe_account: {} },
    receipt_email: null,
    source_transfer: transfer.id,
    transfer_data: null,
  }
  payment.balance_transaction = book(world, {
    owner: transfer.destination,
    type: 'payment',
    reportingCategory: 'charge',
    amount: transfer.amount,
    fee: charge.application_fee_amount ?? 0,
    feeType: 'application_fee',
    currency: charge.currency,
    source: id,
  }).id
  return keep(world, world.state.charges, transfer.destination, payment)
}

interface Reversal {
  amount: number
  description?: string | undefined
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
      owner: ownerOf(world, transfer.id),
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
  const left = transfer.amount - transfer.amount_reversed
  const amount = params.amount ?? left
  if (left === 0) return refuse(undefined, `Transfer ${transfer.id} is already fully reversed.`)
  if (amount > left) {
    return refuse(
      undefined,
      `Reversal amount (${amount}) is greater than unreversed amount on transfer (${left}).`,
      'amount',
    )
  }
  const charge = world.state.charges[transfer.source_transaction ?? '']
  const fee = charge?.application_fee ?? null
  if (params.refund_application_fee === true) {
    if (fee === null)
      return refuse(undefined, 'There is no application fee to refund.', 'refund_application_fee')
    const portion = { before: transfer.amount_reversed, part: amount, whole: transfer.amount }
    refundFee(world, must(world.state.applicationFees, fee), portion)
  }
  return reverseTransfer(world, transfer, { amount, metadata: withMetadata({}, params.metadata ?? {}) })
}

export const transferRoutes = [
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
