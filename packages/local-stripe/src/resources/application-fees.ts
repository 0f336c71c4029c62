import { missing, type Refusal, refuse } from '../api/errors.ts'
import { pageOf, pageParameters } from '../api/lists.ts'
import { inexpressible, integer, metadata, text, withMetadata } from '../api/parameters.ts'
import { listRoute, retrieveRoute, route } from '../api/route.ts'
import { amountStep, formatAmount } from '../world/currencies.ts'
import { emit } from '../world/events.ts'
import { newId } from '../world/ids.ts'
import type { ApplicationFee, Charge, FeeRefund } from '../world/objects.ts'
import { accountHolding, find, keep, seconds, type World } from '../world/world.ts'
import { book } from './balance.ts'
import { type Portion, portionOf } from './portions.ts'
import { settledAmount, settledCharge } from './settlement.ts'

/** Our part of a charge, paid by the seller's account to the platform. */
export function newApplicationFee(world: World, charge: Charge): ApplicationFee {
  const { platform } = world.state
  const id = newId('fee')
  const amount = settledAmount(world, charge, Math.min(charge.application_fee_amount ?? 0, charge.amount))
  const { currency } = settledCharge(world, charge)
  const seller = charge.transfer_data?.destination ?? accountHolding(world, charge.id)
  const transfer = world.state.transfers[charge.transfer ?? '']
  const fee: ApplicationFee = {
    id,
    object: 'application_fee',
    account: seller,
    amount,
    amount_refunded: 0,
    application: `ca_${platform.slice('acct_'.length)}`,
    balance_transaction: book(world, {
      owner: platform,
      type: 'application_fee',
      reportingCategory: 'platform_earning',
      amount,
      currency,
      source: id,
    }).id,
    charge: transfer?.destination_payment ?? charge.id,
    created: seconds(world),
    currency,
    fee_source: null,
    livemode: false,
    originating_transaction: charge.id,
    refunded: false,
    refunds: { object: 'list', data: [], has_more: false, url: `/v1/application_fees/${id}/refunds` },
  }
  return keep(world, world.state.applicationFees, platform, fee)
}

/** Why so much of a fee cannot be given back. [types: ApplicationFeeResource.createRefund] */
function feeObjection(fee: ApplicationFee, amount: number): Refusal | null {
  const left = fee.amount - fee.amount_refunded
  if (left === 0) return refuse(undefined, `Application fee ${fee.id} has already been refunded.`)
  if (amount <= left) return inexpressible(amount, fee.currency, 'amount')
  const [asked, rest] = [amount, left].map((value) => formatAmount(value, fee.currency))
  return refuse(
    undefined,
    `Refund amount (${asked}) is greater than unrefunded amount on fee (${rest})`,
    'amount',
  )
}

/** The fee's part of what is given back of a payment; refused when more than rounding is missing of it. */
export function feeShare(fee: ApplicationFee, portion: Portion): number | Refusal {
  const step = amountStep(fee.currency)
  const amount = portionOf(fee.amount, portion, step)
  const left = fee.amount - fee.amount_refunded
  if (amount === 0 || (left > 0 && amount <= left + step)) return Math.min(amount, left)
  return feeObjection(fee, amount) ?? amount
}

/** Gives back so much of the fee; the caller checked that so much is left. */
export function refundFee(
  world: World,
  fee: ApplicationFee,
  amount: number,
  metadata: Record<string, string> = {},
): FeeRefund {
  const refund: FeeRefund = {
    id: newId('fr'),
    object: 'fee_refund',
    amount,
    balance_transaction: book(world, {
      owner: world.state.platform,
      type: 'application_fee_refund',
      reportingCategory: 'platform_earning_refund',
      amount: -amount,
      currency: fee.currency,
      source: fee.id,
    }).id,
    created: seconds(world),
    currency: fee.currency,
    fee: fee.id,
    metadata,
  }
  book(world, {
    owner: fee.account,
    type: 'application_fee_refund',
    reportingCategory: 'platform_earning_refund',
    amount,
    currency: fee.currency,
    source: fee.id,
  })
  fee.refunds.data.unshift(refund)
  fee.amount_refunded += amount
  fee.refunded = fee.amount_refunded === fee.amount
  emit(world, 'application_fee.refunded', fee)
  return refund
}

export const applicationFeeRoutes = [
  retrieveRoute('/v1/application_fees/:id', 'application_fee', ({ state }) => state.applicationFees),
  listRoute(
    '/v1/application_fees',
    'application_fee',
    ({ state }) => state.applicationFees,
    { charge: text() },
    (params) => (fee) =>
      params.charge === undefined ||
      params.charge === fee.charge ||
      params.charge === fee.originating_transaction,
  ),
  route({
    method: 'POST',
    path: '/v1/application_fees/:id/refunds',
    answers: 'fee_refund',
    parameters: { amount: integer(1), metadata },
    handle(world, { params, path: { id = '' }, owner }) {
      const fee = find(world, world.state.applicationFees, owner, id)
      if (fee === undefined) return missing('application fee', id, 'id')
      const amount = params.amount ?? fee.amount - fee.amount_refunded
      return feeObjection(fee, amount) ?? refundFee(world, fee, amount, withMetadata({}, params.metadata))
    },
  }),
  route({
    method: 'GET',
    path: '/v1/application_fees/:id/refunds',
    answers: 'list:fee_refund',
    parameters: pageParameters,
    handle(world, { params, path: { id = '' }, owner }) {
      const fee = find(world, world.state.applicationFees, owner, id)
      return fee === undefined
        ? missing('application fee', id, 'id')
        : pageOf(fee.refunds.data, params, fee.refunds.url)
    },
  }),
]
