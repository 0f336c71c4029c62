import type Stripe from 'stripe'
import { proportion } from './shares.ts'

/** Metadata by which what we did for the balance is known again. */
export const STEP_METADATA = 'balance_step'

/** The transfer, the fee and what became of both, in the currency of the transfer. */
export interface SellerPart {
  readonly transfer: TransferState
  readonly fee: FeeState | null
  /** Transfers by which we gave back. */
  readonly returns: readonly TransferState[]
}

export interface TransferState {
  readonly id: string
  readonly amount: number
  readonly left: number
  readonly currency: string
  readonly reversals: readonly { readonly id: string; readonly amount: number }[]
}

export interface FeeState {
  readonly id: string
  readonly amount: number
  readonly left: number
  readonly refunds: readonly FeeRefund[]
}

export interface FeeRefund {
  readonly id: string
  readonly amount: number
  readonly at: Date
  /** Ours, to balance: Stripe made it with no refund. */
  readonly ownStep: boolean
}

/** Reads what the seller got of a charge; `null` when nothing was transferred. */
export async function fetchSellerPart(
  stripe: Stripe,
  charge: Stripe.Charge,
  returns: readonly string[],
): Promise<SellerPart | null> {
  const { transfer, application_fee: fee } = charge
  if (typeof transfer !== 'object') return null
  const returned: TransferState[] = []
  for (const id of returns) returned.push(await transferState(stripe, await stripe.transfers.retrieve(id)))
  return {
    transfer: await transferState(stripe, transfer),
    fee: typeof fee === 'object' && fee ? await feeState(stripe, fee, transfer, charge) : null,
    returns: returned,
  }
}

async function transferState(stripe: Stripe, transfer: Stripe.Transfer): Promise<TransferState> {
  const reversals = transfer.reversals.has_more
    ? await stripe.transfers.listReversals(transfer.id, { limit: 100 }).autoPagingToArray({ limit: 10_000 })
    : transfer.reversals.data
  return {
    id: transfer.id,
    amount: transfer.amount,
    left: transfer.amount - transfer.amount_reversed,
    currency: transfer.currency,
    reversals: reversals.map(({ id, amount }) => ({ id, amount })),
  }
}

async function feeState(
  stripe: Stripe,
  fee: Stripe.ApplicationFee,
  transfer: Stripe.Transfer,
  charge: Stripe.Charge,
): Promise<FeeState> {
  const refunds = fee.refunds.has_more
    ? await stripe.applicationFees.listRefunds(fee.id, { limit: 100 }).autoPagingToArray({ limit: 10_000 })
    : fee.refunds.data
  // A fee in the currency of the charge is worth what the charge became in the transfer.
  const converted = (amount: number) =>
    fee.currency === transfer.currency ? amount : proportion(amount, transfer.amount, charge.amount_captured)
  return {
    id: fee.id,
    amount: converted(fee.amount),
    left: converted(fee.amount - fee.amount_refunded),
    refunds: refunds.map(({ id, amount, created, metadata }) => ({
      id,
      amount: converted(amount),
      at: new Date(created * 1000),
      ownStep: metadata?.[STEP_METADATA] !== undefined,
    })),
  }
}
