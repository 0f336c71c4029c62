/** What was given back of a payment: `part` of `whole`, after `before`. */
export interface Portion {
  before: number
  part: number
  whole: number
}

/**
 * The same portion of another amount: of everything so far, less that of what was before, so that portions that make up
 * the whole add up to all of it.
 * @param step the least amount the currency can express
 */
export function portionOf(total: number, { before, part, whole }: Portion, step = 1): number {
  if (total === whole) return part
  // Products of two amounts exceed what a number holds exactly.
  const upTo = (sum: number) => {
    if (sum >= whole) return total
    const share = Number((BigInt(total) * BigInt(sum)) / BigInt(whole))
    return share - (share % step)
  }
  return upTo(before + part) - upTo(before)
}
