import type { Check } from '../context.ts'
import { sampleRequest } from '../sample.ts'

/** Nobody in particular gets nothing of what belongs to somebody. */
export const missingCredential: Check = {
  rules: ['missing-credential'],
  async run({ operations, document, client, finding }) {
    for (const operation of operations.filter(({ needsCredential }) => needsCredential)) {
      const exchange = await client.send(sampleRequest(document, operation))
      const { status, headers } = exchange.answer
      const says = (sentence: string) => finding('missing-credential', operation, sentence, [exchange])
      if (status !== 401) says(`Without a credential it answered ${status} instead of 401.`)
      else if (
        headers['www-authenticate'] === undefined &&
        operation.answer(401)?.headers.includes('www-authenticate')
      )
        says('The 401 has no WWW-Authenticate.')
    }
  },
}
