import type { Context } from '../../context.ts'
import type { Operation } from '../../document.ts'
import type { RequestSpec } from '../../exchange.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { Stuck } from '../../sandbox/stuck.ts'
import { requestOf } from '../../sandbox/walk/request.ts'
import { Unreachable } from '../../sandbox/walk/step.ts'

/** How many requests of a check are under way at once. */
const AT_ONCE = 4

/** Does something for each, a few at once; after a failure nothing more is begun, and what was begun is awaited. */
export async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values()
  let hasFailed = false
  const worker = async () => {
    for (const item of rest) {
      if (hasFailed) return
      await work(item).catch((error: unknown) => {
        hasFailed = true
        throw error
      })
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker))
  const failed = ended.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}

/** The sandbox, which checks that need it always have. */
export function sandboxOf({ sandbox }: Context): Sandbox {
  if (!sandbox) throw new Error('A check that needs the sandbox ran without it.')
  return sandbox
}

/**
 * A valid request; `null` when there is none. That an operation does not work is found by the walk: the other checks go
 * on with what does.
 */
export async function validRequest(
  s: Sandbox,
  operation: Operation,
  kind = operation.credentials[0] ?? null,
): Promise<RequestSpec | null> {
  try {
    return await requestOf(s, operation, kind)
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Stuck) return null
    throw error
  }
}
