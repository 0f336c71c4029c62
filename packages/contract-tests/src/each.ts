import { AskedToWait, NoAnswer } from './client.ts'
import type { Context } from './context.ts'
import type { Operation } from './document.ts'

/** Looks at one operation after the other; one that asks to be left alone, or does not answer, keeps none from the next. */
export async function each<T extends Operation | string>(
  { finding }: Context,
  places: readonly T[],
  look: (place: T) => Promise<void>,
): Promise<void> {
  for (const place of places) {
    try {
      await look(place)
    } catch (error) {
      if (error instanceof NoAnswer) finding('server-error', place, error.message, [])
      else if (!(error instanceof AskedToWait) || error.operation === null) throw error
    }
  }
}
