import type { ErrorCode, ErrorDetails } from '@latchkey/contract'

/** An expected failure. Use cases return it; its code union reaches the route, where the compiler compares it with the contract. */
export interface Failure<C extends ErrorCode = ErrorCode> {
  readonly failed: true
  readonly code: C
  readonly details: ErrorDetails<C>
}

type FailArguments<C extends ErrorCode> = [ErrorDetails<C>] extends [null]
  ? [code: C]
  : [code: C, details: ErrorDetails<C>]

/** The failure with this code, and with the details that the catalogue asks for. */
export const fail = <C extends ErrorCode>(...[code, details]: FailArguments<C>): Failure<C> => ({
  failed: true,
  code,
  details: (details ?? null) as ErrorDetails<C>,
})

export const isFailure = (value: unknown): value is Failure =>
  typeof value === 'object' && value !== null && 'failed' in value && value.failed === true
