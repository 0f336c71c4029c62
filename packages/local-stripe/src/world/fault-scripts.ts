import { type FaultName, faultNames } from './fault-names.ts'
import type { Charge } from './objects.ts'
import { schedule, type World } from './world.ts'

/** Time between the steps of a fault that plays out by itself, in milliseconds. */
const scriptStep = 10_000

/** After a payment: what the faults `dispute-won-then-lost` and `refund-partial-twice` let happen to it. */
export function planFaults(world: World, charge: Charge): void {
  if (world.fault === 'dispute-won-then-lost') {
    schedule(world, scriptStep, { kind: 'open_dispute', id: charge.id, inquiry: false, reason: 'fraudulent' })
    schedule(world, 2 * scriptStep, { kind: 'close_dispute', id: charge.id, outcome: 'won' })
    schedule(world, 3 * scriptStep, { kind: 'close_dispute', id: charge.id, outcome: 'lost' })
  }
  if (world.fault === 'refund-partial-twice') {
    const half = Math.floor(charge.amount / 2)
    schedule(world, scriptStep, { kind: 'refund', id: charge.id, amount: half })
    schedule(world, 2 * scriptStep, { kind: 'refund', id: charge.id, amount: charge.amount - half })
  }
}

const apiFaults: FaultName[] = ['api-down', 'api-error', 'rate-limited', 'answer-lost', 'slow']

/** Faults that make sense for one payment. */
export const paymentFaults: FaultName[] = faultNames.filter((name) => !apiFaults.includes(name))

/** A fault tagged in the buyer's address: `ana+webhook-never@example.test`. */
export function faultTag(email: string): FaultName | null {
  const tag = /\+([a-z-]+)@/.exec(email)?.[1]
  return paymentFaults.find((name) => name === tag) ?? null
}
