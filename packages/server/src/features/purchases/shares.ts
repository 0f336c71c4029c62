import { stepOf } from '@latchkey/contract'

/** A charge with what the creator got of it at first. Amounts of transfer and fee are in `currency`. */
export interface ChargeShares {
  /** In the currency of the charge; portions are parts of it. */
  readonly charged: number
  readonly transfer: number
  readonly fee: number
  readonly currency: string
}

/** A refund or a dispute that lowers what the creator should have. */
export interface Lowering {
  readonly kind: 'refund' | 'dispute'
  readonly portion: number
  /** What Stripe itself took from the transfer, and returned of the fee; `null` when that is ours to do. */
  readonly made: { readonly reversed: number; readonly returnedFee: number } | null
}

/** What a charge is worth to its creator; `net` = `gross` − `refunds` − `disputes` − `fees`. */
export interface Shares {
  readonly gross: number
  readonly refunds: number
  readonly disputes: number
  readonly fees: number
  readonly net: number
  /** Of the fee: what we have to return ourselves. */
  readonly feeToReturn: number
}

/**
 * Divides a charge. What Stripe did with a refund counts as Stripe did it. For all else the creator's part and our fee
 * go down in proportion, rounded down to what the currency can express; parts that add up to the charge take all of it.
 */
export function sharesOf(charge: ChargeShares, lowerings: readonly Lowering[]): Shares {
  const taken = { refund: 0, dispute: 0 }
  let portion = 0
  let fee = 0
  for (const { kind, made, portion: part } of lowerings) {
    if (!made) continue
    taken[kind] += made.reversed
    fee += made.returnedFee
    portion += part
  }
  const rest = {
    portion: Math.max(0, charge.charged - portion),
    transfer: Math.max(0, charge.transfer - taken.refund - taken.dispute),
    fee: Math.max(0, charge.fee - fee),
  }
  let before = 0
  let takenBefore = 0
  let feeToReturn = 0
  for (const { kind, made, portion: part } of lowerings) {
    if (made) continue
    before = Math.min(rest.portion, before + part)
    const all = before === rest.portion
    const takenNow = all ? rest.transfer : partOf(charge.transfer, before, charge, rest.transfer)
    feeToReturn = all ? rest.fee : partOf(charge.fee, before, charge, rest.fee)
    taken[kind] += takenNow - takenBefore
    takenBefore = takenNow
  }
  const fees = charge.fee - fee - feeToReturn
  const net = charge.transfer - taken.refund - taken.dispute - fees
  return {
    gross: charge.transfer,
    refunds: taken.refund,
    disputes: taken.dispute,
    fees,
    net,
    feeToReturn,
  }
}

function partOf(amount: number, portion: number, { charged, currency }: ChargeShares, most: number): number {
  const part = proportion(amount, portion, charged)
  return Math.min(most, part - (part % stepOf(currency)))
}

/** `amount` × `part` / `total`, rounded down. */
export const proportion = (amount: number, part: number, total: number): number =>
  total === 0 ? 0 : Number((BigInt(amount) * BigInt(part)) / BigInt(total))
