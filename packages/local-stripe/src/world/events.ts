import type { FaultName } from './fault-names.ts'
import { newId } from './ids.ts'
import type { StripeEvent } from './objects.ts'
import { keep, ownerOf, seconds, type World } from './world.ts'

/** The version the official client is pinned to; endpoints render events in it. */
export const apiVersion = '2026-10-28.endive'

interface EventOptions {
  /** Whose event it is, where that is not the owner of the object (an account's own events). */
  account?: string
  previous?: Record<string, unknown>
}

/** Records that something happened to an object, with a copy of the object as it is now. */
export function emit(
  world: World,
  type: string,
  object: { id: string; object: string },
  options: EventOptions = {},
): void {
  const owner = options.account ?? ownerOf(world, object.id)
  const event: StripeEvent = {
    id: newId('evt'),
    object: 'event',
    ...(owner === world.state.platform ? {} : { account: owner }),
    api_version: apiVersion,
    created: seconds(world),
    data: {
      object: structuredClone<Record<string, unknown>>({ ...object }),
      ...(options.previous === undefined ? {} : { previous_attributes: structuredClone(options.previous) }),
    },
    livemode: false,
    pending_webhooks: 0,
    request: world.request === null ? { id: null, idempotency_key: null } : { ...world.request },
    type,
  }
  keep(world, world.state.events, owner, event)
  world.outbox.push({ event, fault: world.fault })
}

/** Runs a change as if this fault were switched on. */
export function underFault<T>(world: World, fault: FaultName | null, work: () => T): T {
  const before = world.fault
  world.fault = fault ?? before
  try {
    return work()
  } finally {
    world.fault = before
  }
}

/** Runs a change on behalf of an API request, which its events name. */
export function onRequest<T>(world: World, request: NonNullable<World['request']>, work: () => T): T {
  world.request = request
  try {
    return work()
  } finally {
    world.request = null
  }
}
