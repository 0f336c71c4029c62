import type { Data } from '@latchkey/sdk'

export type Entry = Data<'getSale'>['ledger'][number]

/** An entry as a line of an account. */
export interface Line {
  readonly entry: Entry
  /** By how much it changes what the buyer has paid; 0 while it moves no money, or if it moved none in the end. */
  readonly change: number
  /** What the buyer has paid after it, in the currency of the charge. */
  readonly balance: number
}

/** Refunds that failed or were canceled brought nothing back. */
const refunds = new Set(['pending', 'requires_action', 'succeeded'])

/** Inquiries move no money, and of a dispute that was won, it came back. */
const takesNothing = /^(?:warning_.*|prevented|won)$/

const changeOf = ({ kind, status, amount: { amount } }: Entry): number => {
  if (kind === 'CHARGE') return status === 'succeeded' ? amount : 0
  if (kind === 'REFUND') return refunds.has(status) ? -amount : 0
  if (kind === 'DISPUTE') return takesNothing.test(status) ? 0 : -amount
  return 0
}

/** A ledger, oldest entry first, with its running total. A dispute in another currency than the charge's is not added. */
export function accountOf(ledger: readonly Entry[]): Line[] {
  const currency = ledger.find(({ kind }) => kind === 'CHARGE')?.amount.currency
  let balance = 0
  return ledger.map((entry) => {
    const change = entry.amount.currency === currency ? changeOf(entry) : 0
    balance += change
    return { entry, change, balance }
  })
}

/** The dispute that a bank has not decided yet, if there is one. */
export const openDispute = (ledger: readonly Entry[]): Entry | undefined =>
  ledger.findLast(
    ({ kind, status }) =>
      kind === 'DISPUTE' && !['won', 'lost', 'warning_closed', 'prevented'].includes(status),
  )
