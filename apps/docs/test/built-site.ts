import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where `scripts/test-site.ts` says where the site is, once it is built. */
    builtSite: string
  }
}

/**
 * The folder of the built site: one build serves all tests of a run. It begins with the run, and is skipped where nothing
 * has changed since the last.
 * @throws with the output of the build when there is none.
 */
export async function builtSite(): Promise<string> {
  const answer = await fetch(inject('builtSite'))
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}
