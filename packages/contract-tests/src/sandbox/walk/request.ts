import type { Operation } from '../../document.ts'
import type { RequestSpec } from '../../exchange.ts'
import type { Sandbox } from '../sandbox.ts'
import { sameAs, Unreachable } from './step.ts'
import { steps, unreachable } from './steps.ts'

/**
 * A valid request of the operation by a credential of this kind (`null`: without), with all in place that it needs.
 * @throws Unreachable when there is none.
 */
export async function requestOf(s: Sandbox, operation: Operation, kind: string | null): Promise<RequestSpec> {
  const step = steps[operation.id]
  if (!step) throw new Unreachable(unreachable[operation.id] ?? 'Nobody knows how to call it.')
  const { as = null, ...call } = await step(s, kind)
  const given = as && kind !== null ? await sameAs(s, as, kind) : await s.credential(kind)
  return { ...call, operation, as: given }
}
