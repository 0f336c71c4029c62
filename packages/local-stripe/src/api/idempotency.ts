import { createHash } from 'node:crypto'
import { now, type World } from '../world/world.ts'
import { denied, type Refusal } from './errors.ts'
import type { Raw } from './form-body.ts'
import type { Reply } from './replies.ts'

/** Answers are kept for 24 hours. [docs: Idempotent requests] */
const keyLife = 24 * 3600 * 1000
const longestKey = 255

/** The right to run a call under its key. */
interface Claim {
  keep(reply: Reply): void
  release(): void
}

export interface IdempotencyGuard {
  /**
   * Claims a key for a call of an account. Answers the kept reply when the call was answered before; refuses a key
   * that is too long (400), was used with other parameters (400) or is in use (409).
   */
  claim(
    request: { id: string; method: string; path: string },
    params: Record<string, Raw>,
    owner: string,
    key: string,
  ): Claim | { reply: Reply } | Refusal
}

export function idempotencyGuard(world: World): IdempotencyGuard {
  const running = new Set<string>()
  return {
    claim({ id, method, path }, params, owner, key) {
      if (key.length > longestKey) {
        return denied(400, `Idempotency keys can be at most ${longestKey} characters long.`)
      }
      const scope = `${owner}:${key}`
      const request = fingerprint(method, path, params)
      if (running.has(scope)) return inUse(key)
      const kept = world.state.idempotency[scope]
      if (kept !== undefined && kept.createdAt + keyLife > now(world)) {
        if (kept.request !== request) return otherParameters(key)
        const headers = { 'idempotent-replayed': 'true', 'original-request': kept.requestId }
        return { reply: { status: kept.status, body: kept.body, headers } }
      }
      running.add(scope)
      return {
        keep({ status, body }) {
          world.state.idempotency[scope] = { request, requestId: id, createdAt: now(world), status, body }
        },
        release() {
          running.delete(scope)
        },
      }
    },
  }
}

/** What must be the same when a key comes again. */
function fingerprint(method: string, path: string, params: Record<string, Raw>): string {
  return createHash('sha256')
    .update(JSON.stringify([method, path, sorted(params)]))
    .digest('hex')
}

function sorted(value: Raw): Raw {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(sorted)
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([name, entry]) => [name, sorted(entry)]))
}

function inUse(key: string): Refusal {
  const message =
    `There is currently another in-progress request using this idempotent key: ${key}. ` +
    'That probably means you submitted twice and the other request is still going through.'
  return denied(409, message, 'idempotency_key_in_use', 'idempotency_error')
}

function otherParameters(key: string): Refusal {
  const message =
    'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
    `Try using a key other than '${key}' if you meant to execute a different request.`
  return denied(400, message, undefined, 'idempotency_error')
}
