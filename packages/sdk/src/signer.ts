import type { Methods } from './operation.ts'

/** Signs the calls of a client: `visitorAuth` and `accountAuth` do. */
export interface Signer {
  /** Changes whenever somebody else is signed in, or nobody; tells what is cached for one from what is for another. */
  scope(): string
  /** The bearer token of a call that begins; `null` when it goes without one. */
  token(): Promise<string | null>
  /** A call was refused with 401. @returns the token that is good now; where it is another, the call is repeated. */
  renew(
    refused: string | null,
    error: { readonly code: string; readonly details: unknown },
  ): Promise<string | null>
}

/** What the parts of this SDK know of a client. */
export interface Inner {
  readonly baseUrl: string
  /** The same client, whose calls nobody signs. */
  readonly unsigned: Methods
  signer: Signer | null
}

/** What they know of one of its methods. */
export interface MethodInner {
  readonly client: Inner
  readonly area: string
}

// In the registry of the agent, so that two copies of this package understand each other (ECMA-262 §20.4.2.2).
export const INNER = /* @__PURE__ */ Symbol.for('@latchkey/sdk inner')

/** @throws TypeError for what `createLatchkey` did not make. */
export function innerOf<T extends Inner | MethodInner>(made: unknown): T {
  const inner = (made as { [INNER]?: T } | null)?.[INNER]
  if (!inner) throw new TypeError('Only a client of createLatchkey() and its methods can be used here.')
  return inner
}
