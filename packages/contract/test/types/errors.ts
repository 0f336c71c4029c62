// Compiled by the type check of `npm test`, never run: what an entry of the catalogue must not leave out.
import type { ErrorEntry } from '../../src/errors/entry.ts'

const sound = {
  status: 409,
  message: 'It is sold out.',
  cause: 'All of it was bought.',
  cure: 'Wait for more.',
  retry: 'never',
} as const satisfies ErrorEntry

const { cause: _cause, ...withoutCause } = sound
const { cure: _cure, ...withoutCure } = sound
const { retry: _retry, ...withoutRetry } = sound

export const entries: ErrorEntry[] = [
  sound,
  // @ts-expect-error nobody would know why
  withoutCause,
  // @ts-expect-error nobody would know what to do
  withoutCure,
  // @ts-expect-error nobody would know whether to try again
  withoutRetry,
]
