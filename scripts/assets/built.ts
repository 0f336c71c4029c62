import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where `scripts/test-site.ts` says where what it built is. */
    builds: string
  }
}

/**
 * For tests: the folder of what was built. One build serves all files of a run. It begins with the run, and is skipped
 * where nothing has changed since the last. Wait for it where a file begins: a test has a limit.
 * @throws with the output of the build when there is none.
 */
export async function builtAsset(name: 'dashboard' | 'docs' | 'server'): Promise<string> {
  // `fetch` gives up after five minutes without an answer, and a slow machine builds for longer.
  const request = get(`${inject('builds')}/${name}`)
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  const said = await text(answer)
  if (answer.statusCode !== 200) throw new Error(said)
  return said
}
