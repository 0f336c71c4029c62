import { createHash } from 'node:crypto'
import type { IdempotencyRecord } from '../world/state.ts'
import { now, type World } from '../world/world.ts'
import type { Raw } from './form-body.ts'

/** Answers are kept for 24 hours. [docs: Idempotent requests] */
const keyLife = 24 * 3600 * 1000

/** A key belongs to one account. */
export function scopeOf(owner: string, key: string): string {
  return `${owner}:${key}`
}

/** What must be the same when a key comes again: method, path and parameters. */
export function fingerprint(method: string, path: string, params: Record<string, Raw>): string {
  return createHash('sha256')
    .update(JSON.stringify([method, path, sorted(params)]))
    .digest('hex')
}

function sorted(value: Raw): Raw {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(sorted)
  const names = Object.keys(value).toSorted()
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? '')]))
}

/** The answer kept under a key, while it is younger than 24 hours. */
export function remembered(world: World, scope: string): IdempotencyRecord | null {
  const record = Object.hasOwn(world.state.idempotency, scope) ? world.state.idempotency[scope] : undefined
  if (record === undefined) return null
  if (record.createdAt + keyLife > now(world)) return record
  delete world.state.idempotency[scope]
  return null
}

export function remember(world: World, scope: string, record: Omit<IdempotencyRecord, 'createdAt'>): void {
  world.state.idempotency[scope] = { ...record, createdAt: now(world) }
}
