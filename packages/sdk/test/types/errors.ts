// Compiled by the type check of `npm test`, never run: errors narrow by their code, and what is not known here is one
// closed variant of every operation.
import {
  createLatchkey,
  type ErrorCode,
  type Failure,
  LatchkeyError,
  type OperationId,
  unwrap,
} from '../../src/index.ts'

const latchkey = createLatchkey({ baseUrl: 'https://latchkey.test' })

/** A switch over every code of an operation needs no default. */
export function exhaustive(error: Failure<'signOutVisitor'>): string {
  switch (error.code) {
    case 'internal_error':
    case 'invalid_request':
    case 'payload_too_large':
    case 'unavailable':
    case 'unsupported_media_type':
      return error.message
    case 'rate_limited':
      error.details.retryAfterSeconds satisfies number
      return error.details.limit
    case 'unknown':
      error.details satisfies unknown
      // @ts-expect-error nothing is known of them
      error.details.limit
      return error.rawCode
  }
}

/** One that leaves some out does not compile. */
// @ts-expect-error not every code returns
export function incomplete(error: Failure<'signOutVisitor'>): string {
  switch (error.code) {
    case 'rate_limited':
      return 'later'
    case 'unknown':
      return error.rawCode
  }
}

type WithoutUnknown = {
  [Id in OperationId]: Extract<Failure<Id>, { code: 'unknown'; rawCode: string }> extends never ? Id : never
}[OperationId]
export const withoutUnknown = (id: WithoutUnknown): never => id

export async function caught() {
  try {
    await unwrap(latchkey.visitors.getVisitor())
  } catch (error) {
    if (!LatchkeyError.is(error)) throw error
    error.code satisfies ErrorCode
    error.retry satisfies 'never' | 'same_key' | 'after'
    error.retryAfter satisfies number | null
    if (error.code === 'rate_limited') error.details.retryAfterSeconds satisfies number
    if (error.code === 'page_not_found') error.details satisfies null
    // @ts-expect-error there is no such code
    if (error.code === 'invented_tomorrow') return
  }
}

export const messages: Partial<Record<ErrorCode, string>> = { unknown: 'Something went wrong.' }
