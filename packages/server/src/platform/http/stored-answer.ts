import { errorCatalogue, type OperationDefinition } from '@latchkey/contract'
import { z } from 'zod'

const Stored = z.union([
  z.looseObject({ failed: z.literal(true), code: z.enum(Object.keys(errorCatalogue)) }),
  z.looseObject({
    status: z.number().int(),
    headers: z.array(z.tuple([z.string(), z.string()])).optional(),
    // A 204 has none.
    body: z.unknown().optional(),
  }),
])

/** An answer that was stored for a key, as the version that repeats it finds it. */
export interface StoredAnswer<T> {
  readonly answer: T
  /** Whether this version would answer in the same form. */
  readonly isCurrent: boolean
}

/**
 * Reads a stored answer of an operation. One from an older version has the form that the contract of that day
 * promised: what it tells of has happened, so it is repeated as it was.
 */
export function readStoredAnswer<T>(
  success: OperationDefinition['success'],
  stored: unknown,
): StoredAnswer<T> {
  const answer = Stored.parse(stored)
  return { answer: answer as T, isCurrent: 'failed' in answer || isDeclared(success, answer) }
}

function isDeclared(
  success: OperationDefinition['success'],
  { status, body }: { status: number; body?: unknown },
): boolean {
  const declared = Object.entries(success).find(([known]) => Number(known) === status)?.[1]
  if (!declared) return false
  return !('body' in declared) || declared.body.safeParse(body).success
}
