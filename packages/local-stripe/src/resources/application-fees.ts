import { missing } from '../api/errors.ts'
import { pageOf, pageParameters } from '../api/lists.ts'
import { text } from '../api/parameters.ts'
import { listRoute, retrieveRoute, route } from '../api/route.ts'
import { emit } from '../world/events.ts'
import { newId } from '../world/ids.ts'
import type { ApplicationFee, Charge, FeeRefund } from '../world/objects.ts'
import { find, keep, ownerOf, seconds, type World } from '../world/world.ts'
import { book } from './balance.ts'

/** Our part of a charge, paid by the seller's account to the platform. */
export function newApplicationFee(world: World, charge: Charge): ApplicationFee {
  const { platform } = world.state
  const id = newId('fee')
  const amount = Math.min(charge.application_fee_amount ?? 0, charge.amount)
  const seller = charge.transfer_data?.destination ?? ownerOf(world, charge.id)
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
      currency: charge.currency,
      source: id,
    }).id,
    charge: transfer?.destination_payment ?? charge.id,
    created: seconds(world),
    currency: charge.currency,
    fee_source: null,
    livemode: false,
    originating_transaction: charge.id,
    refunded: false,
    refunds: { object: 'list', data: [], has_more: false, url: `/v1/application_fees/${id}/refunds` },
  }
  return keep(world, world.state.applicationFees, platform, fee)
}

/** What was given back of a payment: `part` of `whole`, after `before`. */
export interface Portion {
  before: number
  part: number
  whole: number
}

/** The same portion of another amount, rounded so that portions that make up the whole add up to all of it. */
export function portionOf(total: number, { before, part, whole }: Portion): number {
  // Products of two amounts exceed what a number holds exactly.
  const upTo = (sum: number) => Number((BigInt(total) * BigInt(sum)) / BigInt(whole))
  return upTo(before + part) - upTo(before)
}

/** Gives back the fee in proportion. */
export function refundFee(world: World, fee: ApplicationFee, portion: Portion): void {
  const amount = Math.min(portionOf(fee.amount, portion), fee.amount - fee.amount_refunded)
  if (amount <= 0) return
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
    metadata: {},
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
