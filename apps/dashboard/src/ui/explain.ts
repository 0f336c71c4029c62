import { LatchkeyError, TransportError } from '@latchkey/sdk'
import { cures, sentences, waitFor } from '../text/errors.ts'
import { ui } from '../text/ui.ts'

/** What happened, and what to do about it. */
export interface Explanation {
  readonly title: string
  readonly hint: string
}

/** What the catalogue says, by code. */
export type ErrorTexts = Readonly<
  Record<string, { readonly sentence: string; readonly cure: string } | undefined>
>

/** @returns what tells a creator about an error: by its code, in the catalogue's words where those are for people. */
export const explainer =
  (texts: ErrorTexts) =>
  (error: unknown): Explanation => {
    if (LatchkeyError.is(error)) {
      const { rawCode, retryAfter, message } = error
      const known = texts[rawCode]
      // A code of a newer server comes with a sentence of its own.
      if (!known) return { title: message, hint: ui.unexpectedHint }
      const hint = retryAfter ? waitFor(retryAfter) : (cures[rawCode] ?? known.cure)
      return { title: sentences[rawCode] ?? known.sentence, hint }
    }
    if (error instanceof TransportError) return { title: ui.unreachable, hint: ui.unreachableHint }
    return { title: ui.unexpected, hint: ui.unexpectedHint }
  }
