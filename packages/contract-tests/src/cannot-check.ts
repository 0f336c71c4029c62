/** It could not be checked; the message says why, as one sentence. */
export class CannotCheck extends Error {
  override readonly name: string = 'CannotCheck'
}
