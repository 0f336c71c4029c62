import type { Credential } from '../../exchange.ts'
import type { Call } from '../api.ts'
import type { Sandbox } from '../sandbox.ts'

/**
 * Makes a valid request for an operation, with all in place that it needs, so that it succeeds. Made again, it
 * succeeds again. Without `as` it is whoever has the run's credential of this kind (`null`: of none).
 */
export type Step = (s: Sandbox, kind: string | null) => Promise<Call>

/** Steps by the ids of their operations. */
export type Steps = Readonly<Record<string, Step>>

/** What this deployment does not have; the message says what that is, as a sentence. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** For a handle: the run's own, unless the step names another. */
export const onHandle =
  (more: Step = async () => ({})): Step =>
  async (s, kind) => {
    const { params, ...call } = await more(s, kind)
    return { ...call, params: { handle: await s.handle(), ...params } }
  }

/** The same caller by a credential of another kind. */
export async function sameAs(s: Sandbox, as: Credential, kind: string): Promise<Credential> {
  if (as.kind === kind) return as
  if (kind === 'visitorCookie') return { kind, secret: `_10x_visitor=${as.secret}` }
  return (await s.credential(kind)) ?? as
}
