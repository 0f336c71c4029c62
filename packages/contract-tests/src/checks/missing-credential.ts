import type { Check } from '../context.ts'
import { each } from '../each.ts'
import { harmlessRequest } from '../refused.ts'

/** Nobody in particular gets nothing of what belongs to somebody. */
export const missingCredential: Check = {
  rules: ['missing-credential'],
  async run(context) {
    const { operations, document, client, finding } = context
    const closed = operations.filter(({ needsCredential }) => needsCredential)
    await each(context, closed, async (operation) => {
      // Even a server that forgets to ask has nothing to carry out.
      const request = harmlessRequest(document, operation)
      if (!request) return
      const exchange = await client.send(request)
      const { status, headers } = exchange.answer
      const says = (sentence: string) => finding('missing-credential', operation, sentence, [exchange])
      if (status !== 401) says(`Without a credential it answered ${status} instead of 401.`)
      else if (
        headers['www-authenticate'] === undefined &&
        operation.answer(401)?.headers.includes('www-authenticate')
      )
        says('The 401 has no WWW-Authenticate.')
    })
  },
}
