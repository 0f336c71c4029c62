import type { World } from '../world/world.ts'
import { denied, type Refusal } from './errors.ts'

/** How long `slow` holds a call back at most, in milliseconds. */
const slowness = 5000

/** Where the API's own faults are applied. */
export interface FaultGate {
  /** Before anything else: outages and limits. */
  outage(): Refusal | null
  /** Before execution, with the key claimed: `slow` waits until the fault is cleared, five seconds at most. */
  dawdle(): Promise<void>
  /** In place of execution: the 500 that is kept under the key. */
  broken(): Refusal | null
  /** The fault was changed: whoever waits goes on. */
  wake(): void
}

export function createFaultGate(world: World): FaultGate {
  let waking = Promise.withResolvers<void>()
  return {
    outage() {
      if (world.fault === 'api-down') {
        return denied(503, 'Stripe is temporarily unavailable.', undefined, 'api_error')
      }
      if (world.fault === 'rate-limited') {
        return denied(429, 'Request rate limit exceeded.', 'rate_limit')
      }
      return null
    },
    async dawdle() {
      if (world.fault !== 'slow') return
      const timer = Promise.withResolvers<void>()
      const handle = setTimeout(timer.resolve, slowness)
      await Promise.race([waking.promise, timer.promise])
      clearTimeout(handle)
    },
    broken() {
      if (world.fault !== 'api-error') return null
      const error = { type: 'api_error' as const, message: 'An unknown error occurred.' }
      return { refused: { status: 500, error, keep: true } }
    },
    wake() {
      waking.resolve()
      waking = Promise.withResolvers<void>()
    },
  }
}
