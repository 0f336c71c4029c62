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
  /** What Stripe itself took from the transfer with it; `null` when that is ours to do. */
  readonly reversed: number | null
  /** What Stripe itself returned of the fee with it; `null` when that is ours to do. */
  readonly returnedFee: number | null
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
  const taken = divide(
    charge.transfer,
    charge,
    lowerings.map(({ portion, reversed: made }) => ({ portion, made })),
  )
  const returned = divide(
    charge.fee,
    charge,
    lowerings.map(({ portion, returnedFee: made }) => ({ portion, made })),
  )
  const sumOf = (amounts: readonly number[], counts: (lowering: Lowering) => boolean) =>
    amounts.reduce((sum, amount, index) => {
      const lowering = lowerings[index]
      return lowering && counts(lowering) ? sum + amount : sum
    }, 0)
  const refunds = sumOf(taken, ({ kind }) => kind === 'refund')
  const disputes = sumOf(taken, ({ kind }) => kind === 'dispute')
  const fees = charge.fee - sumOf(returned, () => true)
  return {
    gross: charge.transfer,
    refunds,
    disputes,
    fees,
    net: charge.transfer - refunds - disputes - fees,
    feeToReturn: sumOf(returned, ({ returnedFee }) => returnedFee === null),
  }
}

/** What each part takes of `total`. */
function divide(
  total: number,
  { charged, currency }: ChargeShares,
  parts: readonly { portion: number; made: number | null }[],
): number[] {
  const made = parts.filter((part) => part.made !== null)
  const restPortion = Math.max(0, charged - made.reduce((sum, { portion }) => sum + portion, 0))
  const rest = Math.max(0, total - made.reduce((sum, part) => sum + (part.made ?? 0), 0))
  const step = stepOf(currency)
  let portionSoFar = 0
  let takenSoFar = 0
  return parts.map((part) => {
    if (part.made !== null) return part.made
    portionSoFar = Math.min(restPortion, portionSoFar + part.portion)
    const proportional = proportion(total, portionSoFar, charged)
    const soFar = portionSoFar === restPortion ? rest : Math.min(rest, proportional - (proportional % step))
    const taken = soFar - takenSoFar
    takenSoFar = soFar
    return taken
  })
}

/** `amount` × `part` / `total`, rounded down. */
export const proportion = (amount: number, part: number, total: number): number =>
  total === 0 ? 0 : Number((BigInt(amount) * BigInt(part)) / BigInt(total))
