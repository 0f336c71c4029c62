import type { FaultName } from './fault-names.ts'
import type { StripeEvent } from './objects.ts'
import { loadState, prune, type State, saveState, type Table, type TaskWork } from './state.ts'

/** A stored endpoint, see webhooks.ts. */
export interface Endpoint {
  key: string
  url: string
  secret: string
  connect: boolean
  fetch: ((request: Request) => Response | Promise<Response>) | null
  apiVersion: string
  enabledEvents: string[]
  status: 'enabled' | 'disabled'
}

/** Events of the change that is being made, each with the fault in force when it happened. */
export type Outbox = { event: StripeEvent; fault: FaultName | null }[]

/**
 * All that one running local Stripe holds. Changes are made by synchronous functions inside `change`, so that no
 * reader ever sees half of one.
 */
export interface World {
  readonly state: State
  /** Base URL; known once the server listens. */
  url: string
  readonly endpoints: Endpoint[]
  /** Currencies the platform's balance is kept in, the default first; empty: each charge settles in its own. */
  settlementCurrencies: readonly string[]
  fault: FaultName | null
  /** The API request that is being executed; events name it. */
  request: { id: string; idempotency_key: string | null } | null
  readonly outbox: Outbox
  readonly stateFile: string | undefined
  /** Seconds since 1970. */
  readonly startedAt: number
  /** Told after every change, so that what became due is run. */
  changed: () => void
}

export function createWorld(stateFile: string | undefined): World {
  const state = loadState(stateFile)
  prune(state, Date.now() + state.clockOffset)
  return {
    state,
    url: '',
    endpoints: [],
    settlementCurrencies: [],
    fault: null,
    request: null,
    outbox: [],
    stateFile,
    startedAt: Math.floor((Date.now() + state.clockOffset) / 1000),
    changed: () => {},
  }
}

/** Milliseconds since 1970 on this Stripe's clock. */
export function now(world: World): number {
  return Date.now() + world.state.clockOffset
}

/** `created` and the like: whole seconds. */
export function seconds(world: World): number {
  return Math.floor(now(world) / 1000)
}

export function save(world: World): void {
  if (world.stateFile !== undefined) saveState(world.stateFile, world.state)
}

/** Plans work for `delay` milliseconds from now. */
export function schedule(world: World, delay: number, work: TaskWork): void {
  world.state.taskOrder += 1
  world.state.tasks.push({ at: now(world) + delay, order: world.state.taskOrder, ...work })
}

export function ownerOf(world: World, id: string): string {
  return world.state.owners[id] ?? world.state.platform
}

/** Stores an object for its account. */
export function keep<T extends { id: string }>(world: World, table: Table<T>, owner: string, object: T): T {
  table[object.id] = object
  if (owner !== world.state.platform) world.state.owners[object.id] = owner
  return object
}

/** The entry of a table under an id that came from outside, which may be a name such as `__proto__`. */
export function entryOf<T>(table: Table<T>, id: string): T | undefined {
  return Object.hasOwn(table, id) ? table[id] : undefined
}

/** The object, if it exists and belongs to the account. */
export function find<T>(world: World, table: Table<T>, owner: string, id: string): T | undefined {
  return ownerOf(world, id) === owner ? entryOf(table, id) : undefined
}

/** The object a stored reference points at: its absence is a fault of ours. */
export function must<T>(table: Table<T>, id: string): T {
  const found = entryOf(table, id)
  if (found === undefined) throw new Error(`local Stripe has no '${id}'`)
  return found
}
